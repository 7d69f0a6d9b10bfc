"""Waiting is one word for one thing with one count, and advice is of now, for whoever is there to take it."""

import html
import re

import pytest

from dashboard import services, sources
from dashboard.viewer import Role, Viewer
from facts import DAY_US, MarkKind
from tests.pages.looking import altered, later, plain, run, sample_folder, text
from tests.pages.published_sample import MEMBERS
from wording import times, waiting
from wording.waiting import Group

pytestmark = pytest.mark.pages

ANWEN, GARETH, UNSEEN = "anwen-bowen", "gareth-morgan", "mo-rees"
COMMS = Viewer(Role.COMMS)
ASKED = "answered-within-a-day"


@pytest.fixture
def data(tmp_path, monkeypatch):
    """The sample, in which more than a page of questions wait, some are new, old, or of an account out of sight."""
    folder = sample_folder(tmp_path, monkeypatch)
    altered(
        folder,
        "create temp table now as select value::bigint as us from meta where name = 'as_of_us'",
        # Of every four open questions: one waits, one is new, one waited when its account was last seen; one is old.
        "update waiting set asked_us = (select us from now) - 86400000000 * (2 + hash(post) % 11)::bigint,"
        " state = 'waiting', seen_until_us = (select us from now) where hash(post) % 4 = 0",
        "update waiting set asked_us = (select us from now) - 3600000000 * 5, state = 'new',"
        " seen_until_us = (select us from now) where hash(post) % 4 = 1",
        "update waiting set asked_us = (select us from now) - 86400000000 * 9, state = 'waiting',"
        " seen_until_us = (select us from now) - 86400000000 * 6 where hash(post) % 4 = 2",
        "update waiting set asked_us = (select us from now) - 86400000000 * 50, state = 'closed',"
        " seen_until_us = (select us from now) where hash(post) % 4 = 3",
        # Somebody who has waited longest of all, and one put to a member who was not seen well.
        "update waiting set asked_us = (select us from now) - 86400000000 * 13"
        " where state = 'waiting' and seen_until_us = (select us from now) and member = 'gareth-morgan'",
        "update waiting set asked_us = (select us from now) - 86400000000 * 3, state = 'waiting',"
        " seen_until_us = (select us from now) where post = (select min(post) from waiting where member = 'mo-rees')",
        "drop table now",
    )
    return folder


def totals(member: str | None = None) -> dict[Group, int]:
    return waiting.totals(services.waiting_counts(COMMS, member))


def listed(page: str, **query: str) -> int:
    """Return how many questions a page lists, on all pages of its list."""
    at, found = run(page, **query), 0
    for number in range(1, 40):
        at.session_state[f"at {query.get('g', 'waiting')}"] = number
        asked = len(re.findall(r'<p class="waited">', text(at.run())))
        found += asked
        if asked < 25:
            break
    return found


# One count


def test_each_open_question_is_in_one_group(data):
    everything = services.waiting(COMMS, limit=10_000)
    grouped = [row["post"] for group in Group for row in services.waiting(COMMS, group=group, limit=10_000)]

    assert sorted(grouped) == sorted(row["post"] for row in everything)
    assert sum(totals().values()) == len(everything)
    assert min(totals()[group] for group in (Group.WAITING, Group.NEW, Group.LOST, Group.CLOSED)) > 25


def test_the_sentence_the_card_the_list_the_filter_and_the_table_count_the_same(data):
    number = totals()[Group.WAITING]
    members = {row["member"] for row in services.waiting(COMMS, group=Group.WAITING, limit=10_000)}
    week = run("week")
    told = plain(week)

    assert f"{number} questions are waiting for an answer, put to {len(members)} members" in told
    assert f"All {number} waiting" in told
    assert listed("waiting") == number
    assert (
        f"{number} questions are waiting for an answer, put to {len(members)} members, longest first."
        in plain(run("waiting"))
    )
    week.pills(key="show").set_value("Residents waiting").run()
    assert f"{len(members)} members, by surname" in plain(week)
    table = text(week).split('<table class="members">')[1].split("</table>")[0]
    column = re.findall(r'href="waiting[^"]*" target="_self" class="value">(?:at least )?(\d+)<', table)
    assert sum(int(cell) for cell in column) == number
    assert len(column) == len(members)


