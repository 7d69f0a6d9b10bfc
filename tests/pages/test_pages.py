"""The pages, run as Streamlit runs them: what each role finds, what it doesn't, what strangers' words can't do."""

import ast
import re
import shutil
from datetime import UTC, datetime, timedelta

import pytest
from streamlit.testing.v1 import AppTest

from dashboard import services, sources
from dashboard.identity import address, viewer_from, written
from dashboard.ui import lists, markup, monthly, trend
from dashboard.ui.markup import el
from dashboard.viewer import Role, Viewer
from facts import MarkKind, Unit, Unseen, to_us
from tests.pages import published_sample as sample
from tests.pages.looking import FRAME, ROOT, plain, run, text
from wording import nouns, posts, surnames
from wording.months import Month
from wording.reading import Reading

pytestmark = pytest.mark.pages

ANWEN, DAFYDD, UNSEEN = "anwen-bowen", "dafydd-cule", "mo-rees"
NAMES = {id_: name for id_, name, _, _ in sample.MEMBERS}
EVIDENCE = {"m": ANWEN, "k": "answered-within-a-day", "w": "90 days"}


@pytest.fixture(scope="session")
def written_once(tmp_path_factory):
    return sample.write(tmp_path_factory.mktemp("sample"))


@pytest.fixture
def data(written_once, tmp_path, monkeypatch):
    folder = tmp_path / "data"
    shutil.copytree(written_once, folder)
    monkeypatch.setenv("TWOWAY_DATA", str(folder))
    return folder


# What each role finds


def test_comms_finds_the_week_in_one_sentence_and_every_member_by_surname(data):
    told = text(run("week"))

    assert re.search(r"\d+ questions?</a> (is|are) waiting for an answer, put to \d+ members?", told)
    table = told[told.index('<table class="members">') : told.index("</table>")]
    found = re.findall(r'<th scope="row"><a [^>]*><bdi>([^<]+)</bdi></a>', table)
    assert len(found) == len(NAMES)
    assert found == [markup.escape(name) for name in sorted(NAMES.values(), key=surnames.surname)]
    assert "not a league table" in table


def test_every_number_of_the_table_opens_its_evidence(data):
    told = text(run("week"))
    table = told[told.index('<table class="members">') : told.index("</table>")]

    cells = re.findall(r"<td>(.*?)</td>", table)
    assert cells
    assert all(re.search('href="(evidence|waiting)[?]', cell) for cell in cells)


def test_a_member_finds_all_lines_of_the_guidance_in_order(data):
    told = text(run("scorecard", f"member:{ANWEN}"))
    lines = sources.pack("default").lines

    headings = re.findall(r'<span class="nth">(\d+)</span><h3>(.*?)</h3>', told)
    assert [int(number) for number, _ in headings] == [place for place, line in enumerate(lines, 1)]
    assert [words_ for _, words_ in headings] == [
        markup.escape(line.words.in_language("en")) for line in lines
    ]
    assert len(lines) == 25


def test_a_line_that_cant_be_seen_says_why_and_asks_a_question(data):
    told = text(run("scorecard", f"member:{ANWEN}"))

    for line in sources.pack("default").lines:
        if not line.measures:
            assert markup.escape(line.not_seen_because) in told
            assert markup.escape(line.self_check) in told


def test_leadership_finds_council_figures_and_no_member(data):
    told = text(run("month", "leadership"))

    assert "that residents put to members in public" in told
    assert "95% range" in told
    assert not [name for name in NAMES.values() if markup.escape(name) in told]
    assert "social.example" not in told


@pytest.mark.parametrize("verdict", ["better", "worse", "improved", "fell", "rose", "increase", "decrease"])
def test_no_page_gives_a_verdict_on_two_months(data, verdict):
    for told in (text(run("week")), text(run("month", "leadership")), text(run("scorecard", m=ANWEN))):
        plain = re.sub(r"<[^>]+>", " ", told).casefold()
        assert not re.search(rf"\b{verdict}\b", plain)


# What no role finds


