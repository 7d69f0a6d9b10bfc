"""The command line: `python -m pipelines ...`."""

from pipelines.loading import loading

with loading():
    from pipelines.cli import main

main()
