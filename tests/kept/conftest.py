"""A council with posts, a frozen month, an example, a resident of a known name and somebody who signs in."""

import shutil
from pathlib import Path

import pytest

from tests.small_council import Council, write_posts
from tests.summaries.six_members import OCTOBER, six_members

BY = ("--by", "Olu")
RESIDENT = "Nosy Parker"
SAID = "Is the zebra crossing at Fern Road ever painted?"
EXAMPLE = "m2-2026-10-3a"


@pytest.fixture(scope="package")
def whole(tmp_path_factory):
    """Make it once."""
    folder = tmp_path_factory.mktemp("whole")
    council = six_members(folder)
    (council.path / "settings.toml").write_text('council = "Fernshire"\n', encoding="utf-8")
    asked = {"id": "zebra", "account": "x:m4", "author": RESIDENT, "kind": "post", "text": SAID}
    rows = [{**asked, "posted_at": "2026-10-20T09:00:00+00:00"}]
    council.must("import", str(write_posts(folder / "zebra.jsonl", rows)))
    council.must("measure", "--as-of", "2026-11-20T09:00:00Z")
    council.must("mark", "answered-elsewhere", "--post", "m0-2026-10-9", *BY)
    line = council.json("lines")[0]["id"]
    council.must("example", "nominate", "--post", EXAMPLE, "--line", line, "--why", "plain", *BY)
    council.must("example", "permit", "1", *BY)
    council.must("person", "add", "olu@fernshire.example", "--role", "comms", *BY)
    council.must("person", "add", "eve@fernshire.example", "--role", "administrator", *BY)
    council.must("summary", "--month", OCTOBER)
    council.must("measure", "--as-of", "2026-11-20T09:00:00Z")
    return council.path


@pytest.fixture
def council(whole, tmp_path):
    """Lend a copy of it."""
    shutil.copytree(whole, tmp_path / "data")
    return Council(tmp_path / "data")


@pytest.fixture
def place(tmp_path):
    """Return a folder for backups."""
    (tmp_path / "backups").mkdir()
    return tmp_path / "backups"


def elsewhere(council: Council, path: Path, *apart: str) -> Council:
    """Return another machine's empty data folder, with what was kept apart."""
    path.mkdir()
    for name in apart:
        shutil.copy(council.path / name, path / name)
    return Council(path)


def figures(council: Council):
    """Return what people see: every member's figures, evidence, and the frozen month."""
    shown = council.json("show", "--all")
    asked = [council.json("evidence", f"m{number}", "answered-within-a-day") for number in range(6)]
    files = {path.name: path.read_bytes() for path in sorted((council.path / "editions").iterdir())}
    return shown, asked, files


def everything(folder: Path) -> dict[str, bytes]:
    """Return what lies in a folder, byte by byte, but for locks."""
    found = sorted(path for path in folder.rglob("*") if path.is_file() and not path.name.startswith("."))
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in found}