@pytest.mark.parametrize(
    ("page", "as_", "query"),
    [
        ("week", f"member:{ANWEN}", {}),
        ("week", "leadership", {}),
        ("scorecard", f"member:{ANWEN}", {"m": DAFYDD}),
        ("scorecard", "leadership", {"m": ANWEN}),
        ("scorecard", "leadership", {}),
        ("evidence", f"member:{ANWEN}", {**EVIDENCE, "m": DAFYDD}),
        ("evidence", "leadership", EVIDENCE),
        ("waiting", f"member:{ANWEN}", {"m": DAFYDD}),
        ("waiting", "leadership", {}),
        ("month", f"member:{ANWEN}", {}),
        ("scorecard", "member:nobody", {}),
        ("evidence", "comms", {**EVIDENCE, "k": "no-such-measure"}),
        ("evidence", "comms", {**EVIDENCE, "m": "nobody"}),
    ],
)
def test_a_page_that_isnt_for_a_viewer_says_so_and_shows_nothing(data, page, as_, query):
    at = run(page, as_, **query)
    told = text(at)

    assert at.title[0].value == "Not for this view"
    assert NAMES[DAFYDD] not in told
    assert "social.example" not in told
    assert "of" not in re.findall(r"\d+ (of) \d+", told)


def test_a_withdrawn_member_is_gone_from_the_next_page(data):
    account = sample.accounts_of(DAFYDD, "busy")[0]
    assert NAMES[DAFYDD] in text(run("week"))

    sources.desk().withdraw(account, now_us=to_us(datetime.now(UTC)), by="test")

    assert NAMES[DAFYDD] not in text(run("week"))
    assert run("scorecard", m=DAFYDD).title[0].value == "Not for this view"


# Evidence


def test_evidence_tells_the_formula_and_lists_what_it_counts(data):
    at = run("evidence", **EVIDENCE)
    told = text(at)
    result = services.evidence(Viewer(Role.COMMS), ANWEN, EVIDENCE["k"], "90 days").result

    assert f"{result['met']} of {result['n']} questions answered within a day" in told
    assert f"The list behind it: {result['n']} questions" in told
    assert told.count('<article class="occasion">') == 10
    assert sources.measures()[EVIDENCE["k"]].cant_see.replace("'", "&#x27;") in told


def unanswered() -> str:
    """Return a question of Anwen's that has no answer."""
    behind = services.evidence(Viewer(Role.COMMS), ANWEN, EVIDENCE["k"], "90 days")
    return next(row["post"] for row in behind.occasions[::-1] if not row["answer"])


def test_a_correction_is_logged_with_its_name_and_shown_as_pending(data):
    at = run("evidence", **EVIDENCE, p=unanswered())
    button = next(button for button in at.button if button.label == "Correct this")
    button.click().run()
    why = next(field for field in at.text_input if field.label == "Why")
    by = next(field for field in at.text_input if field.label == "Your name")
    why.input("He rang me")
    by.input("C. Officer")
    at.radio[0].set_value(MarkKind.ANSWERED_ELSEWHERE)
    next(button for button in at.button if button.label == "Save the correction").click().run()

    assert not at.exception
    assert (
        "Marked as answered elsewhere by C. Officer: “He rang me”. Takes effect at the next measure."
        in plain(at)
    )
    assert [mark.by for mark in sources.desk().marks()] == ["C. Officer"]


def test_a_correction_can_be_undone_where_it_was_made(data):
    at = run("evidence", **EVIDENCE)
    post = services.evidence(Viewer(Role.COMMS), ANWEN, EVIDENCE["k"], "90 days").occasions[-1]["post"]
    services.mark(Viewer(Role.COMMS), ANWEN, post, MarkKind.NOT_AN_ASK, by="C. Officer", why="A slip")
    at = run("evidence", **EVIDENCE)
    next(button for button in at.button if button.label == "Undo the correction").click().run()
    next(field for field in at.text_input if field.label == "Your name").input("C. Officer")
    next(button for button in at.button if button.label == "Undo it").click().run()

    assert not at.exception
    assert sources.desk().marks() == []
    assert "A slip" not in text(at)


def test_who_waits_is_unknown_where_nobody_looked(data):
    for page in ("scorecard", "waiting"):
        told = text(run(page, m=UNSEEN))
        assert "We can&#x27;t say who is waiting" in told
        assert "Nobody is waiting" not in told


