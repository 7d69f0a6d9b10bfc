"""Pages say no more than was seen: who waits, what is withheld, what a number rests on, and what was taken back."""

import re

import pytest

from dashboard import findings, services, sources
from dashboard.ui import council, lists, monthly
from dashboard.viewer import Role, Viewer
from facts import MarkKind, Unit
from tests.pages.looking import altered, later, plain, run, sample_folder, text
from tests.pages.published_sample import UNITS
from wording import results, waiting
from wording.reading import Reading
from wording.waiting import Group

pytestmark = pytest.mark.pages

ANWEN, GARETH, ALL_ANSWERED = "anwen-bowen", "gareth-morgan", "ffion-ap-gwilym"
COMMS, LEADERSHIP = Viewer(Role.COMMS), Viewer(Role.LEADERSHIP)
READING = Reading(zone="Europe/London", as_of_us=0, read_us=0)
LABEL, ASKED = "90 days", "answered-within-a-day"
NOBODY_IS = "Nobody is waiting for an answer"


@pytest.fixture
def data(tmp_path, monkeypatch):
    return sample_folder(tmp_path, monkeypatch)


# Who waits


def went_out_of_sight(days: int) -> str:
    """Return what lets Gareth's account be last seen so many days before the run, when two questions waited."""
    return (
        "update waiting set state = case when post in (select post from waiting where member = 'gareth-morgan'"
        " order by post limit 2) then 'waiting' else 'closed' end,"
        f" seen_until_us = (select value::bigint from meta where name = 'as_of_us') - 86400000000 * {days}"
        " where member = 'gareth-morgan'"
    )


@pytest.mark.parametrize("page", ["scorecard", "waiting"])
def test_nobody_is_said_to_wait_where_people_waited_when_we_last_looked(data, page):
    altered(data, went_out_of_sight(7))
    told = plain(run(page, m=GARETH))

    assert services.waits(COMMS, GARETH)["outcome"] == "measured"
    assert NOBODY_IS not in told
    assert "We can't say who is waiting: not seen without a gap since " in told


def test_one_thing_to_try_is_to_look_where_people_waited_when_we_last_looked(data):
    altered(data, went_out_of_sight(7))
    told = plain(run("scorecard", m=GARETH))

    assert "One thing to try: look whether somebody is still waiting." in told
    assert "2 questions were waiting when we last saw the account." in told


def test_nobody_is_said_to_wait_now_where_the_account_was_last_seen_a_week_ago(data):
    altered(
        data,
        "delete from waiting where member = 'gareth-morgan'",
        "update accounts set last_seen_us = last_seen_us - 86400000000 * 7 where member = 'gareth-morgan'",
    )
    told = plain(run("scorecard", m=GARETH))

    assert NOBODY_IS not in told
    assert re.search(r"Nobody was waiting for an answer when we last looked \(\d+ \w+\)", told)


@pytest.mark.parametrize(("page", "query"), [("scorecard", {"m": GARETH}), ("week", {}), ("waiting", {})])
def test_nobody_is_said_to_wait_now_by_figures_of_last_month(data, monkeypatch, page, query):
    altered(data, "delete from waiting")
    later(monkeypatch, days=38)
    told = plain(run(page, **query))

    assert NOBODY_IS not in told
    assert "that is waiting" not in told
    assert "when we last looked (" in told


def test_nobody_waits_is_said_where_we_have_just_looked(data):
    altered(data, "delete from waiting")

    assert NOBODY_IS in plain(run("scorecard", m=GARETH))
    assert waiting.none(services.run(COMMS)) in plain(run("week"))


# Leadership's month


def of_few_members(*more: str) -> tuple[str, ...]:
    return ("update council set members = 2, members_unknown = 2", *more)


def test_what_is_withheld_is_called_so_and_given_no_count_and_no_other_reason(data):
    altered(data, *of_few_members())
    at = run("month", "leadership")
    told = plain(at)

    assert told.count(results.withheld_because()) >= len(council.measures())
    for false in ("0 questions", "0 of 0", "0 posts", "so far", "Too few to say", "Too little was seen"):
        assert false not in told, false
    assert "is withheld for this month" in told
    assert "too few" not in text(at)  # not in the words of the pictures either


