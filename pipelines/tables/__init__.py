"""Hands on what was published: as CSV with its description, as a workbook, and as frames for notebooks."""
