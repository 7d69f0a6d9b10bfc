"""Every word of a page but its data comes from the catalogue: drawn in a made-up language, nothing is left of ours.

The made-up language is English with ⟦brackets⟧ around every message, in six plural forms, under the code of a real
language, so that the names of months are known.
"""

import dataclasses
import html
import re
from collections.abc import Iterator
from contextvars import ContextVar

import pytest
from babel.messages import Catalog
from babel.messages.pofile import write_po
from google.protobuf.json_format import MessageToDict
from streamlit.testing.v1 import AppTest

from dashboard import services, sources
from dashboard.ui.literal import JOINER
from dashboard.viewer import Role, Viewer
from facts import DAY_US, MarkKind
from tests.pages import published_sample as sample
from tests.pages.looking import altered, later, run, sample_folder
from wording import document, language
from wording.catalogue import messages
from wording.frame import NAME
from wording.waiting import Group

pytestmark = pytest.mark.pages

MADE_UP = "cy"
COMMS = Viewer(Role.COMMS)
ANWEN, GARETH, UNSEEN, AWAY, LABEL = "anwen-bowen", "gareth-morgan", "mo-rees", "nia-tudor", "90 days"
LETTERS = re.compile(r"[^\W\d_]+(?:[ ,.'’-]+[^\W\d_]+)*")
WRAPPED = re.compile(r"⟦[^⟦⟧]*⟧")
READ = ("label", "help", "placeholder", "body", "options", "content")  # of what Streamlit draws
CLERK, WHY = "Clerk Zed", "Rung up"


@pytest.fixture
def data(tmp_path, monkeypatch):
    """Return a data folder, whose pages are drawn in the made-up language."""
    catalogue = Catalog(MADE_UP)
    for message in messages():
        if isinstance(message, str):
            catalogue.add(message, f"⟦{message}⟧")
        else:
            one, many = (f"⟦{text}⟧" for text in message)
            forms = [one if number == 1 else many for number in range(catalogue.num_plurals)]
            catalogue.add(message, forms)
    (tmp_path / "catalogues").mkdir()
    with (tmp_path / "catalogues" / f"{MADE_UP}.po").open("wb") as file:
        write_po(file, catalogue)
    monkeypatch.setattr(language, "CATALOGUES", tmp_path / "catalogues")
    monkeypatch.setattr(language, "_language", ContextVar("language", default=MADE_UP))
    language._catalogue.cache_clear()
    yield sample_folder(tmp_path, monkeypatch)
    language._catalogue.cache_clear()


def left(at: AppTest) -> list[str]:
    """Return what a page says in no message of the catalogue and that is no data."""
    found = []
    for told in read(at):
        rest = re.sub(r"\\([!-/:-@\[-`{-~])", r"\1", told).replace(JOINER, "")
        while WRAPPED.search(rest):
            rest = WRAPPED.sub(" ", rest)
        for known in known_words():
            rest = rest.replace(known, " ")
        found += LETTERS.findall(rest)
    return found


def read(at: AppTest) -> Iterator[str]:
    """Yield every text of a page that people read or hear."""
    for node in nodes(at._tree):
        if node.type == "html":
            drawn = re.sub(r"<style>.*?</style>|<pre.*?</pre>", " ", node.proto.body, flags=re.DOTALL)
            yield from (html.unescape(label) for label in re.findall(r'aria-label="([^"]*)"', drawn))
            yield html.unescape(re.sub(r"<[^>]+>", " ", drawn))
        elif getattr(node, "proto", None) is not None:
            yield from texts(MessageToDict(node.proto))


def nodes(node) -> Iterator:
    for child in getattr(node, "children", {}).values():
        yield child
        yield from nodes(child)


def texts(told: object) -> Iterator[str]:
    match told:
        case str():
            yield told
        case list():
            for part in told:
                yield from texts(part)
        case dict():
            for name in READ:
                yield from texts(told.get(name))