def test_leadership_gets_no_count_of_what_is_withheld(data):
    altered(data, *of_few_members())

    for row in services.council(LEADERSHIP):
        assert (row["value"], row["low"], row["high"], row["n"], row["met"]) == (None,) * 5


def test_a_month_that_nobody_saw_is_not_called_withheld(data):
    altered(data, "update council set members = 0, outcome = 'unknown', value = null, n = 0, met = null")
    told = plain(run("month", "leadership"))

    assert "Too little was seen this month" in told
    assert results.withheld_because() not in told


def test_a_month_of_few_questions_is_told_by_their_count(data):
    altered(
        data, "update council set outcome = 'too few', value = null, low = null, n = 7, met = 3, members = 5"
    )

    assert "3 of 7 questions that residents put to members in public had" in plain(run("month", "leadership"))


def test_who_had_no_question_is_counted_beside_who_has(data):
    altered(data, "update council set members = 6, members_unknown = 2")  # of twelve

    assert "Made of 6 members; 2 not seen well enough; 4 had none." in plain(run("month", "leadership"))


# Undoing a correction


def left_out_and_undone(data, *more: str) -> str:
    """Return a question of Gareth's that a run left out as answered elsewhere, which was undone after the run."""
    altered(
        data,
        "create temp table one as select post from waiting"
        " where member = 'gareth-morgan' and state = 'waiting' limit 1",
        "delete from waiting where post in (select post from one)",
        "update occasions set left_out = true, reason = 'answered-elsewhere' where post in (select post from one)",
        *more,
    )
    behind = services.evidence(COMMS, GARETH, "still-waiting", LABEL)
    [post] = {row["post"] for row in behind.occasions if row["left_out"]}
    number = sources.desk().add_mark(
        MarkKind.ANSWERED_ELSEWHERE,
        post=post,
        by="C. Officer",
        why="He rang",
        now_us=int(sources.published().meta()["published_us"]) - 1,
    )
    assert sources.desk().undo_mark(number, by="B. Clerk", now_us=sources.now_us())
    return post


@pytest.fixture
def undone(data):
    return left_out_and_undone(data)


def evidence_of(post: str):
    return run("evidence", m=GARETH, k="still-waiting", w=LABEL, p=post)


def test_an_undone_correction_is_shown_as_pending_with_who_undid_it(undone):
    told = plain(evidence_of(undone))

    assert (
        "Pending. Undone by B. Clerk: marked as answered elsewhere by C. Officer: “He rang”."
        " Takes effect at the next measure." in told
    )


def test_the_resident_of_an_undone_correction_is_on_a_list_until_the_next_measure(undone):
    listed = services.waiting(COMMS, GARETH, group=Group.MARKED, limit=10)

    assert [row["post"] for row in listed] == [undone]
    assert waiting.totals(services.waiting_counts(COMMS, GARETH))[Group.MARKED] == 1
    assert undone in [row["post"] for row in services.waiting(COMMS, limit=10_000)]
    assert "“answered elsewhere” undone by B. Clerk" in plain(run("waiting", m=GARETH, g="marked"))


def test_what_was_undone_can_be_said_again(undone):
    at = evidence_of(undone)
    next(button for button in at.button if button.label == "Correct this").click().run()
    assert any("phone" in option for option in at.radio[0].options)

    services.mark(COMMS, GARETH, undone, MarkKind.ANSWERED_ELSEWHERE, by="B. Clerk", why="")

    assert services.waiting(COMMS, GARETH, group=Group.MARKED, limit=10) == []


def test_an_undone_correction_brings_back_no_question_that_was_taken_down(data):
    left_out_and_undone(data, "update messages set is_removed = true where post in (select post from one)")

    assert services.waiting(COMMS, GARETH, group=Group.MARKED, limit=10) == []
    assert waiting.totals(services.waiting_counts(COMMS, GARETH))[Group.MARKED] == 0


