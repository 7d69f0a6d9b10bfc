"""The command line, a file for each sort of command; app.py puts them together."""
