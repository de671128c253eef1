"""抓落实: one app, rooms inside it."""
