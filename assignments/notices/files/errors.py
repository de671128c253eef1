"""The one thing that reading a document raises."""


class UnreadableDocument(Exception):
    """The document cannot be read. The message is Chinese and says what is wrong and what to do."""
