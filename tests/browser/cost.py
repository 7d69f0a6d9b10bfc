"""What it costs a server to draw a page: its processor time, as the kernel counts it, in nanoseconds."""

import ctypes
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager

from tests.browser.raw import connected, rerun

RERUNS, TIMES = 8, 6

Draw = Callable[[], object]


@contextmanager
def drawing(address: str, cookies: dict[str, str], page: str, query: str) -> Iterator[Draw]:
    """Lend what draws a page once more in a session of its own, which has drawn it before."""
    with connected(address, cookies) as socket:
        rerun(socket, page, query)
        yield lambda: rerun(socket, page, query)


def cpu_ms(pages: Iterable[tuple[Draw, int]]) -> list[float]:
    """Return the milliseconds of processor time that each page costs its process (draw, process id).

    They are drawn by turns, and of several turns each one's cheapest counts: others use the machine too.
    """
    turns = [[_once(draw, process) for draw, process in pages] for _ in range(TIMES)]
    return [min(costs) for costs in zip(*turns, strict=True)]


def _once(draw: Draw, process: int) -> float:
    clock = _clock_of(process)
    before = time.clock_gettime_ns(clock)
    for _ in range(RERUNS):
        draw()
    return (time.clock_gettime_ns(clock) - before) / 1e6 / RERUNS


def _clock_of(process: int) -> int:
    """Return the clock of a process. psutil's times go by hundredths of a second, which is a page's whole cost."""
    clock = ctypes.c_int()
    failed = ctypes.CDLL(None).clock_getcpuclockid(process, ctypes.byref(clock))
    if failed:
        raise ProcessLookupError(failed, f"no processor time of process {process}")
    return clock.value
