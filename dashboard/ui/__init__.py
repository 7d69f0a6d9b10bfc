"""How it looks: pure functions that turn facts into words, and words into safe HTML."""