def known_words() -> list[str]:
    """Return what is data on the sample's pages, the longest first."""
    pack = sources.pack("default")
    found = {NAME, pack.title, CLERK, WHY, "Brynmor and Vale Council", "sample-1", LABEL}
    found |= {part for line in pack.lines for part in (line.self_check, line.not_seen_because)}
    found |= {part for line in pack.lines for part in dataclasses.astuple(line.words)}
    found |= {part for _, name, ward, _ in sample.MEMBERS for part in (name, ward)}
    found |= {account.handle for account in sources.live_accounts("Europe/London").values()}
    found |= {sample.HOSTILE, *sample.ASKS, *sample.ANSWERS}
    found |= {" ".join(text.split()[:8])[:80] for text in (*sample.ASKS, sample.HOSTILE)}
    found |= {"Thirty-four bags from Saturday's litter pick. Diolch to everyone who came."}
    found |= {"Bluesky", "Mastodon", *sources.measures()}
    found |= {document.in_language(one) for one in sources.document_languages()}  # each in its own
    return sorted(found - {""}, key=len, reverse=True)


@pytest.mark.parametrize(
    ("page", "as_", "query"),
    [
        ("week", "comms", {}),
        ("scorecard", "comms", {}),
        *(("scorecard", f"member:{member}", {}) for member, _, _, _ in sample.MEMBERS),
        ("waiting", "comms", {}),
        *(("waiting", "comms", {"m": GARETH, "g": group}) for group in ("waiting", "new", "lost", "closed")),
        ("waiting", "comms", {"m": UNSEEN}),
        *(("evidence", "comms", {"m": ANWEN, "k": measure, "w": LABEL}) for measure in sample.UNITS),
        *(("evidence", "comms", {"m": UNSEEN, "k": measure, "w": LABEL}) for measure in sample.UNITS),
        ("month", "leadership", {}),
        ("about", f"member:{ANWEN}", {}),
        ("week", "leadership", {}),
        ("scorecard", f"member:{ANWEN}", {"m": GARETH}),
        ("scorecard", "member:nobody", {}),
        ("evidence", "comms", {"m": ANWEN, "k": "no-such-measure"}),
        ("week", "whoever", {}),
    ],
)
def test_a_page_says_nothing_but_messages_and_data(data, page, as_, query):
    at = run(page, as_, **query)

    assert "⟦" in "".join(read(at))
    assert left(at) == []


def test_nor_do_pages_that_are_read_much_later(data, monkeypatch):
    later(monkeypatch, days=6)

    for page, query in (("week", {}), ("scorecard", {"m": GARETH}), ("waiting", {"m": GARETH})):
        assert left(run(page, **query)) == []


def test_nor_does_a_month_that_is_past_or_withheld(data):
    altered(data, "update council set members = 2, members_unknown = 2")
    past = sorted(row["label"] for row in services.windows(COMMS) if row["kind"] == "month")[-4]

    assert left(run("scorecard", m=ANWEN, w=past)) == []
    assert left(run("month", "leadership", w=past)) == []


def test_nor_do_pages_of_whoever_is_away(data):
    now_us = sources.now_us()
    stretch = (GARETH, now_us - DAY_US, now_us + 9 * DAY_US)
    sources.desk().add_mark(MarkKind.AWAY, away=stretch, by=CLERK, now_us=now_us)

    for page in ("scorecard", "waiting"):
        assert left(run(page, m=GARETH)) == []
    assert left(run("week")) == []


def question() -> str:
    return str(services.waiting(COMMS, ANWEN, group=Group.WAITING, limit=1)[0]["post"])


@pytest.mark.parametrize("label", ["⟦Correct this⟧", "⟦Undo the correction⟧"])
def test_nor_does_a_correction_that_is_asked_for_refused_or_made(data, label):
    post, places = question(), {"m": ANWEN, "k": "still-waiting", "w": LABEL}
    if "Undo" in label:
        services.mark(COMMS, ANWEN, post, MarkKind.NOT_AN_ASK, by=CLERK, why=WHY)
    at = run("evidence", p=post, **places)
    next(button for button in at.button if button.label == label).click().run()
    assert at.get("form")
    assert left(at) == []

    sends = "⟦Undo it⟧" if "Undo" in label else "⟦Save the correction⟧"
    next(button for button in at.button if button.label == sends).click().run()
    assert at.error
    assert left(at) == []

    services.mark(COMMS, ANWEN, post, MarkKind.ANSWERED_ELSEWHERE, by=CLERK, why=WHY)
    assert left(run("evidence", p=post, **places)) == []
    assert left(run("waiting", m=ANWEN, g="marked")) == []


def test_what_bypasses_the_catalogue_would_be_found(data, monkeypatch):
    monkeypatch.setattr("wording.frame.promise", lambda: "Members are never ranked.")

    assert left(run("about")) == ["Members are never ranked"]
