"""Commands killed, out of disk, or with broken files."""
