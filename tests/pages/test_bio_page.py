"""A member's profiles on their own pages: the card, the list behind it, the spreadsheet; and nobody else's eyes."""

import csv
import io
from pathlib import Path

import pytest

from dashboard import services, spreadsheet
from dashboard.viewer import NotForYou, Role, Viewer
from facts import Page
from pipelines.keep.erasure import step
from pipelines.keep.folder import Folder
from tests.commands.test_command_line import AS_OF, member
from tests.pages.looking import plain, run, text
from tests.small_council import Council, write_posts, write_register

pytestmark = pytest.mark.pages

HOSTILE = "Cllr for Mill Lane. <i>=1+1</i> cllr@anytown.example"


@pytest.fixture
def council(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Council:
    council = Council(tmp_path / "data")
    rows = [{**member("ann", platform), "ward": "Mill Lane"} for platform in ("x", "bluesky", "mastodon")]
    council.must("register", str(write_register(tmp_path / "r.csv", rows)))
    read = [
        {"account": "bluesky:ann", "read_at": "2026-09-05T09:00:00Z", "text": HOSTILE},
        {"account": "x:ann", "read_at": "2026-10-05T09:00:00Z", "text": "Gardener. Views my own."},
    ]
    council.must("import", str(write_posts(tmp_path / "read.jsonl", read)), "--profiles")
    council.must("measure", "--as-of", AS_OF)
    monkeypatch.setenv("TWOWAY_DATA", str(council.path))
    return council


@pytest.mark.usefixtures("council")
def test_the_card_says_of_how_many_profiles_what_they_say() -> None:
    told = plain(run("scorecard", as_="member:ann", m="ann"))

    assert "2 profiles read" in told
    assert "1 that say councillor. 1 that name the ward. 1 with a way to get in touch." in told


@pytest.mark.usefixtures("council")
def test_the_list_says_each_fact_of_each_profile_and_when_it_was_read() -> None:
    at = run("evidence", as_="member:ann", m="ann", k="bio", w="90 days")
    told = plain(at)

    assert "The list behind it: 2 profiles" in told
    assert "Bluesky (ann)" in told
    assert "Read on 5 September" in told
    for said in (
        "says councillor (“Cllr”)",
        "names the ward (“Mill Lane”)",
        "says how to get in touch (“cllr@anytown.example”)",
        "no hours",
        "no way to get in touch",
        "has a “views my own” line, which changes nothing (“Views my own”)",
    ):
        assert said.replace(" ", "") in told.replace(" ", "")
    assert "when the account was first seen" not in told
    assert "The profile was read: X (ann)." in told
    assert "The profile wasn't read by then, or can't be: Mastodon (ann)." in told
    assert "<i>=1" not in text(at)


@pytest.mark.usefixtures("council")
def test_the_spreadsheet_says_it_in_a_cell() -> None:
    sheet = spreadsheet.evidence(Viewer(Role.MEMBER, "ann"), "ann", "bio", "90 days").removeprefix("\ufeff")
    first, second = csv.DictReader(io.StringIO(sheet))

    assert (first["platform"], first["happened_at_utc"]) == ("bluesky", "2026-09-05T09:00:00Z")
    assert first["why"].startswith("bluesky:ann: says councillor (“Cllr”), names the ward (“Mill Lane”), ")
    assert (second["counts"], second["met"], second["words"]) == ("yes", "", "")


@pytest.mark.usefixtures("council")
def test_nobody_else_sees_what_a_profile_says() -> None:
    told = plain(run("scorecard", m="ann"))

    assert "What your profile says" not in told
    assert services.evidence(Viewer(Role.COMMS), "ann", "bio", "90 days").occasions == []
    with pytest.raises(NotForYou):
        services.evidence(Viewer(Role.MEMBER, "bob"), "ann", "bio", "90 days")


def test_a_profile_that_was_closed_since_says_nothing_more(council: Council) -> None:
    with step(Folder(council.path)) as archive:
        archive.keep(Page(account="bluesky:ann", is_about_closed=True), [], owner="", now_us=1)

    told = plain(run("evidence", as_="member:ann", m="ann", k="bio", w="90 days"))

    assert "Changed since" in told
    assert "“Cllr" not in told.replace(" ", "")
    assert "Bluesky (ann) . " not in told


def test_words_of_x_are_read_on_x(council: Council) -> None:
    with Folder(council.path).archive() as archive:
        page = Page(account="x:ann", about="Cllr Grimsditch of Mill Lane", about_is_link_only=True)
        archive.keep(page, [], owner="", now_us=1_793_000_000_000_000)
    council.must("measure", "--as-of", AS_OF)

    told = plain(run("evidence", as_="member:ann", m="ann", k="bio", w="90 days"))

    assert "by X's terms its words are to be read on X" in told
    assert "Grimsditch" not in told
