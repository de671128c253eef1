"""Commands, and the making of the 2021 fixtures that one of them does."""
