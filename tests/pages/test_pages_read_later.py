"""Ages are worked out for the moment of reading, and a wait is known only as far as it was seen."""

import re
from datetime import UTC, datetime

import pytest

from dashboard import findings, services, sources
from dashboard.shown import Person
from dashboard.viewer import Role, Viewer
from facts import DAY_US, HOUR_US, to_us
from tests.pages.looking import altered, later, plain, run, sample_folder
from wording import times
from wording.waiting import Group

pytestmark = pytest.mark.pages

ANWEN, JO = "anwen-bowen", "jo-oneill"  # one posts every day, one is quiet
COMMS = Viewer(Role.COMMS)
PAGES = (
    ("week", {}),
    ("waiting", {}),
    ("scorecard", {"m": ANWEN}),
    ("evidence", {"m": ANWEN, "k": "still-waiting", "w": "90 days"}),
    ("month", {}),
    ("about", {}),
)
TODAY = re.compile(r"\b(posted|asked) (today|less than an hour ago|\d+ hours? ago)", re.IGNORECASE)


@pytest.fixture
def data(tmp_path, monkeypatch):
    return sample_folder(tmp_path, monkeypatch)


def at(told: str) -> int:
    return to_us(datetime.fromisoformat(told).replace(tzinfo=UTC))


@pytest.mark.parametrize(("page", "query"), PAGES, ids=[page for page, _ in PAGES])
def test_nothing_happened_today_on_a_page_that_is_read_days_later(data, monkeypatch, page, query):
    altered(data, "update accounts set last_act_us = last_seen_us - 60000000 where state = 'active'")
    later(monkeypatch, days=3.2)

    assert not TODAY.search(plain(run(page, **query)))


@pytest.mark.parametrize(("page", "query"), PAGES, ids=[page for page, _ in PAGES])
def test_every_page_says_at_its_head_as_of_when_its_figures_are(data, monkeypatch, page, query):
    as_of = times.full(services.run(COMMS).as_of_us, "Europe/London")
    later(monkeypatch, days=1)
    told = plain(run(page, **query))
    assert f"Figures as of {as_of}, 24 hours ago." in told

    later(monkeypatch, days=3)
    told = plain(run(page, **query))
    assert f"These figures are old: as of {as_of}, 3 days ago." in told


def test_the_same_question_is_older_when_it_is_read_later(data, monkeypatch):
    altered(data, "update waiting set asked_us = asked_us - asked_us % 86400000000 where state = 'waiting'")
    first = services.waiting(COMMS, group=Group.WAITING, limit=1)[0]
    days = round((services.run(COMMS).as_of_us - first["asked_us"]) / DAY_US)

    for passed in (0, 4):
        later(monkeypatch, days=passed + (days * DAY_US - (services_as_of() - first["asked_us"])) / DAY_US)
        assert f"Asked {days + passed} days ago" in plain(run("waiting"))


def services_as_of() -> int:
    return int(sources.published().meta()["as_of_us"])


def test_a_wait_is_never_said_to_have_gone_on_after_we_stopped_looking(data, monkeypatch):
    later(monkeypatch, days=5)
    told = plain(run("waiting"))
    until = times.day(services_as_of(), "Europe/London", sources.now_us())

    number = len(services.waiting(COMMS, group=Group.WAITING, limit=1_000))
    for page in ("week", "waiting"):
        assert f"{number} questions were waiting for an answer when we last looked" in plain(run(page))
    asked = re.findall(r"Asked \d+ days ago", told)
    assert asked
    assert told.count(f"days ago · no answer seen up to {until}") == len(asked)


def test_this_week_is_called_so_only_while_it_lasts(data, monkeypatch):
    assert run("week").title[0].value == "This week"

    later(monkeypatch, days=8)
    until = times.day(services_as_of(), "Europe/London", sources.now_us())
    assert run("week").title[0].value == f"The week to {until}"


