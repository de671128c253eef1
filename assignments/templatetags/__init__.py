"""What templates may say: words and numbers, addresses, the navigation, simple charts."""
