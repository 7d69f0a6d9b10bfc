"""What the words of a message say by rule: patterns that a person wrote, each decision with the words that fired."""
