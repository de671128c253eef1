"""Tables with borders: each row is a task, a part of one, a heading, or a note."""
