"""Text files, comma-separated ones, and tables whose columns stand below each other by blanks."""
