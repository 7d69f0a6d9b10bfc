"""The plan of the house, its style, and its two commands."""