def test_an_undone_correction_brings_back_nothing_of_a_withdrawn_account(data, undone):
    account = services.person(COMMS, GARETH).accounts[0]["account"]
    sources.desk().withdraw(account, now_us=sources.now_us(), by="G")

    assert undone not in [row["post"] for row in services.waiting(COMMS, limit=10_000)]


def test_a_correction_that_never_took_effect_leaves_nothing_to_undo(data):
    post = services.waiting(COMMS, GARETH, group=Group.WAITING, limit=1)[0]["post"]
    number = services.mark(COMMS, GARETH, post, MarkKind.SET_ASIDE, by="A", why="B")
    services.undo_mark(COMMS, GARETH, post, number, by="A")

    assert services.evidence(COMMS, GARETH, ASKED, LABEL).undone == {}
    assert post in [row["post"] for row in services.waiting(COMMS, GARETH, group=Group.WAITING, limit=100)]


def test_who_undid_a_correction_is_not_who_undid_an_erased_one_of_the_same_number(data):
    desk, post = sources.desk(), "at://erased"
    first = desk.add_mark(MarkKind.SET_ASIDE, post=post, by="A", why="B", now_us=1)
    desk.undo_mark(first, by="Somebody else", now_us=2)
    desk.forget_marks([post])
    second = desk.add_mark(MarkKind.SET_ASIDE, post="at://kept", by="A", why="B", now_us=3)
    desk.undo_mark(second, by="B. Clerk", now_us=4)

    assert second == first
    assert [(undo.mark.post, undo.by) for undo in desk.undos(0)] == [("at://kept", "B. Clerk")]


# Whose name


@pytest.mark.parametrize("as_", ["comms", f"member:{ANWEN}", f"member:{GARETH}"])
def test_nobody_signs_in_a_members_name_by_looking_as_them(data, as_):
    member = ANWEN if as_ == "comms" else as_.removeprefix("member:")
    at = run("evidence", as_, m=member, k=ASKED, w=LABEL)
    next(button for button in at.button if button.label == "Correct this").click().run()

    assert next(field for field in at.text_input if field.label == "Your name").value == ""


# What a number rests on


def share(**more) -> dict:
    row = {"measure": ASKED, "outcome": "measured", "value": 0.5, "low": 0.4, "high": 0.6, "n": 52, "met": 26}
    return row | {"unit": "share", "reason": None, "counts": {}} | more


def test_the_weeks_council_figures_stand_with_their_counts_and_ranges(data):
    card = text(run("week")).split("How it is going")[1].split("</section>")[0]

    told = re.findall(r'class="when">(.*?)</span>', card)
    assert len(told) == len([one for one in council.measures() if one.id in UNITS])  # the sample has no other
    for one in told:
        assert re.search(r"\d+ (questions|posts)", one)
        assert "range" in one
        before = one.split(": ", 1)[1]
        assert re.match(r"\S+( \w+)? \(.*\d+ (questions|posts).* range", before), before
        assert ".." not in one


def test_a_figure_without_a_range_says_so():
    row = share(low=None, high=None)

    assert results.in_full(row, READING) == "50% (26 of 52 questions; no range is worked out for this one)"
    assert results.span(row | {"unit": "count", "value": 3.0}) == ""  # a count is no estimate


def test_no_sentence_ends_twice():
    row = share(outcome="too few", value=None, low=None, high=None, n=4, met=2)

    assert results.sentences(
        results.basis(row, READING), f"October: {results.in_full(share(), READING)}"
    ) == (
        "2 of 4 questions so far; a share needs 10. October: 50% (26 of 52 questions; 95% range 40% to 60%)."
    )


def test_a_line_that_points_to_a_card_above_says_what_its_figure_rests_on(data):
    above = re.findall(r'class="above">(.*?)</p>', text(run("scorecard", m=ANWEN)))

    told = [re.sub(r"<[^>]+>", "", line) for line in above]
    assert any("%" in line for line in told)
    assert any("hours" in line for line in told)
    for line in told:
        assert re.search(r"\(.*\d+ (questions|posts).*; 95% range ", line), line