def test_a_message_that_may_only_be_linked_is_shown_as_a_link_and_a_sentence():
    row = {
        "platform": "x",
        "text": "",
        "url": "https://x.com/i/status/1",
        "is_hidden": False,
        "is_removed": False,
        "is_link_only": True,
    }

    told = lists.message(
        row, "A resident", "3 May, 14:05", Reading(zone="UTC", as_of_us=0, read_us=0, platforms={"x": "X"})
    )

    assert "by X&#x27;s terms its words are to be read on X" in told
    assert 'href="https://x.com/i/status/1"' in told


def test_the_passage_that_a_post_shares_is_marked_and_said_and_stays_words():
    row = {
        "platform": "bluesky",
        "text": "  So: <b>the pool</b> opens again. Hooray",
        "url": "https://bsky.app/1",
        "is_hidden": False,
        "is_removed": False,
        "is_link_only": False,
    }
    start = row["text"].index("<b>")
    end = row["text"].index(" Hooray")

    told = lists.message(
        row,
        "Jo",
        "3 May",
        Reading(zone="UTC", as_of_us=0, read_us=0, platforms={"bluesky": "Bluesky"}),
        shared=(start, end),
    )

    begins, ends = (
        f'<span class="unseen-words">{one}</span>' for one in (posts.passage_begins(), posts.passage_ends())
    )
    assert f"So: <mark>{begins}&lt;b&gt;the pool&lt;/b&gt; opens again.{ends}</mark> Hooray</p>" in told


def test_what_is_missing_stands_there_with_since_when_and_why(data):
    evidence = text(run("evidence", m=UNSEEN, k="answered-within-a-day", w="90 days"))
    scorecard = text(run("scorecard", f"member:{UNSEEN}"))

    why = nouns.unseen(Unseen.TOKEN)
    [since] = re.findall(r"Posts and replies not seen from ([^,]+) to now", evidence)
    assert evidence.index(f"): {why}.") < evidence.index(f"): {nouns.unseen(Unseen.CAP)}.")
    assert f"Unknown. Only 62% of this time was seen on Bluesky; {why}." in evidence
    assert f"Not seen since {since}: {why}" in scorecard


def test_a_correction_without_a_name_is_not_logged(data):
    at = run("evidence", **EVIDENCE)
    next(button for button in at.button if button.label == "Correct this").click().run()
    at.radio[0].set_value(MarkKind.SET_ASIDE)
    next(button for button in at.button if button.label == "Save the correction").click().run()

    assert "fill in your name" in at.error[0].value
    assert sources.desk().marks() == []


# Said on every page


def test_an_invented_council_is_called_so_on_every_page(data):
    for page, query in (
        ("week", {}),
        ("scorecard", {"m": ANWEN}),
        ("evidence", EVIDENCE),
        ("month", {}),
        ("about", {}),
    ):
        told = text(run(page, **query))
        assert "Invented council" in told
        assert "As of " in told
        assert "Newest message kept" in told
        assert "Sign-in isn&#x27;t configured" in told


def test_old_figures_are_called_old(tmp_path, monkeypatch):
    sample.write(tmp_path, datetime.now(UTC).replace(microsecond=0) - timedelta(hours=49), invented=False)
    monkeypatch.setenv("TWOWAY_DATA", str(tmp_path))
    told = text(run("about"))

    assert "These figures are old" in told
    assert "Invented council" not in told


def test_without_a_published_run_the_page_says_what_to_run(tmp_path, monkeypatch):
    monkeypatch.setenv("TWOWAY_DATA", str(tmp_path))
    at = AppTest.from_file(str(FRAME), default_timeout=30).run()

    assert not at.exception
    assert at.code[0].value == "python -m pipelines measure"


# Unknown is never zero


def test_unknown_and_too_few_are_words_and_never_a_number(data):
    told = text(run("scorecard", m="mo-rees"))
    assert "Only 62% of this time was seen" in told
    assert '<span class="number">' not in told

    few = text(run("scorecard", m="iolo-swyn"))
    assert re.search(r"\d of \d questions so far; a share needs 10\.", few)


