"""Killed at the worst moments: nothing is lost, doubled or half-seen after the next run, and readers never notice."""

import shutil
import signal
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import duckdb
import pytest

from facts import DAY_US, HOUR_US, iso
from pipelines.import_.covers import moment
from pipelines.keep.settings import Settings
from store.published import Published
from tests.platforms.local_bluesky import LocalBluesky, running
from tests.small_council import Council, Rows, write_no_posts, write_posts, write_register

pytestmark = [pytest.mark.killed, pytest.mark.timeout(240)]

KILLED = -getattr(signal, "SIGKILL", -137)
NOW_US = moment("2026-11-20T10:00:00+00:00", Settings().zone)
HANDLES = ("ann.test", "bob.test", "cat.test")
AS_OF = "2026-11-20T10:00:00Z"
ONCE_RESUMED = (
    "2026-11-20T11:00:00Z"  # a profile is known from when it was read, which may be the later visit
)
WITHDRAWN = (
    "Grimsditch"  # a word of the account that is withdrawn: in its handle, its texts and its residents'
)

# Collecting: where it dies. The numbers are chosen to be in the middle of the second account's visit.
IN_A_PAGE = {
    "before a page's first row": {"query": "^begin", "nth": 12, "after": True},
    "between a page's rows and its labels": {"query": "insert into posts", "nth": 5, "after": True},
    "between its labels and its coverage": {"query": "insert into labels", "nth": 4, "after": True},
    "between its coverage and its cursor": {"query": "insert into coverage", "nth": 2, "after": True},
    "after everything but the commit": {"query": "^commit", "nth": 13},
    "between two pages": {"query": "^commit", "nth": 13, "after": True},
    "after the last page": {"query": "^commit", "nth": 30, "after": True},
}
LABELLING = {
    "in a batch of labels": {"query": "delete from labels using made", "nth": 2, "after": True, "batch": 7},
    "between two batches of labels": {"query": "^commit", "nth": 2, "after": True, "batch": 7},
}
MEASURING = {
    "when the last run is dropped": {"query": "drop schema if exists finished", "after": True},
    "between two tables of the finished run": {"query": "insert into finished.results", "after": True},
    "before the finished run is committed": {"query": "insert into finished.occasions", "after": True},
}
PUBLISHING = {
    "once the finished run is committed": {"query": "^attach '.*published"},
    "in the first file": {"query": "insert into fresh.results", "after": True},
    "before the first file is in place": {"file": r"[0-9a-f]{6}\.duckdb$"},
    "between the two files": {"file": r"[0-9a-f]{6}\.duckdb$", "after": True},
    "in the second file": {"query": "insert into fresh.results", "nth": 2, "after": True},
    "before `current` is replaced": {"file": "current$"},
}
ERASING = {
    "before the first row is deleted": {"query": "delete from labels where post in"},
    "between two deletions": {"query": "delete from posts where id in", "after": True},
    "once the rows are deleted": {"query": "^commit", "after": True},
    "in measuring again": {"query": "insert into finished.occasions", "after": True},
    "in publishing again": {"file": r"[0-9a-f]{6}\.duckdb$", "after": True},
    "once `current` is replaced": {"file": "current$", "after": True},
    "in writing the archive anew": {"query": "copy from database", "after": True},
    "before the new archive is in place": {"file": r"archive\.duckdb$"},
    "once the new archive is in place": {"file": r"archive\.duckdb$", "after": True},
}


def spec(point: dict[str, Any], now_us: int = NOW_US) -> dict[str, Any]:
    return {"clock_us": now_us, **point}


def at(now_us: int) -> dict[str, Any]:
    return {"clock_us": now_us}


# Collecting


@pytest.fixture(scope="module")
def network() -> Iterator[LocalBluesky]:
    with running() as network:
        _talk(network)
        yield network


def _talk(network: LocalBluesky) -> None:
    """Three members, each with ten posts over forty days, replies to them, answers, quotes and shares."""
    residents = [network.person(f"resident{number}.test") for number in range(4)]
    for member, handle in enumerate(HANDLES):
        did = network.person(handle)
        for number in range(10):
            us = NOW_US - (40 - 4 * number) * DAY_US + member * HOUR_US
            post = network.write(did, f"News number {number} from the ward.", us)
            ask = network.write(
                residents[number % 4], "When will the bins be emptied?", us + HOUR_US, answers=post
            )
            if number % 3:
                network.write(did, "Tomorrow morning.", us + 3 * HOUR_US, answers=ask)
            if number % 4 == 0:
                network.write(residents[0], "Read this.", us + 2 * HOUR_US, quotes=post)
                network.pass_on(did, ask, us + 5 * HOUR_US)


