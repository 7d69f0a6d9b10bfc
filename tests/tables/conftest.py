"""An invented council, measured, with a frozen month: made once, copied for whoever changes it."""

import shutil
from pathlib import Path

import pytest

from tests.small_council import Council

MONTH, UNTIL = "2026-10", "2026-11-20T09:00:00+00:00"


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory) -> Council:
    """Return the council, to be read alone."""
    council = Council(tmp_path_factory.mktemp("tables") / "data")
    council.must("demo", "--members", "10", "--months", "4", "--until", UNTIL)
    council.must("measure")
    council.must("summary", "--month", MONTH)
    return council


@pytest.fixture
def council(made: Council, tmp_path: Path) -> Council:
    """Return a copy of it."""
    shutil.copytree(made.path, tmp_path / "data")
    return Council(tmp_path / "data")
