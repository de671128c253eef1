"""Files that people hand in: looked at, made smaller, stored whole or not at all."""