def test_the_month_before_is_told_with_its_count(data):
    told = plain(run("month", "leadership"))

    assert re.search(r"In \w+ it was \d+% \(\d+ of \d+ questions; 95% range", told)


def test_a_wait_that_went_well_says_of_how_many():
    wait = share(measure="typical-wait", unit="hours", value=4.0, high=6.0, met=None, counts={"asks": 52})
    some_left_out = {**wait, "counts": {"asks": 60}}

    assert (
        findings.strengths({"typical-wait": wait})[0][0] == "half of 52 questions answered within 4.0 hours"
    )
    assert findings.strengths({"typical-wait": some_left_out})[0][0] == (
        "half of 52 questions that count answered within 4.0 hours"
    )


def test_the_months_of_a_picture_are_spoken_with_their_counts():
    rows = [{"label": "2026-10", "from_us": 0, "to_us": 1, **share()}]

    assert "Oct 26 50% (of 52)" in monthly.spoken(monthly.months(rows, 2), Unit.SHARE, "Answered")


@pytest.mark.parametrize(
    ("row", "told"),
    [
        (share(), "26 of 52 questions, and 2 answered elsewhere"),
        (
            share(outcome="too few", value=None, n=4, met=3),
            "3 of 4 questions so far, and 2 answered elsewhere; a share needs 10.",
        ),
        (
            share(measure="typical-wait", unit="hours", met=None),
            "52 questions, and 2 answered elsewhere",
        ),
        (
            share(measure="typical-wait", unit="hours", met=None, value=None),
            "Fewer than half of 52 questions have an answer, and 2 answered elsewhere",
        ),
    ],
)
def test_what_was_answered_elsewhere_stands_beside_the_figure(row, told):
    assert results.basis(row | {"counts": {"answered_elsewhere": 2}}, READING) == told


def test_what_was_answered_elsewhere_stands_on_cards_and_in_the_table(data):
    said = {"counts": '{"asks": 60, "answered_elsewhere": 7}'}
    altered(data, f"update results set counts = '{said['counts']}' where member = '{ANWEN}'")

    assert plain(run("scorecard", m=ANWEN)).count("7 answered elsewhere") >= 3
    table = text(run("week")).split('<table class="members">')[1].split("</table>")[0]
    assert "and 7 answered elsewhere" in table


def test_a_range_whose_ends_read_alike_is_told_as_one_number_at_both_ends():
    row = share(measure="typical-wait", unit="hours", value=4.0, low=3.98, high=4.02)

    assert results.span(row) == "95% range: 4.0 hours at both ends"


# Lists


def test_links_of_a_list_tell_apart_which_question_they_are_of(data):
    told = text(run("waiting", m=GARETH))
    rows = services.waiting(COMMS, GARETH, group=Group.WAITING, limit=25)

    labels = re.findall(r'aria-label="(Correct this|Open the post)([^"]*)"', told)
    links = len(re.findall(r">(?:Correct this|Open the post)\b", told))
    assert len(labels) == links >= len(rows) > 0
    assert all(label.startswith(": ") for _, label in labels)


def test_a_question_that_isnt_shown_lends_its_words_to_no_label(data):
    row = services.waiting(COMMS, GARETH, group=Group.WAITING, limit=1)[0]
    message = dict(row["message"], text="Mill Lane", is_hidden=True)
    run_ = services.run(COMMS)

    told = lists.ask({**row, "message": message}, viewer=COMMS, run=run_)

    assert "Mill Lane" not in told
    assert 'aria-label="Correct this: asked ' in told


def test_more_good_news_than_fits_is_not_cut_silently(data):
    shown_by = "update results set outcome = 'measured', value = 1, low = 0.8, high = 1, n = 12, met = 12"
    altered(data, f"{shown_by} where measure = '{ASKED}' and label = '{LABEL}'")
    altered(data, f"update results set value = 0 where measure = 'still-waiting' and label = '{LABEL}'")
    card = plain(run("week")).split("Worth celebrating")[1].split("Might like a hand")[0]

    named = card.count("12 questions that count within a day") + card.count("posted again on")
    assert named > 3
    assert f"And {named - 3} more" in card
