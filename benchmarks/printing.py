"""The ways in which benchmarks.documents prints, each run as a process of its own: `-m benchmarks.printing WAY PATH`.

Imports nothing but what the way needs, so that its time and memory are its own.
"""

import json
import resource
import shutil
import sys
from collections.abc import Callable
from pathlib import Path

BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


def typeset(facts: Path) -> None:
    """Make the paper of each of these facts."""
    from summaries.content import content
    from summaries.paper import paper
    from summaries.scorecard import scorecard

    for some in json.loads(facts.read_text(encoding="utf-8")):
        told = scorecard(some) if some["kind"] == "scorecard" else content(some)
        facts.with_name(f"{facts.stem}-{some.get('member', {}).get('id', 'council')}.pdf").write_bytes(
            paper(told)
        )


def weasyprint(pages: Path) -> None:
    """Let WeasyPrint print each of these web pages."""
    from weasyprint import HTML  # type: ignore[import-not-found,unused-ignore]

    for path in sorted(pages.glob("*.html")):
        HTML(filename=str(path)).write_pdf(str(path.with_suffix(".w.pdf")))


def chromium(pages: Path) -> None:
    """Let Chromium print each of these web pages: one browser for all of them."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=browser_here(), args=["--no-sandbox"])
        page = browser.new_page()
        for path in sorted(pages.glob("*.html")):
            page.goto(path.as_uri())
            page.pdf(path=str(path.with_suffix(".c.pdf")), prefer_css_page_size=True)
        browser.close()


def browser_here() -> str | None:
    """Return the path of a Chromium on this machine."""
    return next((place for place in map(shutil.which, BROWSERS) if place), None)


WAYS: dict[str, Callable[[Path], None]] = {"typeset": typeset, "weasyprint": weasyprint, "chromium": chromium}


def used() -> tuple[float, float]:
    """Return the CPU seconds of this process and those it ended, and the most memory in MB that one of them held."""
    both = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(one.ru_utime + one.ru_stime for one in both), max(_own_peak_mb(), _peak_mb(both[1]))


def _own_peak_mb() -> float:
    """Return the most memory this process held. Linux's resource usage begins with what its parent held at the fork."""
    status = Path("/proc/self/status")
    if not status.exists():
        return _peak_mb(resource.getrusage(resource.RUSAGE_SELF))
    [peak] = [line for line in status.read_text().splitlines() if line.startswith("VmHWM:")]
    return int(peak.split()[1]) * 1024 / 1e6


def _peak_mb(usage: resource.struct_rusage) -> float:
    return usage.ru_maxrss * (1 if sys.platform == "darwin" else 1024) / 1e6


if __name__ == "__main__":
    WAYS[sys.argv[1]](Path(sys.argv[2]))
    sys.stdout.write(json.dumps(used()))
