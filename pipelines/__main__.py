"""The command line: `python -m pipelines ...`."""

from pipelines.cli.loading import loading

with loading():
    from connectors import all_platforms
    from pipelines.cli.app import main

    all_platforms()  # what they stand on takes most of that second

main()
