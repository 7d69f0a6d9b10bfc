"""The month in words, and its documents: what a chief executive reads must be what the facts say, and no more."""

import re
from copy import deepcopy
from datetime import date
from itertools import pairwise

import pytest

from facts import Unit
from metrics.statistics.changes import Verdict
from people.examples import LONGEST_WHY
from pipelines.summarise.at_close import MOST_NAMED
from pipelines.summarise.examples import LONGEST, MOST
from summaries import charts
from summaries.content import content
from summaries.pages import page
from summaries.paper import paper
from summaries.printable import printable
from summaries.scorecard import scorecard
from tests import pdf
from tests.summaries import scorecard_sample
from tests.summaries.facts_sample import facts, named
from tests.summaries.html import Read
from wording.language import DEFAULT, languages, reading_in

ASKED = "answered-within-a-day"
HOSTILE = [
    '#panic("boo")', "$x^2$ \\ #read(\"/etc/passwd\") @ref <lbl> = Head", "`raw` ```typ #import \"x\"```",
    "*b* _i_ // c",
    "</title><script>alert(1)</script>", "{{ c }} {% for %}", "\u202eturned\u202c", "zero\u200bwidth\x00nul", "x̴̧̛̺͎̓͛a̴l̷g̵o",
    "العربية עברית 日本語", "👩‍👩‍👧‍👦 🏴󠁧󠁢󠁷󠁬󠁳󠁿", "\ue000", "a" * 300, "ŵ ŷ Ŵ Ŷ â", "tab\tnew\nline\u2028sep", "",
]  # fmt: skip


@pytest.mark.parametrize(
    ("verdict", "says"),
    [
        (
            Verdict.IMPROVED,
            "59% of residents' questions within a day, up from 48% in September. That is a real improvement.",
        ),
        (Verdict.WORSE, "down from 70% in September. That is a real fall."),
        (Verdict.NO_CLEAR_CHANGE, "in September it was 58%. That is no clear change."),
        (Verdict.TOO_FEW, "That is too few to say whether anything changed."),
        (Verdict.NOT_COMPARABLE, "Too few members could be read in both months to compare them."),
    ],
)
def test_the_one_sentence_says_whether_it_is_real(verdict, says):
    told = content(facts({ASKED: verdict}))

    assert f"{told['headline']} {told['real']}".endswith(says)


def test_a_verdict_comes_with_its_range_and_never_by_colour_alone():
    verdicts = {
        ASKED: Verdict.IMPROVED,
        "conversation-share": Verdict.WORSE,
        "sharing-share": Verdict.TOO_FEW,
        "own-questions-share": Verdict.NOT_COMPARABLE,
    }

    told = content(facts(verdicts))

    said = {one["id"]: (one["verdict"], one["moved"]) for one in told["changes"]}
    assert said == {
        ASKED: ("Improved", "11 points up, somewhere between 3 and 19."),
        "conversation-share": ("Worse", "11 points down, somewhere between 3 and 19."),
        "sharing-share": ("Too few to say", "A comparison needs 30 in each month, of five members at least."),
        "own-questions-share": (
            "Not comparable",
            "Only 54 of 57 could be read in both months: too few to compare them.",
        ),
    }
    assert told["others"].endswith("1 other figure is worse and of 2 other figures it can't be said.")


def test_a_change_of_those_compared_is_not_told_of_all_where_these_moved_the_other_way():
    """Of two months with other members in them, all may fall while everybody who is in both improved."""
    some = facts({ASKED: Verdict.IMPROVED})
    some["figures"][0]["now"] |= {"value": 0.45, "low": 0.4, "high": 0.5}

    told = content(some)

    assert told["headline"].endswith("within a day; in September it was 48%.")
    assert told["real"] == "Among the members who could be read in both months it improved."


def test_clear_changes_stand_first_and_a_median_has_no_verdict():
    told = content(facts({ASKED: Verdict.NO_CLEAR_CHANGE, "own-questions-share": Verdict.WORSE}))

    assert [one["kind"] for one in told["changes"]] == ["clear", "clear", "clear", "same"]
    [wait] = [one for one in told["figures"] if one["id"] == "typical-wait"]
    assert (wait["verdict"], wait["kind"]) == ("Range only", "none")
    assert "typical-wait" not in [one["id"] for one in told["changes"]]


