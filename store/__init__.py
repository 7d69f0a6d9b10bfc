"""The only rooms that speak to a database: the desk, the archive and the published file."""
