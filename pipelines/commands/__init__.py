"""The command line's verbs, a file for each sort; pipelines/cli.py puts them together."""
