"""What holds before a command is at work: its streams are there, and Ctrl+C ends it in one line.

Imports nothing of ours: loading all the rest takes a second, and that is when people change their minds.
"""

import os
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

STOPPED = 130  # as shells say it of Ctrl+C


@contextmanager
def loading() -> Iterator[None]:
    """End at once on Ctrl+C while modules are loaded: some would take it for a fault of their own, or swallow it."""
    _open_closed_streams()
    usual = signal.getsignal(signal.SIGINT)
    if usual is signal.default_int_handler:  # else whoever started us wants it ignored
        signal.signal(signal.SIGINT, _stop)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, usual)


def _open_closed_streams() -> None:
    """Let each stream that is closed lead nowhere, before a file of the council's would be taken for it."""
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:
            setattr(sys, name, os.fdopen(os.open(os.devnull, os.O_RDWR), mode, encoding="utf-8"))


def _stop(_signal: int, _frame: FrameType | None) -> None:
    try:
        os.write(2, b"Stopped. Nothing is lost: the next run goes on from here.\n")
    finally:
        os._exit(STOPPED)