@pytest.mark.parametrize("member", [id_ for id_, *_ in MEMBERS if id_ != UNSEEN])
def test_a_scorecard_and_its_list_count_the_same(data, member):
    number = totals(member)[Group.WAITING]
    told = text(run("scorecard", m=member))

    assert told.count('<p class="waited">') == min(number, 3)
    assert (f"All {number} waiting" in told) is (number > 3)
    assert listed("waiting", m=member) == number
    assert ("Nobody is waiting for an answer" in told) is (number == 0)


def test_the_other_numbers_of_the_week_open_what_they_count(data):
    told = html.unescape(text(run("week")))

    for group, words in ((Group.NEW, "more"), (Group.LOST, "more questions")):
        assert re.search(
            rf'href="waiting\?as=comms&g={group}" target="_self">{totals()[group]} {words}<', told
        )
        assert listed("waiting", g=group) == totals()[group]


def test_old_questions_are_folded_away_and_counted_at_nobody(data):
    number = totals()[Group.CLOSED]
    for page, query in (
        ("week", {}),
        ("waiting", {}),
        ("scorecard", {"m": ANWEN}),
        ("waiting", {"g": "closed"}),
    ):
        at = run(page, **query)
        told = re.sub("How it is going.* Members Figures", "", plain(at))  # other figures may be as high
        if page == "scorecard":  # so may those of its cards: here it is who waits
            told = re.search(r'<section class="sheet">.*?</section>', text(at), re.DOTALL)[0]
        assert not re.search(rf"\b{number}\b", told)
        assert "older" not in told
    assert "nobody is asked to answer it now" in plain(run("waiting", g="closed"))
    assert listed("waiting", g="closed") == number


def test_what_was_waiting_when_it_was_last_seen_is_not_said_to_wait(data):
    told = plain(run("waiting", g="lost"))

    number = totals()[Group.LOST]
    assert f"{number} questions were waiting when we last saw the account" in told
    assert " are waiting" not in told
    assert "no answer seen up to" in told


def test_a_member_who_was_not_seen_well_has_at_least_so_many_waiting(data):
    told = plain(run("scorecard", m=UNSEEN))

    number = totals(UNSEEN)[Group.WAITING]
    assert number > 0
    assert "We can't say who else is waiting. Only 62% of this time was seen on Bluesky" in told
    assert f"at least {number}" in plain(run("week"))


def test_a_group_that_an_address_names_and_nobody_has_is_the_first_instead(data):
    assert "waiting for an answer" in plain(run("waiting", g="marked"))
    assert "waiting for an answer" in plain(run("waiting", g="nonsense"))


# Corrections take effect on the list at once


@pytest.mark.parametrize("kind", [MarkKind.ANSWERED_ELSEWHERE, MarkKind.SET_ASIDE, MarkKind.NOT_AN_ASK])
def test_what_was_corrected_is_no_advice_and_not_on_the_list(data, kind):
    before = totals()
    first = services.waiting(COMMS, GARETH, group=Group.WAITING, limit=1)[0]["post"]
    services.mark(COMMS, GARETH, first, kind, by="C. Officer", why="He rang")

    after = totals()
    assert after[Group.WAITING] == before[Group.WAITING] - 1
    assert after[Group.MARKED] == 1
    for page in ("week", "waiting"):
        assert f"{after[Group.WAITING]} questions are waiting" in plain(run(page))
    assert first not in text(run("scorecard", m=GARETH)) + text(run("waiting", m=GARETH))
    marked = plain(run("waiting", g="marked"))
    assert "1 question was corrected since these figures were worked out" in marked
    assert "by C. Officer" in marked


def test_a_correction_that_is_taken_back_puts_it_back(data):
    before = totals()
    first = services.waiting(COMMS, GARETH, group=Group.WAITING, limit=1)[0]["post"]
    services.mark(COMMS, GARETH, first, MarkKind.NOT_AN_ASK, by="A", why="")
    services.mark(COMMS, GARETH, first, MarkKind.IS_AN_ASK, by="B", why="")

    assert totals() == before


