"""What goes to members: that their scorecard is there, and who waits; only while they are shown, and chose it."""

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from facts import DAY_US
from people import outbox
from people.outbox import Kind
from pipelines.deliver import compose
from pipelines.deliver.compose import Composer, NotSent
from pipelines.deliver.scorecards import scorecard_pdf
from pipelines.keep.folder import Folder, now_us
from store.desk import Desk, Term
from tests import pdf
from tests.deliver.councils import froze, latest_month, started
from tests.deliver.post_office import opened
from tests.small_council import Council, write_posts, write_register

pytestmark = pytest.mark.commands

ANN = "ann@anytown.example"
SIGN_IN = """
public_address = "https://two-way.anytown.example"
[sign_in]
metadata_url = "https://login.anytown.example/.well-known/openid-configuration"
client_id = "two-way"
ask = "the web team"
"""
WORDS = "When will the swimming pool on Mill Lane open again, please?"


@pytest.fixture
def post(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(compose, "WEEK_BEGINS_AT", 0)  # the test may run on a Monday morning
    with opened(tmp_path / "post") as post:
        for name, told in post.environment.items():
            monkeypatch.setenv(name, told)
        yield post


def ago(days: float) -> str:
    return (datetime.now(UTC) - timedelta(days=days)).isoformat()


def council_at(tmp_path: Path, settings: str) -> Council:
    """Ann, whom a resident asked three days ago and another an hour ago; and Bob, whom nobody asked."""
    council = started(tmp_path / "data", settings)
    register = [
        {"member": name, "name": name.title(), "ward": "Mill Lane", "email": f"{name}@anytown.example",
         "platform": "mastodon", "handle": f"{name}@social.example", "consented_on": "2026-01-01",
         "consented_by": "paper", "scope": "public"}
        for name in ("ann", "bob")
    ]  # fmt: skip
    council.must("register", str(write_register(tmp_path / "register.csv", register)))
    account = "mastodon:ann@social.example"
    rows = [
        {"id": "old", "account": account, "author": "Nosy Parker", "kind": "post", "posted_at": ago(3),
         "text": WORDS, "url": "https://social.example/statuses/1"},
        {"id": "new", "account": account, "author": "Nosy Parker", "kind": "post", "posted_at": ago(0.04),
         "text": "And when is the library open?", "url": "https://social.example/statuses/2"},
        {"id": "far", "account": account, "author": "member", "kind": "post", "posted_at": ago(50), "text": "Hello."},
    ]  # fmt: skip
    since, until = (datetime.now(UTC) - timedelta(days=60)).date(), (datetime.now(UTC)).date()
    posts = write_posts(tmp_path / "posts.jsonl", rows)
    council.must("import", str(posts), "--covers", f"{since}..{until}")
    council.must("measure")
    for name in ("ann", "bob"):
        council.must("person", "add", f"{name}@anytown.example", "--role", "member", "--member", name)
    return council


@pytest.fixture
def council(tmp_path: Path, post) -> Council:
    return council_at(tmp_path, SIGN_IN + post.settings())


def test_a_member_who_chose_it_hears_that_their_scorecard_is_there_as_a_link(council, post):
    froze(council)
    council.must("person", "set", ANN, "--channel", "email")

    council.must("deliver", "--due")
    council.must("deliver", "--due")

    [mail] = post.inbox
    link = f"https://two-way.anytown.example/scorecard?as=member&w={latest_month()}"
    assert (mail["to"], link in mail["text"], mail["files"]) == ([ANN], True, [])
    assert "the web team" in mail["text"]


def test_without_sign_in_no_link_is_made_and_one_line_says_why_nothing_went(tmp_path, post):
    council = council_at(tmp_path, 'public_address = "https://two-way.anytown.example"\n' + post.settings())
    froze(council)
    for name in ("ann", "bob"):
        council.must("person", "set", f"{name}@anytown.example", "--channel", "email", "--weekly")

    done = council.run("deliver", "--due")

    assert done.stderr.count("[not-sent]") == 1
    assert "Not sent to 2 members: a scorecard goes as a link" in done.stderr
    assert [mail["subject"] for mail in post.inbox] == ["Residents waiting for your answer"]
    assert "two-way.anytown.example" not in post.inbox[0]["text"]


def test_a_pdf_goes_only_to_who_chose_it_and_is_their_own(council, post):
    froze(council)
    council.must("person", "set", ANN, "--channel", "email", "--attach")

    council.must("deliver", "--due")

    [mail] = post.inbox
    assert (mail["to"], mail["files"]) == ([ANN], [f"scorecard-{latest_month()}.pdf"])
    paper = scorecard_pdf(Folder(council.path), "ann", latest_month(), "en")
    assert "Ann" in pdf.pages(paper)[0]


def test_where_no_pdf_can_be_made_nothing_goes_and_one_line_says_so(council, post, monkeypatch):
    froze(council)
    council.must("person", "set", ANN, "--channel", "email", "--attach")
    monkeypatch.setattr(compose, "scorecard_pdf", lambda *_: None)

    done = council.run("deliver", "--due")

    assert "they chose a PDF" in done.stderr
    assert post.inbox == []


def test_who_waits_is_told_once_a_week_with_links_and_without_a_word_of_theirs(council, post):
    council.must("person", "set", ANN, "--channel", "email", "--weekly")
    council.must("person", "set", "bob@anytown.example", "--channel", "email", "--weekly")

    council.must("deliver", "--due")
    council.must("deliver", "--due")

    [mail] = post.inbox
    assert mail["to"] == [ANN]
    assert "https://social.example/statuses/1" in mail["text"]
    assert "https://social.example/statuses/2" not in mail["text"]  # it is new: it has its day still
    for word in ("swimming", "Nosy", "Parker", "library"):
        assert word not in mail["raw"]


def test_who_only_wants_scorecards_is_told_of_nobody(council, post):
    council.must("person", "set", ANN, "--channel", "email")

    council.must("deliver", "--due")

    assert post.inbox == []


def test_a_question_marked_as_answered_elsewhere_is_not_told(council, post):
    council.must("person", "set", ANN, "--channel", "email", "--weekly")
    council.must("mark", "answered-elsewhere", "--post", "old", "--by", "Ann")

    assert council.must("deliver", "--due") == "Outbox: nothing to do.\n"
    assert post.inbox == []


def test_a_member_who_is_away_is_left_in_peace(council, post):
    council.must("person", "set", ANN, "--channel", "email", "--weekly")
    today = datetime.now(UTC).date()
    away = ("--from", f"{today - timedelta(days=1)}", "--to", f"{today + timedelta(days=2)}")
    council.must("mark", "away", "--member", "ann", *away, "--by", "Ann")

    council.must("deliver", "--due")

    assert post.inbox == []


def queued(council: Council) -> list[str]:
    """Queue what is due, while no server can be reached. Return to whom."""
    settings = (council.path / "settings.toml").read_text()
    (council.path / "settings.toml").write_text(settings.replace("port = ", "port = 1 # "))
    council.run("deliver", "--due")
    (council.path / "settings.toml").write_text(settings)
    return [one["recipient"] for one in council.json("deliver", "list")]


@pytest.mark.parametrize(
    "ending",
    [
        ("withdraw", "--account", "mastodon:ann@social.example"),
        ("erase", "--member", "ann"),
        ("person", "remove", ANN),
        ("person", "set", ANN, "--channel", "none"),
        ("person", "set", ANN, "--channel", "folder"),
    ],
    ids=" ".join,
)
def test_what_was_queued_for_somebody_who_is_out_is_dropped_and_never_sent(council, post, ending):
    froze(council)
    council.must("person", "set", ANN, "--channel", "email", "--weekly")
    before = queued(council)

    council.must(*ending)
    council.run("deliver", "--due")

    assert before == [ANN, ANN]
    assert post.inbox == []
    assert {one["channel"] for one in council.json("deliver", "list")} <= {"folder"}


def test_an_erasure_takes_the_address_out_of_the_outbox_and_out_of_its_bytes(council, post):
    froze(council)
    council.must("person", "set", ANN, "--channel", "email", "--weekly", "--by", "Olu")
    council.must("deliver", "--due")

    council.must("erase", "--member", "ann")

    assert len(post.inbox) == 2
    assert council.json("deliver", "list") == []
    assert council.bytes_of(ANN) == {}


def test_a_withdrawal_between_making_and_sending_a_message_still_counts(council, post, monkeypatch):
    """At the last moment before it leaves, the desk is asked again."""
    council.must("person", "set", ANN, "--channel", "email", "--weekly")
    letter = Composer.letter

    def meanwhile(self, wanted):
        made = letter(self, wanted)
        if desk.outbox():
            desk.withdraw("mastodon:ann@social.example", now_us=1, by="Ann")
        return made

    desk = Desk(council.path / "desk.sqlite")
    monkeypatch.setattr(Composer, "letter", meanwhile)

    assert council.run("deliver", "--due").stdout == "Outbox: 1 queued, 1 dropped.\n"
    assert post.inbox == []


def test_who_waited_by_figures_that_are_too_old_is_told_to_nobody(council):
    council.must("person", "set", ANN, "--channel", "email", "--weekly")
    folder = Folder(council.path)

    def week_as_of(moment_us):
        composer = Composer(folder, moment_us)
        [wanted] = outbox.wanted(folder.desk, Kind.WAITING, composer.week(), folder.today())
        return composer.letter(wanted)

    assert "https://social.example/statuses/1" in week_as_of(now_us()).email.text
    with pytest.raises(NotSent):
        week_as_of(now_us() + 3 * DAY_US)


def test_who_left_office_is_told_of_nothing_after_it(council, post):
    froze(council)
    council.must("person", "set", ANN, "--channel", "email", "--attach", "--weekly")
    desk = Desk(council.path / "desk.sqlite")
    left = Term(
        member="ann", from_on=None, to_on=date.fromisoformat(f"{latest_month()}-01") - timedelta(days=1)
    )
    desk.register([], [], [], handles=[], terms=[left], now_us=1)
    desk.close()

    council.must("deliver", "--due")

    assert post.inbox == []


def test_one_scorecard_that_cannot_be_made_keeps_nobody_else_from_theirs(council, post):
    froze(council)
    council.must("person", "set", ANN, "--channel", "email", "--attach")
    council.must("person", "add", "chief@anytown.example", "--role", "leadership")
    council.must("person", "set", "chief@anytown.example", "--channel", "email")
    for own in (council.path / "published").glob("*-own.duckdb"):
        own.unlink()

    done = council.run("deliver", "--due")

    assert [mail["to"] for mail in post.inbox] == [["chief@anytown.example"]]
    assert "[not-sent]" in done.stderr


def test_who_chooses_another_channel_is_written_to_by_it_in_the_same_run(council, post):
    froze(council)
    council.must("person", "add", "chief@anytown.example", "--role", "leadership")
    council.must("person", "set", "chief@anytown.example", "--channel", "notify")  # not set up: it waits
    council.run("deliver", "--due")

    council.must("person", "set", "chief@anytown.example", "--channel", "email")
    council.run("deliver", "--due")

    assert [mail["to"] for mail in post.inbox] == [["chief@anytown.example"]]
