"""Whatever is typed in any field of a document is text in it: it builds, runs nothing, and stays on its pages."""

import re
from collections import Counter

import pymupdf
import pytest

from people.redaction import LISTS
from pipelines.summarise.at_close import MOST_NAMED
from summaries.content import content
from summaries.pages import page
from summaries.paper import paper
from summaries.scorecard import scorecard
from tests import pdf
from tests.summaries import scorecard_sample
from tests.summaries.facts_sample import facts as council_facts
from tests.summaries.facts_sample import named
from tests.summaries.hostile import texts
from tests.summaries.html import Read

pytestmark = pytest.mark.commands

TEXTS = texts()
A_DOCUMENT = 50  # texts
TYPED = ("name", "ward", "platform", "words", "url", "why")  # of whoever is named
WIDEST = ["😀" * 300, "W" * 10_000, "ক" * 10_000, "word " * 2_000, "ﷺ" * 400, "क" + "\u094d\u0937" * 40]
STARTS = range(0, len(TEXTS), A_DOCUMENT)


def council_with(words):
    """Return a council's month, the next of these words in each of its fields that somebody types."""
    some = council_facts(council=next(words))
    some["platforms"] = [
        {"platform": f"p{place}", "name": next(words), "accounts": 3, "seen": 2} for place in range(4)
    ]
    some["named"] = named(waiting=MOST_NAMED, silent=MOST_NAMED)
    for of in LISTS:
        for entry in some["named"][of]:
            entry |= {name: next(words) for name in TYPED if name in entry}
    for example in some["named"]["examples"]:
        example["line"] = {"id": next(words), "en": next(words), "cy": next(words)}
    return content(some)


def card_with(words):
    """Return a scorecard, the next of these words in each of its fields that somebody types."""
    some = scorecard_sample.facts(council=next(words), published=next(words))
    some["member"] = {"id": next(words), "name": next(words), "ward": next(words)}
    some["platforms"] = dict.fromkeys(("bluesky", "facebook"), next(words))
    for line in some["guidance"]["lines"]:
        line["words"] = {"en": next(words), "cy": next(words)}
        line["self_check"], line["not_seen_because"] = next(words), next(words)
    some["guidance"]["title"] = next(words)
    some["accounts"] = [
        scorecard_sample.account(f"bluesky:{next(words)}", state="unknown", reason={"code": "limit"})
    ]
    some["results"]["bio"] |= {
        "outcome": "unknown", "value": None, "reason": {"code": next(words), "accounts": [next(words)]},
    }  # fmt: skip
    return scorecard(some)


MOST_PAGES = {
    council_with: 5,
    card_with: 2,
}  # a month's people fill a page of their own, and at the very widest three


def without_end(start=0):
    """Yield the texts from one on, over and over."""
    while True:
        yield from TEXTS[start:]
        yield from TEXTS[:start]


def the_same(text):
    """Yield one text for every field."""
    while True:
        yield text


def elements(html):
    """Return how many elements of each kind a page has, and which attributes they have."""
    return Counter((tag, tuple(sorted(about))) for tag, about in Read(html).elements)


def test_there_are_400_of_them_and_no_two_alike():
    assert len(TEXTS) == 400
    assert len(set(TEXTS)) > 395


@pytest.mark.parametrize("made", [council_with, card_with])
def test_each_of_them_in_every_field_of_a_page_is_text(made):
    plain = elements(page(made(the_same("Anytown"))))
    lines = ("p", "li", "h3", "span", "strong", "blockquote")

    for text in TEXTS:
        html = page(made(the_same(text)))

        html.encode()
        found = elements(html)
        assert {one for one in found if one not in plain and one[0] not in lines} == set()
        assert not re.search("[\u202a-\u202e\u2066-\u2069\ud800-\udfff\x00]", html)
        assert {one: n for one, n in found.items() if one[0] not in lines} == {
            one: n for one, n in plain.items() if one[0] not in lines
        }


@pytest.mark.parametrize("start", STARTS)
@pytest.mark.parametrize("made", [council_with, card_with])
def test_paper_with_50_of_them_is_built_on_its_pages(made, start):
    told = made(without_end(start))

    with pymupdf.open(stream=paper(told)) as opened:
        assert len(opened) <= MOST_PAGES[made]
        for one in opened:
            assert max((word[2] for word in one.get_text("words")), default=0) <= one.rect.width - 20


@pytest.mark.parametrize("text", WIDEST)
@pytest.mark.parametrize("made", [council_with, card_with])
def test_paper_with_the_widest_in_every_field_stays_on_its_pages(made, text):
    assert len(pdf.pages(paper(made(the_same(text))))) <= MOST_PAGES[made]


def test_what_looks_like_a_command_is_printed_as_it_was_typed():
    commands = ['#panic("boo")', '#read("/etc/passwd")', "#pagebreak()"]
    some = scorecard_sample.facts(
        member={"id": "x", "name": commands[0], "ward": commands[1]}, council=commands[2]
    )

    said = re.sub(r"[\s\u200b]+", "", pdf.text(paper(scorecard(some))))

    assert all(one.replace(" ", "") in said for one in commands)
    assert "root:" not in said