@pytest.mark.parametrize("outcome", ["too few", "unknown", "withheld"])
def test_a_figure_that_is_none_says_why_and_names_no_number(outcome):
    some = facts()
    figure = some["figures"][0]
    figure["now"] |= {"outcome": outcome, "value": None, "low": None, "high": None, "n": 4, "met": 2}
    figure["months"][-1] = figure["now"]
    figure["change"] |= {"verdict": Verdict.TOO_FEW.value}

    told = content(some)

    shown = Read(page(told)).shown
    assert "can't be said" in told["headline"]
    assert "None" not in shown
    assert paper(told).startswith(b"%PDF")


def test_nothing_before_it_is_said_and_draws_no_line():
    some = facts()
    for figure in [*some["figures"], *some["beside"]]:
        for month in figure["months"][:-1]:
            month |= {
                "outcome": "unknown",
                "value": None,
                "low": None,
                "high": None,
                "n": 0,
                "met": None,
                "members": 0,
            }
        figure["ordinary"] = None
        if figure["change"]:
            figure["change"] = {
                "since": "2026-09",
                "verdict": "not-comparable",
                "members": 0,
                "members_either": 53,
            }

    told = content(some)

    assert "There is no figure of September" in told["real"]
    assert all("polyline" not in one["picture"] for one in told["figures"])
    assert paper(told).startswith(b"%PDF")


@pytest.mark.parametrize("text", HOSTILE)
def test_what_was_typed_is_text_on_paper_and_on_the_page(text):
    told = content(facts(council=text or "x"))

    read = Read(page(told))
    written = paper(told)

    assert [tag for tag, _ in read.elements if tag in ("script", "lbl", "iframe")] == []
    assert written.startswith(b"%PDF")
    assert written == paper(content(facts(council=text or "x")))


def test_letters_that_no_font_has_are_one_mark_and_marks_nobody_sees_are_none():
    assert printable("A 日本語 b") == "A […] b"
    assert printable("\u202eab\u0000c") == "abc"
    assert printable("Llanŵyr  â\n") == "Llanŵyr â"


def a_month():
    return content(facts())


def a_scorecard():
    return scorecard(scorecard_sample.longest())


@pytest.mark.parametrize("made", [a_month, a_scorecard])
def test_the_page_needs_nothing_besides_itself_and_has_its_heads_in_order(made):
    html = page(made())
    read = Read(html)

    assert re.findall(r"(?:src|href)=\"(?!data:)", html) == []
    heads = [int(tag[1]) for tag, _ in read.elements if re.fullmatch(r"h\d", tag)]
    assert heads[0] == 1
    assert heads.count(1) == 1
    assert all(after - before <= 1 for before, after in pairwise(heads))
    assert all("alt" in about for tag, about in read.elements if tag == "img")


def longest():
    """Return the longest plausible month: thousands everywhere, a long name, and no verdict that is short."""
    some = deepcopy(facts(dict.fromkeys(("conversation-share", "active-weeks"), Verdict.NO_CLEAR_CHANGE)))
    some["council"] = "Bath and North East Somerset, Bristol and South Gloucestershire Combined Authority"
    for figure in [*some["figures"], *some["beside"]]:
        for month in figure["months"]:
            month |= {"n": 12_483, "met": figure["change"] and 10_286}
    some["members"] = {"all": 126, "seen": 100, "not_seen": 20, "not_read": 6}
    names = ("Bluesky", "Facebook", "Mastodon", "X", "Instagram", "Threads")
    some["platforms"] = [{"platform": one, "name": one, "accounts": 126, "seen": 126} for one in names]
    return some


def longest_named():
    """Return the longest month in which as many are named as ever are, with names and words as long as any."""
    who = {
        "name": "Alexandrina Featherstonehaugh-Montgomery",
        "ward": "Llanfairpwllgwyngyll and Menai Bridge",
    }
    some = named(waiting=MOST_NAMED, silent=MOST_NAMED, examples=MOST, **who)
    for one in some["examples"]:
        one["words"], one["why"] = (
            f"{'thanks to everybody who wrote to me about it ' * 9}"[:most] for most in (LONGEST, LONGEST_WHY)
        )
    return {**longest(), "named": some}


@pytest.mark.parametrize("language", languages())
@pytest.mark.parametrize("names", [True, False], ids=["leadership", "committee"])
@pytest.mark.parametrize("some", [facts(), longest()], ids=["usual", "longest"])
def test_paper_that_names_nobody_is_two_pages_of_which_the_second_says_how_to_read_it(some, names, language):
    with reading_in(language):
        told = content(some, names=names)
    first, second = pdf.pages(paper(told))  # two, and no stray line on a third

    assert all(" ".join(step.split()[-3:]) in first for step in told["steps"])
    assert second.startswith(told["heads"]["waiting"])
    assert told["heads"]["read"] in second


