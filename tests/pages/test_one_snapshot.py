"""One look at a page is of one run, both files of it, whatever is published, swept or rewritten meanwhile."""

import shutil
import threading
from pathlib import Path

import duckdb
import pytest

from dashboard import services
from dashboard.snapshot import one_snapshot
from dashboard.viewer import Role, Viewer
from store.published import CannotBeRead, NothingPublished, Published
from store.trouble import StoreTrouble
from tests.pages import published_sample as sample

ANWEN, LABEL = "anwen-bowen", "90 days"
COMMS, AS_ANWEN = Viewer(Role.COMMS), Viewer(Role.MEMBER, ANWEN)


@pytest.fixture(scope="session")
def written(tmp_path_factory):
    return sample.write(tmp_path_factory.mktemp("sample"))


@pytest.fixture
def published(written, tmp_path, monkeypatch) -> Path:
    shutil.copytree(written, tmp_path / "data")
    monkeypatch.setenv("TWOWAY_DATA", str(tmp_path / "data"))
    return tmp_path / "data" / "published"


def copies(published: Path, secret: float) -> list[Path]:
    """Return both files once more, in which the measure for Anwen's own eyes has another value."""
    made = []
    for ending in ("", "-own"):
        made.append(published / f"copy{ending}.tmp")
        shutil.copy(published / f"sample-1{ending}.duckdb", made[-1])
        with duckdb.connect(made[-1]) as file:
            file.execute("update results set value = ? where measure = 'own-secret'", [secret])
            file.execute("update members set name = ? where member = ?", [f"Cllr {secret:g}", ANWEN])
    return made


def publish(published: Path, version: str, secret: float) -> None:
    for made, ending in zip(copies(published, secret), ("", "-own"), strict=True):
        made.replace(published / f"{version}{ending}.duckdb")
    (published / "current.tmp").write_text(version)
    (published / "current.tmp").replace(published / "current")


def rewrite(published: Path, secret: float) -> None:
    """Rewrite both files in place, as an erasure does with those that are kept."""
    for made, ending in zip(copies(published, secret), ("", "-own"), strict=True):
        made.replace(published / f"sample-1{ending}.duckdb")


def told() -> tuple[str, float, str]:
    """Return what a page tells of itself: the run, the figure for the member's own eyes, the member's name."""
    rows = services.results(AS_ANWEN, LABEL, ANWEN)
    own = next(row["value"] for row in rows if row["measure"] == "own-secret")
    return services.run(AS_ANWEN).version, own, services.person(COMMS, ANWEN).name


def test_a_publish_within_a_look_changes_nothing_of_it(published):
    with one_snapshot():
        before = services.run(AS_ANWEN).version
        publish(published, "next", 8)

        assert told() == (before, 7, "Cllr Anwen Bowen")
    with one_snapshot():
        assert told() == ("next", 8, "Cllr 8")


@pytest.mark.parametrize("asked_first", [True, False])
def test_a_look_goes_on_when_its_files_are_swept(published, asked_first):
    with one_snapshot():
        if asked_first:
            told()
        publish(published, "next", 8)
        for path in published.glob("sample-1*"):
            path.unlink()

        assert told() == ("sample-1", 7, "Cllr Anwen Bowen")
    with one_snapshot():
        assert told() == ("next", 8, "Cllr 8")


def test_files_rewritten_under_the_same_name_are_seen_by_the_next_look(published):
    with one_snapshot():
        told()
        rewrite(published, 9)

        assert told() == ("sample-1", 7, "Cllr Anwen Bowen")
    with one_snapshot():
        assert told() == ("sample-1", 9, "Cllr 9")
    assert Published(published).members()[0]["name"] == "Cllr 9"


def test_a_look_within_a_look_is_the_same_one(published):
    with one_snapshot():
        with one_snapshot():
            told()
        publish(published, "next", 8)

        with one_snapshot():
            assert told() == ("sample-1", 7, "Cllr Anwen Bowen")


def test_looks_beside_publishing_and_sweeping_find_a_whole_run_each(published):
    """Each version's number stands in both of its files: a look that mixed two would show two numbers."""
    publish(published, "v99", 99)

    def publishes() -> None:
        for number in range(100, 115):
            publish(published, f"v{number}", number)
            for path in published.glob("v*.duckdb"):  # an erasure leaves the current one only
                if path.stem.removesuffix("-own") != f"v{number}":
                    path.unlink()

    looks = set()
    publishing = threading.Thread(target=publishes)
    publishing.start()
    goes_on = True
    while goes_on:
        goes_on = publishing.is_alive()  # and one look more
        with one_snapshot():
            looks.add(told())

    assert ("v114", 114, "Cllr 114") in looks
    assert [look for look in looks if look != (f"v{look[1]:g}", look[1], f"Cllr {look[1]:g}")] == []


@pytest.mark.parametrize("spoil", [Path.unlink, lambda path: path.write_bytes(b"not a database")])
def test_a_lost_file_for_own_eyes_stops_nobody_else(published, spoil):
    spoil(published / "sample-1-own.duckdb")

    with one_snapshot():
        assert services.person(COMMS, ANWEN).name == "Cllr Anwen Bowen"
        with pytest.raises(StoreTrouble, match="python -m pipelines measure"):
            services.results(AS_ANWEN, LABEL, ANWEN)


def test_a_lost_run_is_named(published):
    (published / "sample-1.duckdb").unlink()

    with pytest.raises((NothingPublished, CannotBeRead), match=r"sample-1.*python -m pipelines measure"):
        services.run(COMMS)


def test_a_published_file_is_read_and_nothing_else_is(published, tmp_path):
    """Neither another file, nor an add-on from the network: a question can't be made to reach for them."""
    (tmp_path / "other.csv").write_text("a\n1\n")
    file = Published(published)._file.connection

    for question in (f"from read_csv('{tmp_path / 'other.csv'}')", "install httpfs", "attach 'x.duckdb'"):
        with pytest.raises(duckdb.Error, match="disabled"):
            file.execute(question)
    with pytest.raises(duckdb.Error, match="read-only"):
        file.execute("delete from run.members")
    for name in ("autoinstall_known_extensions", "autoload_known_extensions"):
        assert file.execute(f"select current_setting('{name}')").fetchall() == [(False,)]
