"""The month's page shows a frozen month to the digit, and figures without a verdict where there is none."""

import json
import re
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from dashboard import editions, services, sources
from dashboard.viewer import NotForYou, Role, Viewer
from metrics.statistics.changes import Verdict
from store.trouble import StoreTrouble
from tests.pages.looking import plain, run, sample_folder, text
from tests.summaries.facts_sample import facts, froze, named

pytestmark = pytest.mark.pages

LEADERSHIP = Viewer(Role.LEADERSHIP)


@pytest.fixture
def data(tmp_path, monkeypatch):
    return sample_folder(tmp_path, monkeypatch)


def test_a_frozen_month_says_first_whether_anything_really_changed(data):
    froze(data, facts({"conversation-share": Verdict.WORSE}))

    said = plain(run("month", "leadership", w="2026-10"))

    assert "up from 48% in September. That is a real improvement." in said
    assert said.index("real improvement") < said.index("Questions answered within a day")
    assert "First edition. Closed on 6 November 2026, 09:00." in said


def test_every_verdict_stands_with_its_range(data):
    froze(data, facts({"conversation-share": Verdict.NO_CLEAR_CHANGE, "sharing-share": Verdict.TOO_FEW}))

    page = text(run("month", "leadership", w="2026-10"))

    cards = re.findall(r'<section class="sheet"><h2 id="([\w-]+)">.*?</section>', page, re.DOTALL)
    assert cards == ["answered-within-a-day", "typical-wait", "conversation-share", "active-weeks"]
    said = plain(run("month", "leadership", w="2026-10"))
    assert said.count("95% range") >= 4
    assert "Anything from 4 points down to 6 points up fits." in said
    assert "A comparison needs 30 in each month" in said


def test_what_the_page_says_is_what_the_documents_say(data):
    some = facts()
    kept = froze(data, some)

    said = plain(run("month", "leadership", w="2026-10"))
    page = (data / "editions" / f"{kept.documents['html', 'en']}.html").read_text("utf-8")

    for told in (
        "286 of 483 questions",
        "11 points up, somewhere between 3 and 19.",
        "Of 58 members, 55 could be read",
    ):
        assert told in said
        assert told in re.sub(r"\s+", " ", page)


def test_a_month_without_an_edition_has_no_verdict_and_says_when_there_will_be_one(data):
    said = plain(run("month", "leadership"))

    assert "is made when it has closed" in said
    assert not any(verdict in said for verdict in ("Improved", "Worse", "No clear change"))


def test_the_documents_are_for_those_who_may_see_the_month(data):
    some = facts()
    froze(data, some)

    assert json.loads(editions.document(LEADERSHIP, "2026-10", "json")) == some
    assert editions.document(LEADERSHIP, "2026-10", "pdf").startswith(b"%PDF")
    for nobody in (Viewer(Role.MEMBER, "anwen-bowen"), Viewer(Role.ADMINISTRATOR)):
        with pytest.raises(NotForYou):
            editions.document(nobody, "2026-10", "pdf")
    with pytest.raises(NotForYou):
        editions.document(LEADERSHIP, "2026-09", "pdf")


def test_the_latest_revision_is_shown(data):
    froze(data, facts())
    froze(data, facts(revision=2, council="Anytown"))

    assert "Revision 2. Closed on" in plain(run("month", "leadership", w="2026-10"))


def test_an_edition_that_was_changed_by_hand_is_not_shown(data):
    kept = froze(data, facts())
    path = data / "editions" / f"{kept.facts}.json"
    path.write_text(path.read_text("utf-8").replace("483", "999"), "utf-8")
    sources._frozen.cache_clear()

    with pytest.raises(StoreTrouble, match="was changed"):
        editions.edition(LEADERSHIP, "2026-10")


def test_who_sees_no_council_sees_no_edition(data):
    froze(data, facts())

    with pytest.raises(NotForYou):
        editions.edition(Viewer(Role.MEMBER, "anwen-bowen"), "2026-10")
    assert services.run(LEADERSHIP).council


def test_a_frozen_month_names_who_waits_and_quotes_what_is_worth_sharing(data):
    froze(data, facts(named=named(accounts=[])), names=())

    said = plain(run("month", "leadership", w="2026-10"))

    assert "Ada Hill, Mill Lane: the longest for 6 days." in said
    assert "Ada Hill, Mill Lane: nothing on Bluesky since 3 September 2026." in said
    assert "Bins on Mill Lane come on Friday this week" in said
    assert "answered within the hour, with where to look next time." in said


def test_whoever_withdrew_is_hidden_at_once_and_so_are_the_files_that_name_them(data):
    """Their account isn't live: whatever a run has still to take out of the files."""
    some = facts(named=named(accounts=["x:gone"]))
    froze(data, some)

    said = plain(run("month", "leadership", w="2026-10"))

    assert "Ada Hill" not in said
    assert "7 entries were taken out" in said
    for form in ("pdf", "html", "json"):
        with pytest.raises(NotForYou):
            editions.document(LEADERSHIP, "2026-10", form)
    assert editions.document(LEADERSHIP, "2026-10", "committee.pdf").startswith(b"%PDF")
    labels = [button.label for button in run("month", "leadership", w="2026-10").get("download_button")]
    assert [one for one in labels if "JSON" in one or "Web" in one] == []


def test_before_an_election_the_page_names_nobody_and_says_so(data):
    froze(data, facts(named=named(accounts=[])), names=())
    today = datetime.now(ZoneInfo("Europe/London")).date()
    with (data / "settings.toml").open("a", encoding="utf-8") as settings:
        settings.write(f"\n[pre_election]\npolling_on = [{today}]\n")

    said = plain(run("month", "leadership", w="2026-10"))

    assert "Before the election on" in said
    assert [one for one in ("Ada Hill", "Bins on Mill Lane") if one in said] == []
    with pytest.raises(NotForYou):
        editions.document(LEADERSHIP, "2026-10", "json")


def test_other_months_that_were_frozen_are_a_click_away(data):
    froze(data, facts())
    froze(data, facts(month="2026-09"))

    page = text(run("month", "leadership", w="2026-10"))

    assert re.search(
        r'href="[^"]*w=2026-09"[^>]*>September 2026</a>. First edition. Closed on 6 October 2026', page
    )
