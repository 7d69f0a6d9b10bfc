"""Messages to people: the same facts as the page, in a table that any mail program draws, and as plain text."""

import re

import pytest

from facts import DAY_US
from summaries import email
from summaries.content import content
from summaries.email import Enclosed, Frame, Waits
from tests.summaries.facts_sample import facts
from tests.summaries.html import Read
from wording.language import reading_in
from wording.reading import Reading

LINK = "https://two-way.anytown.example/month?w=2026-10&as=leadership"
AS_OF_US = 1_790_000_000_000_000
HOSTILE = [
    "<script>alert(1)</script>", "{{ 7 * 7 }}", "{% raw %}", "a\r\nBcc: x@y.example", "\x00\x1b[31m",
    "\u202egnp.exe", "z\u0310a\u0310l\u0310g\u0310o", "مرحبا", "নমস্কার", "👩‍👩‍👧", '"><img src=x onerror=alert(1)>',
    "&amp;", ".", "''", "#[text]",
]  # fmt: skip


def words(html):
    return " ".join(Read(html).shown.split())


def reading():
    return Reading(zone="Europe/London", as_of_us=AS_OF_US, read_us=AS_OF_US, platforms={"x": "X"})


def asked(url):
    return Waits(asked_us=AS_OF_US - 3 * DAY_US, account="x:ann", platform="x", url=url)


@pytest.mark.parametrize("language", ["en", "cy"])
def test_every_figure_stands_in_it_to_the_digit_with_its_range_and_its_verdict(language):
    some = facts()
    with reading_in(language):
        made, told = email.of_month(some, Frame(council="-"), enclosed=Enclosed.NOT), content(some)

    for figure in told["figures"]:
        for part in ("title", "number", "verdict", "rests_on", "range"):
            assert " ".join(figure[part].split()) in words(made.html)
            assert " ".join(figure[part].split()) in " ".join(made.text.split())
    for step in [*told["steps"], told["headline"], told["council"], told["edition"]]:
        assert step in made.text


def test_it_fetches_nothing_and_runs_nothing():
    made = email.of_month(facts(), Frame(council="-", link=LINK), enclosed=Enclosed.ATTACHED)

    elements = Read(made.html).elements
    assert {tag for tag, _ in elements} & {"img", "script", "link", "svg", "iframe", "style", "form"} == set()
    assert "url(" not in made.html
    assert [told["href"] for tag, told in elements if tag == "a"] == [LINK]
    assert [told.get("role") for tag, told in elements if tag == "table"] == ["presentation"] * 4


def test_without_a_link_there_is_no_button():
    made = email.of_month(facts(), Frame(council="-"), enclosed=Enclosed.NOT)

    assert [tag for tag, _ in Read(made.html).elements if tag == "a"] == []
    assert "http" not in made.text
    assert "attached" not in made.text


@pytest.mark.parametrize(
    ("signed", "is_draft"), [([], True), (["cy"], False)], ids=["nobody has signed", "somebody has"]
)
def test_a_translation_that_nobody_signed_is_marked_as_a_draft(signed, is_draft):
    with reading_in("cy"):
        month = email.of_month(facts(languages_signed=signed), Frame(council="-"), enclosed=Enclosed.NOT)
        card = email.of_scorecard("2026-10", Frame(council="-", signed=signed), enclosed=Enclosed.NOT)

    for made in (month, card):
        assert ("draff" in made.text, "draff" in made.html) == (is_draft, is_draft)


@pytest.mark.parametrize("told", HOSTILE)
def test_what_somebody_typed_is_text_in_it_and_never_markup_or_a_header(told):
    made = email.of_month(facts(council=told), Frame(council=told, ask=told), enclosed=Enclosed.NOT)

    plain = Read(email.of_month(facts(council="-"), Frame(council="-", ask="-"), enclosed=Enclosed.NOT).html)
    assert Read(made.html).elements == plain.elements
    assert not re.search(
        "[\x00-\x08\x0b-\x1f\x7f\u202a-\u202e\u2066-\u2069]", made.text + made.html + made.subject
    )
    assert made.subject == "Members online: October 2026"
    assert email.one_line(told) in made.text


@pytest.mark.parametrize(
    ("url", "is_shown"),
    [
        ("https://social.example/@a/1?b=c&d", True),
        ("javascript:alert(1)", False),
        ("https://a.example/\r\nBcc:x", False),
        ('https://a.example/"onclick=', False),
        ("", False),
    ],
)
def test_only_an_address_of_the_web_is_a_link(url, is_shown):
    made = email.of_waiting([asked(url)], reading(), Frame(council="-"))

    links = [told["href"] for tag, told in Read(made.html).elements if tag == "a"]
    assert links == ([url] if is_shown else [])
    assert ("It has no link that opens it." in made.text) is not is_shown


def test_a_long_list_ends_and_says_how_many_more_there_are():
    waits = [asked(f"https://social.example/{number}") for number in range(23)]

    made = email.of_waiting(waits, reading(), Frame(council="-"))

    assert made.text.count("https://social.example/") == 20
    assert "And 3 more." in made.text
    assert "23 questions are waiting for an answer." in made.text
