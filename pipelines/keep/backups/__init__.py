"""Keeping a data folder beyond its disk: backups, putting them back, and how long they may lie about."""
