"""Collects what is new from every account."""