def test_a_month_that_was_measured_before_it_ended_says_up_to_which_day(data, monkeypatch):
    later(monkeypatch, days=40)  # by now it has ended: nothing of it is "so far"
    label = max(row["label"] for row in services.windows(COMMS) if row["kind"] == "month")
    until = times.day(services_as_of(), "Europe/London", services_as_of())

    assert run("month", w=label).title[0].value == f"{times.month(label)}, to {until}"
    assert f"How it is going: {times.month(label)}, to {until}" in plain(run("week"))
    assert "so far" not in plain(run("month", w=label))


def test_a_part_of_a_month_is_called_so_wherever_a_window_is_named(data, monkeypatch):
    later(monkeypatch, days=40)
    label = max(row["label"] for row in services.windows(COMMS) if row["kind"] == "month")
    part = f"{times.month(label)}, to {times.day(services_as_of(), 'Europe/London', services_as_of())}"
    scorecard = run("scorecard", m=ANWEN, w=label)

    told = plain(scorecard)
    assert f"Harbour · Bluesky · {part}" in told
    assert told.count(part) == 2  # at the head, and in what stands where advice of today would
    rest = told.replace(part, "")
    assert not re.search(rf"(?<!\d ){times.month(label)}", rest)  # but for days such as 3 May 2026
    for at in (scorecard, run("evidence", m=ANWEN, k="longest-silence", w=label), run("month", w=label)):
        assert part in [box for select in at.selectbox for box in select.options]
    assert "Last 90 days" in scorecard.selectbox[-1].options


@pytest.mark.parametrize(
    ("us", "read", "said"),
    [
        ("2026-11-26T23:50", "2026-11-27T00:10", "yesterday"),
        ("2026-11-27T00:05", "2026-11-27T23:50", "today"),
        ("2026-11-24T12:00", "2026-11-27T09:00", "3 days ago"),
        ("2026-06-30T23:30", "2026-07-01T22:00", "today"),  # past midnight on the council's clock already
    ],
)
def test_today_and_yesterday_are_days_on_the_councils_clock(us, read, said):
    assert times.days_ago(at(us), "Europe/London", at(read)) == said


@pytest.mark.parametrize(
    ("elapsed_us", "said"),
    [
        (0, "less than an hour ago"),
        (-DAY_US, "less than an hour ago"),  # a clock that runs ahead
        (HOUR_US, "1 hour ago"),
        (47 * HOUR_US, "47 hours ago"),
        (2 * DAY_US, "2 days ago"),
        (int(13.6 * DAY_US), "14 days ago"),
    ],
)
def test_an_age_is_elapsed_time(elapsed_us, said):
    assert times.ago(1_000 * DAY_US - elapsed_us, 1_000 * DAY_US) == said


def person(state: str, act_us: int, seen_us: int) -> Person:
    account = {
        "account": "bluesky:x",
        "state": state,
        "last_act_us": act_us,
        "last_seen_us": seen_us,
        "reason": None,
    }
    return Person(id="x", name="X", ward="Y", accounts=(account,))


def test_what_was_posted_since_we_last_looked_is_not_denied(data, monkeypatch):
    seen_us = services_as_of()
    day = times.day(seen_us - 2 * DAY_US, "Europe/London", seen_us)
    until = times.day(seen_us, "Europe/London", seen_us)
    active, quiet = (
        person("active", seen_us - 2 * DAY_US, seen_us),
        person("quiet", seen_us - 2 * DAY_US, seen_us),
    )

    later(monkeypatch, days=0.5)
    fresh = services.run(COMMS)
    later(monkeypatch, days=1.5)
    old = services.run(COMMS)

    assert findings.state(active, fresh).startswith("Posted ")
    assert findings.state(quiet, fresh) == f"No posts since {day}"
    assert findings.state(active, old) == f"Last post we saw: {day}"
    assert findings.state(quiet, old) == f"No posts from {day} to {until}"
