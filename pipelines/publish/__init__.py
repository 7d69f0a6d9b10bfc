"""Publishes a finished run."""
