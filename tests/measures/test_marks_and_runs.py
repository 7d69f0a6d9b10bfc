"""A correction is shown as taken in only by a run that had read it."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from dashboard import services, sources
from dashboard.nouns import Evidence
from dashboard.viewer import Role, Viewer
from facts import MarkKind
from pipelines.keep.folder import Folder, now_us
from pipelines.measure import run as asked
from pipelines.measure import steps as run
from tests.commands.test_command_line import member
from tests.small_council import Council, write_posts, write_register
from wording.waiting import Group

pytestmark = pytest.mark.commands

COMMS, ASKED = Viewer(Role.COMMS), "ann-ask"


@pytest.fixture
def council(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Council:
    """Return a council with one question that waits."""
    council = Council(tmp_path / "data")
    people = [member("ann", platform="mastodon", consented_on="2025-01-05")]
    council.must("register", str(write_register(tmp_path / "register.csv", people)))
    now = datetime.now(UTC)
    asked, posted = ((now - timedelta(days=days)).isoformat() for days in (3, 20))
    rows = [
        {
            "id": ASKED,
            "account": "mastodon:ann",
            "author": "r",
            "posted_at": asked,
            "text": "When is bin day?",
        },
        {
            "id": "ann-post",
            "account": "mastodon:ann",
            "author": "member",
            "posted_at": posted,
            "text": "Bins.",
        },
    ]
    covers = f"{(now - timedelta(days=200)).isoformat()}..{now.isoformat()}"
    council.must("import", str(write_posts(tmp_path / "posts.jsonl", rows)), "--covers", covers)
    monkeypatch.setenv("TWOWAY_DATA", str(council.path))
    return council


def mark(folder: Folder) -> int:
    return folder.desk.add_mark(
        MarkKind.ANSWERED_ELSEWHERE, post=ASKED, by="Ann", why="by phone", now_us=now_us()
    )


def evidence() -> Evidence:
    return services.evidence(COMMS, "ann", "still-waiting", "90 days")


def test_a_correction_made_while_figures_are_worked_out_waits_for_the_next(council, monkeypatch):
    folder, visits = Folder(council.path), asked.visits

    def meanwhile(archive):
        mark(folder)  # somebody saves it on a page, after the run has read what there was
        return visits(archive)

    with monkeypatch.context() as at_work, folder.archive() as archive:
        at_work.setattr(asked, "visits", meanwhile)
        run.measure(folder, archive, now_us())

    assert [row["reason"]["code"] for row in evidence().occasions] == ["waiting"]
    assert (list(evidence().pending), list(evidence().in_force)) == ([ASKED], [])
    assert [row["post"] for row in services.waiting(COMMS, "ann", group=Group.MARKED, limit=5)] == [ASKED]

    council.must("measure")
    assert [row["reason"]["code"] for row in evidence().occasions] == ["answered-elsewhere"]
    assert (list(evidence().pending), list(evidence().in_force)) == ([], [ASKED])


def test_a_correction_that_takes_the_number_of_one_that_was_erased_is_pending(council):
    folder = Folder(council.path)
    mark(folder)
    council.must("measure")
    folder.desk.forget_marks([ASKED])

    again = mark(folder)
    assert again == int(sources.published().meta()["marks"])
    assert list(evidence().pending) == [ASKED]
