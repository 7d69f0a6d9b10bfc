"""What start.py asks before it serves: `python -m pipelines.cli.starting`, on the data folder that TWOWAY_DATA names.

Ends with 9 where what is published can't be shown as it is (it is of another version of Two-Way, or broken), so that
it is measured again, and with 0 otherwise. Closes the folder to others, as every opening does.
"""

import sys

from pipelines.cli.loading import loading

with loading():
    from pipelines.keep.folder import Folder
    from store import rights
    from store.finished_run import SHAPE, shape
    from store.published import CannotBeRead, Published
    from store.trouble import StoreTrouble

MEASURE_AGAIN = 9


def main() -> int:
    """Return the exit code."""
    folder = Folder(to_read=True)
    try:
        rights.settle(folder.path, folder.settings.group)
        run = Published(folder.published)
        is_todays = run.meta().get(SHAPE) == shape()
        Published(folder.published, own=True, version=run.version).meta()
    except CannotBeRead:
        return MEASURE_AGAIN
    except StoreTrouble:  # the dashboard says it
        return 0
    return 0 if is_todays else MEASURE_AGAIN


if __name__ == "__main__":
    sys.exit(main())