def collecting(path: Path, network: LocalBluesky) -> Council:
    council = Council(path)
    path.mkdir()
    hosts = "".join(f'{name} = "{network.address}"\n' for name in ("bluesky_appview", "bluesky_directory"))
    (path / "key").write_text("5c" * 32, encoding="ascii")  # one key, so that pseudonyms can be compared
    (path / "settings.toml").write_text(f"[hosts]\n{hosts}", encoding="utf-8")
    rows = [
        {"member": handle[:3], "name": handle[:3].title(), "ward": "North", "platform": "bluesky",
         "handle": handle, "consented_on": "2026-01-05"}
        for handle in HANDLES
    ]  # fmt: skip
    council.must("register", str(write_register(path.parent / "register.csv", rows)))
    return council


@pytest.fixture(scope="module")
def undisturbed(network: LocalBluesky, tmp_path_factory: pytest.TempPathFactory) -> tuple[Rows, Rows]:
    """The archive and what is published after two visits, an hour apart, that nothing disturbed."""
    council = collecting(tmp_path_factory.mktemp("undisturbed") / "data", network)
    for now_us in (NOW_US, NOW_US + HOUR_US):
        code, answer, aside = council.apart("collect", spec=at(now_us))
        assert code == 0, answer + aside
    council.must("measure", "--as-of", ONCE_RESUMED)
    return council.archive(), council.published()


@pytest.mark.parametrize("point", IN_A_PAGE.values(), ids=IN_A_PAGE)
def test_collecting_is_killed(
    network: LocalBluesky, undisturbed: tuple[Rows, Rows], tmp_path: Path, point: dict[str, Any]
) -> None:
    council = collecting(tmp_path / "data", network)

    assert council.apart("collect", spec=spec(point))[0] == KILLED
    code, answer, aside = council.apart("collect", spec=at(NOW_US + HOUR_US))
    council.must("measure", "--as-of", ONCE_RESUMED)

    assert (code, aside.count("not finished")) == (0, 0), answer + aside
    assert len(undisturbed[0]["main.posts"]) > 70
    assert council.archive() == undisturbed[0]
    assert council.published() == undisturbed[1]


def test_collecting_is_killed_again_and_again(
    network: LocalBluesky, undisturbed: tuple[Rows, Rows], tmp_path: Path
) -> None:
    council = collecting(tmp_path / "data", network)

    killed = 0
    for nth in (1, 2, 3, 4, 6, 8):  # each run comes a little further
        killed += (
            council.apart("collect", spec=spec({"query": "^commit", "nth": nth, "after": True}))[0] == KILLED
        )
    council.apart("collect", spec=at(NOW_US + HOUR_US))
    council.must("measure", "--as-of", ONCE_RESUMED)

    assert killed == 6
    assert council.archive() == undisturbed[0]


# Measuring and publishing


