"""Feeds, RSS or Atom: asking for them and taking them apart. Blogs and the council's own releases both stand on it."""
