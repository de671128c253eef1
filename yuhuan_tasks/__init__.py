"""The project: settings, addresses, the server's entry. What the product does lives in
`assignments`."""
