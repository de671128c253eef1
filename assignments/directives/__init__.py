"""A leader instructs, a unit replies, and the leader or the office closes the matter."""
