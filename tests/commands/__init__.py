"""Whole commands, on data folders of their own."""
