"""Brings in files: registers, posts files and members' archives."""
