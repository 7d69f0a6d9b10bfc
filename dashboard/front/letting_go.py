"""Lets go of published files that were swept or rewritten, though nobody looks at a page.

An erased file stays on the disk, and its rows in memory, as long as somebody holds it open.
"""

import threading
import time

from store.opened import let_go

EVERY_S = 5.0


def begin(every_s: float = EVERY_S) -> None:
    """Look at the files that are open every so often, beside the pages, for as long as the server runs."""
    threading.Thread(target=_go_on, args=(every_s,), name="lets go of files", daemon=True).start()


def _go_on(every_s: float) -> None:
    while True:
        time.sleep(every_s)
        let_go()