@pytest.mark.parametrize("language", languages())
@pytest.mark.parametrize("some", [facts(named=named()), longest_named()], ids=["usual", "longest"])
def test_whoever_is_named_stands_on_a_page_between_the_month_and_how_to_read_it(some, language):
    with reading_in(language):
        told = content(some)
    first, second, third = pdf.pages(paper(told))

    assert all(" ".join(step.split()[-3:]) in first for step in told["steps"])
    assert "Hill" not in first
    assert second.startswith(told["named"]["heads"]["examples"])
    assert third.startswith(told["heads"]["read"])


def test_a_committees_version_names_nobody_quotes_nobody_and_says_so():
    some = facts(named=named())

    told, for_committee = content(some), content(some, names=False)

    for words in ("Ada Hill", "Bins on Mill Lane"):
        assert words in page(told)
        assert words not in page(for_committee)
    assert "nobody is named here" in page(for_committee)
    assert for_committee["figures"] == told["figures"]


def test_before_an_election_nobody_is_named_and_the_day_is_said():
    told = content(facts(named=named()), polling_on=date(2027, 5, 6))

    assert "Before the election on 6 May 2027 nobody is named here" in page(told)
    assert "Ada Hill" not in page(told)


def test_what_was_taken_out_is_said_and_not_of_whom():
    told = content(facts(named={**named(waiting=0, silent=0, examples=0), "redacted": 2}))

    assert "2 entries were taken out, since a consent or a permission ended" in page(told)


def test_a_post_that_may_be_read_on_its_platform_alone_is_no_quotation():
    told = content(facts(named=named(words="")))

    assert [one["is_quote"] for one in told["named"]["examples"]] == [False] * 3
    assert "Its words are to be read where it was posted." in page(told)


@pytest.mark.parametrize("language", languages())
def test_paper_in_each_language_says_whether_its_words_are_a_draft(language):
    with reading_in(language):
        told, signed = content(facts()), content(facts(languages_signed=[language]))

    assert bool(told["draft"]) == (language != DEFAULT)
    assert signed["draft"] == ""


def test_an_axis_is_fitted_to_what_it_shows_and_its_ends_read_easily():
    [figure] = [one for one in facts()["figures"] if one["measure"] == ASKED]
    months = charts.months_of(figure)

    axis = charts.axis(months, figure["ordinary"], Unit.SHARE)

    assert (axis.low, axis.high) == (0.35, 0.65)
    assert axis.up(0.35) == 0
    assert axis.up(0.9) == 1  # what lies beyond an end lies on it


def test_a_gap_in_the_months_breaks_the_line():
    some = facts()["figures"][0]
    some["months"][5] |= {"value": None, "low": None, "high": None, "outcome": "unknown"}

    drawn = charts.series(charts.months_of(some), None, Unit.SHARE, ink="#000", shade="#eee")

    assert drawn.count("<polyline") == 2
    assert drawn.count("<circle") == 12


def test_the_link_of_an_example_leads_to_the_post_on_paper_too():
    written = paper(content(facts(named=named())))

    assert pdf.links(written) == ["https://x.example/ada/1"] * 3


def test_a_link_that_is_no_web_address_is_none():
    some = named(url="javascript:alert(1)")

    assert pdf.links(paper(content(facts(named=some)))) == []
    assert "javascript" not in page(content(facts(named=some)))


def test_a_committees_version_counts_no_few():
    some = facts(
        waiting={"questions": 3, "members": 2, "longest_days": None},
        silent={"accounts": 1, "members": 1, "of_accounts": 64},
        platforms=[{"platform": "x", "name": "X", "accounts": 15, "seen": 14},
                   {"platform": "mastodon", "name": "Mastodon", "accounts": 3, "seen": 2}],
        changed=["named", "waiting"], revision=2,
    )  # fmt: skip

    told = page(content(some, names=False))

    assert "fewer than five members" in told
    assert not [one for one in ("Mastodon", "the 1 member", "the 2 members", "who is named") if one in told]
    assert "Mastodon" in page(content(some))


def test_who_had_nothing_to_count_stands_beside_who_was_not_seen():
    some = facts()
    some["figures"][0]["now"] |= {"members": 53, "members_none": 2, "members_unknown": 3}

    assert content(some)["made_of"][0][1] == "Of 53 members; 2 with nothing to count; 3 not seen well enough."
