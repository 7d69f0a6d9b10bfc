"""Everything held about a member, as a zip that a person can read: what belongs to it, and how it is written."""
