"""The command line: `python -m pipelines ...`."""

from pipelines.cli.loading import loading

with loading():
    from pipelines.cli.app import main

main()
