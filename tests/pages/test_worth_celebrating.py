"""What is held up as worth celebrating is true of all that is published beside it."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from dashboard import findings, services
from dashboard.viewer import Role, Viewer
from store.published import Row
from tests.commands.test_command_line import member
from tests.pages.looking import altered, plain, run, sample_folder
from tests.small_council import Council, write_posts, write_register

COMMS, LABEL = Viewer(Role.COMMS), "90 days"
NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)
KWAME = "kwame-okafor"  # came back after a long silence


def ago(days: float) -> str:
    return (NOW - timedelta(days=days)).isoformat()


def returned(council: Council, path: Path, monkeypatch: pytest.MonkeyPatch, *days: float) -> list[str]:
    """Let Holly post so many days ago, seen for 90 days, and return what is said of her."""
    rows = [
        {
            "id": f"p{n}",
            "account": "mastodon:holly",
            "author": "member",
            "posted_at": ago(day),
            "text": "Bins.",
        }
        for n, day in enumerate(days)
    ]
    council.must("import", str(write_posts(path / "posts.jsonl", rows)), "--covers", f"{ago(100)}..{ago(0)}")
    council.must("measure", "--as-of", NOW.isoformat())
    monkeypatch.setenv("TWOWAY_DATA", str(council.path))
    rows = services.ended_silences(COMMS, LABEL, findings.LONG_SILENCE_DAYS)
    return [fact.words for fact in findings.returned(rows, services.run(COMMS))]


@pytest.fixture
def council(tmp_path: Path) -> Council:
    council = Council(tmp_path / "data")
    people = [member("holly", platform="mastodon", consented_on="2025-01-05")]
    council.must("register", str(write_register(tmp_path / "register.csv", people)))
    return council


# A return


@pytest.mark.commands
def test_a_return_has_the_day_of_the_post_whatever_was_away_before_it(council, tmp_path, monkeypatch):
    council.must("mark", "away", "--member", "holly", "--from", ago(40), "--to", ago(20), "--by", "Clerk")

    told = returned(council, tmp_path, monkeypatch, 95, 60, 2)  # 58 days, of which 20 away
    assert told == ["posted again on 18 November, after 38 days, days away taken out"]


@pytest.mark.commands
def test_a_return_without_days_away_says_nothing_of_them(council, tmp_path, monkeypatch):
    assert returned(council, tmp_path, monkeypatch, 95, 60, 2) == [
        "posted again on 18 November, after 58 days"
    ]


@pytest.mark.commands
def test_a_first_post_is_no_return(council, tmp_path, monkeypatch):
    assert returned(council, tmp_path, monkeypatch, 2) == []


@pytest.mark.pages
def test_nobody_is_said_to_be_back_whose_silences_are_unknown(tmp_path, monkeypatch):
    data = sample_folder(tmp_path, monkeypatch)
    altered(data, f"update results set outcome = 'unknown', value = null, n = null where member = '{KWAME}'")

    assert "posted again" not in plain(run("week"))


@pytest.mark.pages
def test_who_is_back_is_named(tmp_path, monkeypatch):
    sample_folder(tmp_path, monkeypatch)

    assert "Kwame Okafor posted again on" in plain(run("week"))


# All questions


def figure(
    measure: str, value: float, counts: dict[str, int], *, n: int = 20, reason: Row | None = None
) -> Row:
    """Return a result as it is published; every question in a share was answered within a day."""
    return {
        "member": "cap", "measure": measure, "outcome": "measured", "value": value, "low": value / 2,
        "high": value, "n": n, "met": n if value == 1 else None, "unit": "share", "counts": counts,
        "reason": reason,
    }  # fmt: skip


def praise(waiting: int = 0, new: int = 0, reason: Row | None = None, **counts: int) -> list[str]:
    """Return what is said of a member who answered all of twenty questions that count."""
    share = figure("answered-within-a-day", 1.0, {"asks": 20, **counts}, reason=reason)
    unanswered = figure(
        "still-waiting", float(waiting + new), {"new": new, "waiting": waiting}, n=waiting + new
    )
    return [fact.words for fact in findings.answered_all([share, unanswered])]


def test_all_questions_is_said_where_none_was_left_out_and_nobody_waits():
    assert praise() == ["answered all 20 questions within a day"]
    assert findings.strengths(
        {"answered-within-a-day": figure("answered-within-a-day", 1.0, {"asks": 20})}
    ) == [("20 of 20 questions answered within a day", "answered-within-a-day")]


LEFT_OUT = (
    "same_person",
    "answered_elsewhere",
    "removed",
    "backdated",
    "younger_than_a_day",
    "first_day_unseen",
)


@pytest.mark.parametrize("reason", LEFT_OUT)
def test_all_questions_is_not_said_where_one_was_left_out(reason):
    counts = {"asks": 21, reason: 1}
    share = figure("answered-within-a-day", 1.0, counts)

    assert praise(**counts) == ["answered 20 of the 20 questions that count within a day"]
    assert findings.strengths({"answered-within-a-day": share})[0][0] == (
        "20 of 20 questions that count answered within a day"
    )
    wait = figure("typical-wait", 5.0, counts)
    assert findings.strengths({"typical-wait": wait})[0][0].startswith("half of 20 questions that count")


def test_all_questions_is_not_said_where_some_are_no_part_of_what_was_asked():
    some = ["answered 20 of the 20 questions that count within a day"]
    assert praise(set_aside=1) == some
    assert praise(reason={"code": "left-out", "sights": ["posts"], "accounts": ["mastodon:cap"]}) == some
    assert praise(new=1) == some


@pytest.mark.parametrize("reason", LEFT_OUT)
def test_nobody_is_praised_for_answers_while_a_resident_waits(reason):
    assert praise(waiting=1, **{"asks": 21, reason: 1}) == []


def test_nobody_is_praised_for_answers_where_it_is_unknown_who_waits():
    share = figure("answered-within-a-day", 1.0, {"asks": 20})
    assert findings.answered_all([share]) == []
    assert findings.answered_all([share, {**figure("still-waiting", 0, {}), "outcome": "unknown"}]) == []
