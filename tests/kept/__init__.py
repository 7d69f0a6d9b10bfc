"""A data folder is kept beyond its disk: backups, putting them back, and what may not come back with them."""