@pytest.fixture(scope="module")
def measured(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A council measured once, with more messages imported since, and every label due to be made again."""
    path = tmp_path_factory.mktemp("measured")
    council = Council(path / "data")
    rows = [
        {"member": member, "name": member.title(), "ward": "North", "platform": "x", "handle": handle,
         "consented_on": "2026-01-05", "consented_by": handle}
        for member, handle in (("ann", "ann"), ("bob", f"Bob{WITHDRAWN}"), ("cat", "cat"))
    ]  # fmt: skip
    council.must("register", str(write_register(path / "register.csv", rows)))
    for name, days, to in (
        ("first", range(60, 30, -1), "2026-10-21"),
        ("second", range(30, 0, -1), "2026-11-20"),
    ):
        posts = [row for day in days for row in _day(day)]
        file = write_posts(path / f"{name}.jsonl", posts)
        council.must("import", str(file), "--covers", f"2026-08-01..{to}")
        if name == "first":
            council.must("measure", "--as-of", "2026-11-19T10:00:00Z")
    with duckdb.connect(str(council.path / "archive.duckdb")) as db:
        db.execute("update labels set version = 0, value = 'stale'")
    return council.path


def _day(day: int) -> Iterator[dict[str, str]]:
    when = iso(NOW_US - day * DAY_US)
    later = iso(NOW_US - day * DAY_US + day % 40 * HOUR_US)
    for handle, word in (("ann", "damp"), (f"bob{WITHDRAWN}", WITHDRAWN), ("cat", "bins")):
        ask = f"{handle}-{day}-ask"
        of = {"account": f"x:{handle}"}
        yield {
            **of,
            "id": ask,
            "author": f"res{day % 9}",
            "posted_at": when,
            "text": f"What about the {word}?",
        }
        yield {**of, "id": f"{handle}-{day}", "author": "member", "posted_at": later, "text": f"The {word}: soon.",
               "answers": ask}  # fmt: skip


@pytest.fixture
def council(measured: Path, tmp_path: Path) -> Council:
    shutil.copytree(measured, tmp_path / "data")
    return Council(tmp_path / "data")


@pytest.fixture(scope="module")
def unhurt(measured: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Rows, Rows, Rows]:
    """What was published before; the archive, and what is published, after a run that nothing disturbed."""
    path = tmp_path_factory.mktemp("unhurt") / "data"
    shutil.copytree(measured, path)
    council = Council(path)
    before = council.published()
    council.must("measure", "--as-of", AS_OF)
    return before, council.archive(), council.published()


def files(council: Council) -> set[str]:
    return {path.name for path in (council.path / "published").iterdir()}


def read_whole(council: Council) -> list[Any]:
    """Read as a page does: everything from one version, both files."""
    shown = Published(council.path / "published")
    own = Published(council.path / "published", own=True, version=shown.version)
    assert shown.meta()["version"] == own.meta()["version"] == shown.version
    return [shown.version, len(shown.results()), len(own.results()), shown.results("ann"), shown.meta()]


@pytest.mark.parametrize("point", (LABELLING | MEASURING).values(), ids=LABELLING | MEASURING)
def test_measuring_is_killed(
    council: Council, unhurt: tuple[Rows, Rows, Rows], point: dict[str, Any]
) -> None:
    assert council.apart("measure", "--as-of", AS_OF, spec=spec(point))[0] == KILLED
    assert council.published() == unhurt[0]

    council.must("measure", "--as-of", AS_OF)

    assert council.archive() == unhurt[1]
    assert council.published() == unhurt[2]
    assert len(unhurt[1]["main.labels"]) >= 360
    assert {row[3] for row in unhurt[1]["main.labels"]} != {"stale"}


@pytest.mark.parametrize("point", PUBLISHING.values(), ids=PUBLISHING)
def test_publishing_is_killed_and_the_next_start_publishes(
    council: Council, unhurt: tuple[Rows, Rows, Rows], tmp_path: Path, point: dict[str, Any]
) -> None:
    assert council.apart("measure", "--as-of", AS_OF, spec=spec(point))[0] == KILLED
    assert council.published() == unhurt[0]
    assert read_whole(council)[1] > 0

    # Not another measure: any command that holds the archive makes good what was left undone.
    council.must("import", str(write_no_posts(tmp_path / "nothing.csv")))

    assert council.published() == unhurt[2]
    assert not [name for name in files(council) if name.endswith((".tmp", ".wal"))]
    assert len(files(council)) == 5  # the two versions, two files each, and `current`


def test_publishing_is_killed_once_current_is_replaced(
    council: Council, unhurt: tuple[Rows, Rows, Rows]
) -> None:
    point = {"file": "current$", "after": True}

    assert council.apart("measure", "--as-of", AS_OF, spec=spec(point))[0] == KILLED

    assert council.published() == unhurt[2]


def test_readers_see_one_whole_version_while_runs_publish(council: Council) -> None:
    seen: dict[str, list[Any]] = {}
    torn: list[Any] = []
    is_over = threading.Event()

    def read() -> None:
        while not is_over.is_set():
            version, *rest = read_whole(council)
            if seen.setdefault(version, rest) != rest:
                torn.append(version)

    reader = threading.Thread(target=read)
    reader.start()
    try:
        codes = [
            council.apart("measure", "--as-of", AS_OF)[0],
            council.apart("measure", "--as-of", AS_OF, spec=spec({"file": "current$"}))[0],
            council.apart("measure", "--as-of", "2026-11-18T10:00:00Z")[0],
        ]
    finally:
        is_over.set()
        reader.join()
    last = read_whole(council)[0]

    assert codes == [0, KILLED, 0]
    assert torn == []
    assert len({*seen, last}) >= 3
    assert len({repr(rest) for rest in seen.values()}) >= 2


# Withdrawing


@pytest.mark.parametrize("point", ERASING.values(), ids=ERASING)
def test_withdrawing_is_killed(council: Council, point: dict[str, Any]) -> None:
    account = f"x:bob{WITHDRAWN.lower()}"
    council.must("measure", "--as-of", AS_OF)
    before = {member: council.json("show", member) for member in ("ann", "cat")}
    rows = {row for row in council.archive()["main.posts"] if WITHDRAWN.lower() not in repr(row).lower()}

    assert council.apart("withdraw", "--account", account, spec=spec(point))[0] == KILLED

    hidden = council.run("show", "bob", "--json")
    assert (hidden.exit_code, hidden.stdout) == (1, "")
    assert [one["member"] for one in council.json("show", "--all")] == ["ann", "cat"]

    council.must("collect")  # the next run, whatever it is for

    assert set(council.archive()["main.posts"]) == rows
    assert council.bytes_of(WITHDRAWN) == {"desk.sqlite": 1}  # the one audit line
    assert before["ann"]["results"][0]["outcome"] == "measured"
    for member, shown in before.items():
        assert council.json("show", member)["results"] == shown["results"]
