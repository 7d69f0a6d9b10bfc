"""Pages as Streamlit runs them, for a viewer, on the written sample: what they say, and what they would say later."""

import functools
import html
import re
import shutil
import tempfile
from pathlib import Path

import duckdb
import pytest
from streamlit.testing.v1 import AppTest

from dashboard import sources
from facts import DAY_US
from tests.lanes import ROOT
from tests.pages import published_sample as sample

FRAME = ROOT / "dashboard" / "front" / "frame.py"


@functools.cache
def _written() -> Path:
    return sample.write(Path(tempfile.mkdtemp(prefix="sample-")))


def sample_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a data folder of one's own that holds the sample, and let the dashboard read it."""
    folder = tmp_path / "data"
    shutil.copytree(_written(), folder)
    monkeypatch.setenv("TWOWAY_DATA", str(folder))
    return folder


def altered(data: Path, *queries: str) -> None:
    """Change what was published, before any page has read it."""
    with duckdb.connect(data / "published" / "sample-1.duckdb") as file:
        for query in queries:
            file.execute(query)


def later(monkeypatch: pytest.MonkeyPatch, days: float) -> None:
    """Let pages be read this many days after the run's moment."""
    as_of_us = int(sources.published().meta()["as_of_us"])
    monkeypatch.setattr(sources, "now_us", lambda: as_of_us + int(days * DAY_US))


def run(page: str, as_: str = "comms", **query: str) -> AppTest:
    """Return a page as this viewer finds it."""
    at = AppTest.from_file(str(FRAME), default_timeout=30)
    at.switch_page(f"../pages/{page}.py")
    for name, value in {"as": as_, **query}.items():
        at.query_params[name] = value
    at.run()
    assert not at.exception, at.exception[0].value
    return at


def text(at: AppTest) -> str:
    """Return everything a page says, as HTML."""
    elements = [part.value for part in at.get("html")] if at.get("html") else []
    return "\n".join([title.value for title in at.title] + [str(value) for value in elements])


def plain(at: AppTest) -> str:
    """Return everything a page says, as people read it."""
    told = re.sub(r"<style>.*?</style>", "", text(at), flags=re.DOTALL)
    labels = [f"<p>{button.label}</p>" for button in at.button]
    return html.unescape(re.sub(r"[ \n]+", " ", re.sub(r"<[^>]+>", "", told + " ".join(labels))))
