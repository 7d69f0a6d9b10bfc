"""What the text rules say, and what must never change it."""