def test_the_only_one_who_waited_is_answered_elsewhere_and_the_advice_is_something_else(data):
    altered(
        data,
        f"update waiting set state = 'closed' where member = '{GARETH}'"
        " and seen_until_us < (select max(seen_until_us) from waiting)",
    )
    for row in services.waiting(COMMS, GARETH, group=Group.WAITING, limit=100):
        assert "answer the resident who has waited longest" in plain(run("scorecard", m=GARETH))
        services.mark(COMMS, GARETH, row["post"], MarkKind.ANSWERED_ELSEWHERE, by="G", why="")

    told = plain(run("scorecard", m=GARETH))
    assert "answer the resident" not in told
    assert "Nobody is waiting for an answer, as far as we could see." in told
    assert "corrected since" in told


# A past month


def test_a_past_month_shows_only_what_belongs_to_it(data):
    past = sorted(row["label"] for row in services.windows(COMMS) if row["kind"] == "month")[-4]
    told = plain(run("scorecard", m=GARETH, w=past))
    today = plain(run("scorecard", m=GARETH))

    for of_today in ("One thing to try: ", "Residents waiting", "Asked ", "Posted yesterday", "new question"):
        assert of_today in today, of_today
        assert of_today not in told, of_today
    assert "Who is waiting now, and one thing to try, stand under the last 90 days." in told
    assert times.month(past) in told


def test_the_charts_of_a_past_month_end_with_it(data):
    labels = sorted(row["label"] for row in services.windows(COMMS) if row["kind"] == "month")
    told = text(run("scorecard", m=ANWEN, w=labels[-4]))
    later_ones = {f"{times.month_name(int(label[5:]))[:3]} {label[2:4]}" for label in labels[-3:]}

    charts = re.findall(r'class="trend" role="img" aria-label="([^"]*)"', told)
    assert len(charts) == 6
    assert not [chart for chart in charts if any(label in chart for label in later_ones)]


def test_the_running_month_is_of_now_until_it_is_over(data, monkeypatch):
    running = max(row["label"] for row in services.windows(COMMS) if row["kind"] == "month")
    assert "One thing to try" in plain(run("scorecard", m=GARETH, w=running))

    later(monkeypatch, days=40)
    assert "One thing to try" not in plain(run("scorecard", m=GARETH, w=running))


# A member who is away


def away(member: str, from_days: float, to_days: float) -> int:
    """Declare a member away, so many days from now to so many days from now. Return the first moment after it."""
    now_us = sources.now_us()
    ends_us = now_us + int(to_days * DAY_US)
    stretch = (member, now_us + int(from_days * DAY_US), ends_us)
    sources.desk().add_mark(MarkKind.AWAY, away=stretch, by="A", now_us=now_us)
    return ends_us


def test_a_member_who_is_away_is_told_until_when_and_not_to_answer(data):
    ends_us = away(GARETH, -1, 9)
    until = times.day(ends_us - 1, "Europe/London", sources.now_us())

    for as_ in ("comms", f"member:{GARETH}"):
        told = plain(run("scorecard", as_, m=GARETH))
        assert f"Declared away until {until}." in told
        assert "One thing to try" not in told
        assert "waiting for you" not in told
    assert f"Gareth Morgan (declared away until {until})" in plain(run("waiting"))
    assert f"Declared away until {until}: no answer is asked of them before." in plain(
        run("waiting", m=GARETH)
    )


@pytest.mark.parametrize(("from_days", "to_days"), [(-9, -1), (2, 9)])
def test_who_was_or_will_be_away_is_asked_as_everybody_is(data, from_days, to_days):
    away(GARETH, from_days, to_days)

    assert "One thing to try" in plain(run("scorecard", m=GARETH))


def test_who_goes_on_being_away_is_away_until_the_end_of_it(data):
    away(GARETH, -9, 2)
    ends_us = away(GARETH, 1, 9)

    assert services.away(COMMS) == {GARETH: ends_us}
    assert services.away(Viewer(Role.MEMBER, ANWEN), ANWEN) == {}


def test_an_account_that_is_away_is_not_called_silent(data):
    quiet = "jo-oneill"
    assert "Jo O'Neill No posts since" in plain(run("week")).replace("Jo O'NeillNo", "Jo O'Neill No")
    away(quiet, -1, 9)

    card = text(run("week")).split("Might like a hand")[1].split("</section>")[0]
    assert "Jo O" not in card
