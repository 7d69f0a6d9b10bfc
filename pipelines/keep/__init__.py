"""Keeps a data folder: opens it, looks after it, erases from it."""