def test_a_month_that_was_not_seen_is_hatched_and_not_a_dot_at_zero():
    months = [Month("2026-08", 0.5, "measured"), Month("2026-09", None, "unknown")]
    months += [Month("2026-10", None, "too few")]
    drawn = trend.plot(months, Unit.SHARE, "Answered")

    assert drawn.count('class="dot') == 1
    assert drawn.count('class="unseen"') == 1
    assert drawn.count('class="few"') == 1
    assert "Sep 26 not seen, Oct 26 too few" in drawn


def test_a_usual_range_needs_six_finished_months():
    five = [Month(f"2026-0{m}", m / 10, "measured") for m in range(1, 6)]
    running = Month("2026-07", 0.9, "measured", runs=True)

    assert monthly.usual_of([*five, running]) is None
    assert monthly.usual_of([*five, Month("2026-06", 0.6, "measured"), running]) == pytest.approx(
        (0.15, 0.55)
    )


# Strangers' words


def test_strangers_words_are_only_ever_words():
    drawn = markup.post(sample.HOSTILE)

    assert "<img" not in drawn
    assert "<b>" not in drawn
    assert drawn.startswith('<p class="words" dir="auto">&lt;img src=x')
    assert el("a", '"><script>', href='" onclick="x') == (
        '<a href="&quot; onclick=&quot;x">&quot;&gt;&lt;script&gt;</a>'
    )


@pytest.mark.parametrize(
    "url",
    [
        "javascript:alert(1)",
        "JaVaScRiPt:alert(1)",
        "data:text/html,x",
        "//evil.example/x",
        "http:evil",
        "https://",
        "java\nscript:alert(1)",
        " https://social.example/x",
        "ftp://social.example/x",
        "https://user:pw@social.example/x",
        "https://social.example@evil.example/x",
        "https://@evil.example/x",
        "",
    ],
)
def test_only_plain_web_addresses_become_links(url):
    assert markup.outside_link(url, "Open") is None


def test_a_name_in_the_path_is_no_users_name():
    assert markup.outside_link("https://social.example/@jo@other.example/1", "Open")


def test_a_link_to_a_post_tells_the_other_side_nothing():
    drawn = markup.outside_link("https://social.example/p?a=1&b=2", "Open")

    assert (
        drawn
        == '<a href="https://social.example/p?a=1&amp;b=2" target="_blank" rel="noopener noreferrer">Open</a>'
    )


def test_pages_draw_text_only_in_ways_that_dont_read_it_as_markdown():
    """Streamlit's other text commands render a stranger's links and pictures; ours go through st.html and el()."""
    dangerous = {
        "markdown",
        "write",
        "caption",
        "info",
        "success",
        "warning",
        "metric",
        "subheader",
        "header",
        "latex",
    }
    dangerous |= {"expander", "popover", "tabs", "table", "badge", "link_button", "image", "iframe"}
    for path in (ROOT / "dashboard").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id == "st":
                assert node.attr not in dangerous, f"{path.name}: st.{node.attr}"
    made = [
        path.name
        for path in (ROOT / "dashboard").rglob("*.py")
        if "Html(" in path.read_text(encoding="utf-8")
    ]
    assert made == ["markup.py"], "HTML is made in one file only"


# Addresses


def test_an_address_keeps_who_is_looking():
    for viewer in (Viewer(Role.COMMS), Viewer(Role.LEADERSHIP), Viewer(Role.MEMBER, "siân-pwel")):
        assert viewer_from(written(viewer)) == viewer
    assert address(Viewer(Role.COMMS), "evidence", m="a b", k=None) == "evidence?as=comms&m=a+b"
    assert viewer_from(None) == Viewer(Role.COMMS)


def test_an_address_may_name_one_occasion_and_the_rest_is_a_click_away(data):
    behind = services.evidence(Viewer(Role.COMMS), ANWEN, EVIDENCE["k"], "90 days")
    told = text(run("evidence", **EVIDENCE, p=behind.occasions[3]["post"]))

    assert told.count('<article class="occasion">') == 1
    assert f"See all {len(behind.occasions)}" in told
