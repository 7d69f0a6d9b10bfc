"""On a page the counts beside a figure never add up to more questions than were asked."""

import re
from collections import Counter
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from dashboard import services
from dashboard.ui import beside, occasions
from dashboard.viewer import Role, Viewer
from tests.commands.test_command_line import member
from tests.small_council import Council, write_posts, write_register
from wording import counts

pytestmark = pytest.mark.commands

NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)
ANN, ALSO = "mastodon:ann", re.compile(r"; (\d+) of them")
REASONS = (
    "same_person", "answered_elsewhere", "set_aside", "removed", "backdated", "younger_than_a_day",
    "first_day_unseen",
)  # fmt: skip


@pytest.fixture
def council(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Council:
    """Return a council where one resident asked five of eight questions, one of them within the day."""
    council = Council(tmp_path / "data")
    people = [member("ann", platform="mastodon", consented_on="2025-01-05")]
    council.must("register", str(write_register(tmp_path / "register.csv", people)))
    days = {"a": 50, "b": 40, "c": 30, "z0": 25, "z1": 24, "z2": 23, "z3": 22, "z4": 0.5}
    asked = {name: NOW - timedelta(days=ago) for name, ago in days.items()}
    rows = [
        {"id": name, "account": ANN, "author": "zed" if name[0] == "z" else name, "posted_at": at.isoformat(),
         "text": "When will the bins be emptied?"}
        for name, at in asked.items()
    ] + [
        {"id": f"to-{name}", "account": ANN, "author": "member", "posted_at": (at + timedelta(hours=3)).isoformat(),
         "answers": name, "text": "Thursday."}
        for name, at in asked.items() if name in ("a", "z3")
    ]  # fmt: skip
    covers = f"{(NOW - timedelta(days=200)).isoformat()}..{NOW.isoformat()}"
    council.must("import", str(write_posts(tmp_path / "posts.jsonl", rows)), "--covers", covers)
    for post in ("b", "z1", "z3", "z4"):  # of Zed's the first two count, the others are one person's too many
        council.must("mark", "answered-elsewhere", "--post", post, "--by", "Ann")
    council.must("mark", "set-aside", "--post", "c", "--by", "Ann")
    council.must("measure", "--as-of", NOW.isoformat())
    monkeypatch.setenv("TWOWAY_DATA", str(council.path))
    return council


@pytest.mark.parametrize("measure", ["answered-within-a-day", "typical-wait"])
def test_a_question_in_two_counts_is_said_to_be_listed_under_one_of_them(council, measure):
    run, behind = (
        services.run(Viewer(Role.COMMS)),
        services.evidence(Viewer(Role.COMMS), "ann", measure, "90 days"),
    )
    assert behind.result is not None
    published = behind.result["counts"]
    assert (published["asks"], published["answered_elsewhere"], published["same_person"]) == (7, 4, 3)

    stands = beside.beside(behind.result, occasions.reasons_counted(behind.occasions, run.as_of_us))
    number = {
        told.split(";")[0]: int(count) - _otherwise(told) for count, told in stands if " of " not in count
    }
    left_out = sum(number.get(counts.words(name), 0) for name in REASONS)
    assert behind.result["n"] + left_out == published["asks"] + published["set_aside"]
    assert ("4", f"{counts.words('answered_elsewhere')}; 2 of them listed under another reason") in stands
    listed = Counter(row["reason"]["code"] for row in behind.occasions if row["left_out"])
    assert (listed["answered-elsewhere"], listed["same-person"]) == (2, 3)


def _otherwise(told: str) -> int:
    found = ALSO.search(told)
    return int(found[1]) if found else 0
