"""Killed while words that are gone are taken out of files: the next command ends it, and readers never notice."""

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from facts import DAY_US, HOUR_US
from store.published import Published
from tests.crash.test_killed import AS_OF, KILLED, NOW_US, at, collecting, spec
from tests.platforms.local_bluesky import LocalBluesky, running
from tests.small_council import Council, dump, write_posts

pytestmark = [pytest.mark.killed, pytest.mark.timeout(240)]

WORD = "Quagglethorpe"  # of the message that is removed
KEPT = "bins"  # of those that aren't
LATER_US = NOW_US + 25 * HOUR_US

NOTICING = {
    "within the page that notices it": {"query": "update posts set text = ''", "after": True},
    "once the page is kept": {"query": "create or replace temp table stale", "nth": 2},
    "within the finished run": {"query": "update finished.messages", "after": True},
    "once the finished run lacks it": {"query": "^attach '.*published"},
    "between the two new files": {"file": r"[0-9a-f]{6}\.duckdb$", "after": True},
    "before `current` names them": {"file": "current$"},
    "before the older ones go": {"file": "current$", "after": True},
    "once the older ones are gone": {"query": "update gone_words set in_files"},
}
REWRITING = {
    "before the archive is copied": {"query": "^attach '.*rewritten'"},
    "in copying the archive": {"query": "copy from database", "after": True},
    "before the copy is in place": {"file": r"archive\.duckdb$"},
    "once the copy is in place": {"file": r"archive\.duckdb$", "after": True},
}


@pytest.fixture(scope="module")
def removed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A council that was measured three times before a resident removed a question."""
    path = tmp_path_factory.mktemp("removed")
    with running() as network:
        question = _talk(network)
        council = collecting(path / "data", network)
        assert council.apart("collect", spec=at(NOW_US))[0] == 0
        for _ in range(3):
            council.must("measure", "--as-of", AS_OF)
        network.remove(question)
        assert len(told(council)) >= 4
        yield council.path


def _talk(network: LocalBluesky) -> str:
    member, resident = network.person("ann.test"), network.person("rita.test")
    network.person("bob.test"), network.person("cat.test")
    question = ""
    for number in range(6):
        post = network.write(member, f"News {number}.", NOW_US - (6 - number) * HOUR_US)
        text = f"When will the {KEPT if number else WORD} be emptied?"
        ask = network.write(resident, text, NOW_US - (6 - number) * HOUR_US + HOUR_US // 2, answers=post)
        question = question if number else ask
    return question


def told(council: Council) -> set[str]:
    """Return in which tables of which files the word stands."""
    files = [council.path / "archive.duckdb", *(council.path / "published").glob("*.duckdb")]
    return {
        f"{path.name} {table}" for path in files for table, rows in dump(path).items() if WORD in repr(rows)
    }


@pytest.fixture
def council(removed: Path, tmp_path: Path) -> Council:
    shutil.copytree(removed, tmp_path / "data")
    return Council(tmp_path / "data")


def readable(council: Council) -> None:
    """See that readers have one whole version."""
    shown = Published(council.path / "published")
    assert Published(council.path / "published", own=True, version=shown.version).meta() == shown.meta()
    assert len(shown.results()) > 10
    assert any(KEPT in row["text"] for row in shown.messages([row["post"] for row in shown.occasions(
        "ann", "still-waiting", "90 days")]))  # fmt: skip


@pytest.mark.parametrize("point", NOTICING.values(), ids=NOTICING)
def test_taking_words_out_is_killed(council: Council, tmp_path: Path, point: dict[str, Any]) -> None:
    assert council.apart("collect", spec=spec(point, LATER_US))[0] == KILLED
    readable(council)

    code, answer, aside = council.apart("collect", spec=at(LATER_US))  # the next run, whatever it is for

    assert code == 0, answer + aside
    assert told(council) == set()
    readable(council)
    assert council.apart("collect", spec=at(LATER_US + DAY_US))[0] == 0
    assert council.bytes_of(WORD) == {}


@pytest.mark.parametrize("point", REWRITING.values(), ids=REWRITING)
def test_writing_the_archive_anew_the_next_day_is_killed(
    council: Council, tmp_path: Path, point: dict[str, Any]
) -> None:
    nothing = str(write_posts(tmp_path / "nothing.jsonl", []))
    assert council.apart("collect", spec=at(LATER_US))[0] == 0
    before = council.archive()["main.posts"]
    assert told(council) == set()

    assert council.apart("import", nothing, spec=spec(point, LATER_US + DAY_US))[0] == KILLED
    assert council.apart("import", nothing, spec=at(LATER_US + DAY_US))[0] == 0

    assert council.bytes_of(WORD) == {}
    assert council.archive()["main.posts"] == before
    assert not [path.name for path in council.path.iterdir() if "rewritten" in path.name]
    readable(council)
