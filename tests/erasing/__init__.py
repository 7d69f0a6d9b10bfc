"""Consent ends, and what goes with it."""
