"""`export` hands out what is held about one member, and nothing that is somebody else's, in no byte."""

import json
import shutil
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from facts import DAY_US, MarkKind
from labels import all_rules
from pipelines.keep.export.export import ChangedMeanwhile, export
from pipelines.keep.folder import Folder, now_us
from store import key
from store.archive import Archive
from store.desk import Consent
from store.outbox import State, Wanted
from tests.commands.exported import RESIDENT, TOKENS, Zip, handed_out, prepared
from tests.small_council import Council

pytestmark = pytest.mark.commands

OF_BOB = (
    "bob", "Beech", "bobtheother", "subject-of-bob", "message-to-bob",
)  # fmt: skip
RESIDENTS = (RESIDENT, "someone.else", *(f'"resident{number}"' for number in range(12)), "resident11")


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Council:
    return prepared(tmp_path_factory.mktemp("made"))


@pytest.fixture(scope="module")
def handed(made: Council, tmp_path_factory: pytest.TempPathFactory) -> Zip:
    return handed_out(made, tmp_path_factory.mktemp("out") / "ann.zip")


@pytest.fixture
def council(made: Council, tmp_path: Path) -> Council:
    shutil.copytree(made.path, tmp_path / "data")
    return Council(tmp_path / "data")


def without_ids_of_bobs(found: Zip) -> Zip:
    """Take out the ids of the two messages of his thread that she answered, or was answered by: she was there."""
    for name, held in found.bytes.items():
        found.bytes[name] = (
            held.replace(b"bob-r1", b"").replace(b"bob-post", b"").replace(b"ann-under-bob", b"")
        )
    return found


def test_no_byte_of_it_names_another_member_or_a_resident(handed: Zip) -> None:
    found = without_ids_of_bobs(handed)

    assert found.holding(*OF_BOB) == {}
    assert found.holding("Cat Cedar", "catwithoutconsent", "cat@council.example") == {}
    assert found.holding(*RESIDENTS) == {}


def test_the_same_search_finds_what_is_there(handed: Zip) -> None:
    assert "register.csv" in handed.holding("ann@council.example")
    assert set(handed.holding("x:ann")) >= {"accounts.csv", "posts.csv", "data.json"}


def test_no_token_and_nothing_of_the_key_is_in_it(made: Council, handed: Zip) -> None:
    held = key.read(made.path / "key")
    folder = Folder(made.path)
    sealed = [folder.desk.sealed_token(account) or "" for account in TOKENS]
    folder.desk.close()

    assert all(sealed)
    assert handed.holding(*TOKENS.values(), *sealed, held.hex(), key.mark(held)) == {}
    assert all(held not in some for some in handed.bytes.values())


def test_what_a_resident_wrote_to_another_isnt_there_and_their_name_is_the_same_in_each_message(
    handed: Zip,
) -> None:
    posts = {one["post"]: one for one in handed.rows("posts")}

    assert {"bob-r2", "bob-q0", "bob-a0"} & set(posts) == set()
    assert "ann-x1" not in posts  # from one resident to another, below her post
    assert handed.holding("To Bob alone.", "From one resident to another.", "Bob's own words.") == {}
    assert posts["ann-r1"]["author"] == posts["ann-r2"]["author"] == posts["bob-r1"]["author"]
    assert len({posts[f"ann-q{number}"]["author"] for number in range(12)}) == 12


def test_that_she_copied_a_colleague_is_told_and_not_which_post(handed: Zip) -> None:
    copies = [one for one in handed.rows("occasions") if one["reason"] == "copies-member"]

    assert {one["post"] for one in copies} == {"ann-news"}
    assert all(
        one["reason_parameters"]["from_at"] == 0 and "source" not in one["reason_parameters"]
        for one in copies
    )
    assert handed.holding("bob-news") == {}


def test_a_mark_a_line_of_the_log_or_a_message_of_anothers_isnt_there(handed: Zip) -> None:
    assert handed.holding("rang bob", "well said, bob") == {}
    assert handed.holding("rang ann", "well said, ann")
    assert all(
        "bob" not in str(row)
        for kind in ("marks", "audit", "outbox", "examples")
        for row in handed.rows(kind)
    )


def test_words_of_a_member_who_hasnt_said_yes_are_left_out_and_that_they_wrote_is_not(handed: Zip) -> None:
    [post] = [one for one in handed.rows("posts") if one["post"] == "ann-c1"]

    assert (post["who"], post["text"], post["url"], post["sites"]) == ("another member", "", "", "")
    assert handed.holding("Words nobody may keep") == {}


@pytest.mark.parametrize(
    ("change", "text", "url"),
    [
        ("is_hidden = true", "", ""),
        ("removed_us = 1", "", ""),
        ("is_link_only = true", "", "https://x.example/post/ann-r1"),
    ],
)  # fmt: skip
def test_words_that_pages_dont_show_arent_handed_on_and_her_own_are(
    council, tmp_path, change, text, url
) -> None:
    folder = Folder(council.path)
    with folder.archive() as archive:
        archive.db.execute(f"update posts set {change} where id in ('ann-r1', 'ann-post')")
        archive.db.execute("update labels set reason = 'bins' where post in ('ann-r1', 'ann-post')")
        archive.db.execute("insert into labels values ('ann-r1', 'form', 99, 'a-print-of-words', 'bins')")
    folder.desk.close()

    found = handed_out(council, tmp_path / "a.zip")

    posts = {one["post"]: one for one in found.rows("posts")}
    reasons = {
        (one["post"], one["reason"]) for one in found.rows("labels") if one["post"] in ("ann-r1", "ann-post")
    }
    assert (posts["ann-r1"]["text"], posts["ann-r1"]["url"]) == (text, url)
    assert "is no formula" in posts["ann-post"]["text"]
    assert reasons == {("ann-r1", ""), ("ann-post", "bins")}
    assert "a word to ann about bins" not in found.bytes["posts.csv"].decode().lower()
    assert found.holding("a-print-of-words") == {}  # by which they could be guessed


def test_of_an_account_whose_consent_ended_nothing_is_handed_on_and_the_page_says_so(
    council, tmp_path
) -> None:
    before = handed_out(council, tmp_path / "before.zip")
    folder = Folder(council.path)
    folder.desk.withdraw("x:ann", now_us=now_us(), by="Olu")
    folder.desk.close()

    found = handed_out(council, tmp_path / "after.zip")

    assert before.rows("posts")
    assert [one["post"] for one in found.rows("posts")] == ["ann-old"]
    assert {one["account"] for one in found.rows("states")} == {"mastodon:ann@old.example"}
    assert all(one["outcome"] == "unknown" for one in found.rows("results"))
    assert [found.rows(kind) for kind in ("series", "waiting", "profiles", "examples")] == [[], [], [], []]
    assert [one["kind"] for one in found.rows("marks")] == ["away"]
    assert found.data["erasing"] == ["x:ann"]
    assert "What was kept of x:ann: its consent ended" in found.page
    assert found.holding("When will the bins", "well said, ann", "rang ann", "Councillor for North") == {}


class EndsMeanwhile(Folder):
    """A data folder in which a consent ends as soon as the archive was read."""

    @contextmanager
    def archive(self) -> Iterator[Archive]:
        with super().archive() as archive:
            yield archive
        self.desk.withdraw("x:bobtheother", now_us=now_us(), by="Olu")


@pytest.fixture
def half_gone(council: Council) -> Council:
    """Of whom x:ann was withdrawn, and the old account stays."""
    folder = Folder(council.path)
    folder.desk.withdraw("x:ann", now_us=now_us(), by="Olu")
    folder.desk.close()
    return council


def posts_of(council: Council, out: Path, *changes: str) -> dict[str, dict[str, Any]]:
    """Return the messages that are handed out once the archive was changed so."""
    folder = Folder(council.path)
    with folder.archive() as archive:
        for change in changes:
            archive.db.execute(change)
    folder.desk.close()
    return {one["post"]: one for one in handed_out(council, out).rows("posts")}


@pytest.mark.parametrize(
    "change",
    [
        "update posts set account = 'mastodon:ann@old.example', answers = 'ann-old' where id = 'ann-news'",  # by it
        "update posts set account = 'x:ann', answers = 'ann-old' where id = 'ann-r1'",  # kept for it
    ],
)  # fmt: skip
def test_nor_what_it_wrote_or_is_kept_for_it_in_a_thread_of_an_account_that_stays(
    half_gone, tmp_path, change
) -> None:
    assert set(posts_of(half_gone, tmp_path / "a.zip", change)) == {"ann-old"}


def test_a_new_consent_lets_nothing_be_handed_on_that_is_still_to_be_erased(half_gone, tmp_path) -> None:
    folder = Folder(half_gone.path)
    folder.desk.register(
        [], [],
        [Consent(account="x:ann", given_on=folder.today(), given_by="Ann Ash", scope="public posts")],
        handles=[], now_us=now_us(),
    )  # fmt: skip
    is_live = "x:ann" in folder.live_accounts()
    folder.desk.close()

    found = handed_out(half_gone, tmp_path / "a.zip")
    assert is_live
    assert [one["post"] for one in found.rows("posts")] == ["ann-old"]
    assert [found.rows(kind) for kind in ("profiles", "visits", "waiting", "series")] == [[], [], [], []]
    assert {one["account"] for one in found.rows("states")} == {"mastodon:ann@old.example"}


def test_a_message_to_nobody_who_stays_is_not_hers_and_one_that_came_along_is_one_she_referred_to(
    council, tmp_path
):
    found = posts_of(
        council,
        tmp_path / "a.zip",
        "update posts set heard = 'aside' where id = 'ann-q11'",
        "update posts set heard = 'along' where id = 'ann-q10'",
    )

    assert "ann-q11" not in found
    assert found["ann-q10"]["why"] == "referred to"


def test_a_label_by_which_words_could_be_guessed_is_left_out_with_them(council, tmp_path) -> None:
    [telling, *_] = [rule.id for rule in all_rules() if rule.tells_words]
    tell = f"insert into labels values ('ann-b1', '{telling}', 1, 'a-print-of-words', '')"
    told = posts_of(council, tmp_path / "a.zip", "delete from labels where post = 'ann-b1'", tell)
    folder = Folder(council.path)
    folder.desk.withdraw("x:bobtheother", now_us=now_us(), by="Olu")
    folder.desk.close()

    assert "ann-b1" in told
    assert Zip(tmp_path / "a.zip").holding("a-print-of-words")
    assert handed_out(council, tmp_path / "b.zip").holding("a-print-of-words") == {}


def test_a_message_about_another_that_went_to_her_address_is_not_about_her(council, tmp_path) -> None:
    folder = Folder(council.path)
    about_bob = Wanted(kind="waiting", period="2026-W41", member="bob", recipient="ann@council.example",
                       channel="email", message_id="m1")  # fmt: skip
    of_all = Wanted(kind="edition", period="2026-09", member="", recipient="ann@council.example", channel="email",
                    message_id="m2")  # fmt: skip
    folder.desk.queue([about_bob, of_all], now_us=1)
    folder.desk.close()

    periods = {one["period"] for one in handed_out(council, tmp_path / "a.zip").rows("outbox")}

    assert periods == {"2026-10", "2026-09"}


def test_a_consent_that_ends_while_it_is_written_leaves_no_file_and_no_line(council, tmp_path) -> None:
    folder, logged = EndsMeanwhile(council.path), []
    before = sorted(tmp_path.iterdir())

    with pytest.raises(ChangedMeanwhile, match="A consent ended while this was written"):
        export(folder, "ann", tmp_path / "a.zip", now_us=now_us(), log=lambda: logged.append(1))

    assert sorted(tmp_path.iterdir()) == before
    assert logged == []


def test_the_words_of_a_colleague_whose_consent_ended_are_left_out_at_once(council, tmp_path) -> None:
    folder = Folder(council.path)
    folder.desk.withdraw("x:bobtheother", now_us=now_us(), by="Olu")
    folder.desk.close()

    found = handed_out(council, tmp_path / "a.zip")

    posts = {one["post"]: one for one in found.rows("posts")}
    assert posts["ann-b1"]["text"] == ""
    assert (
        posts["bob-r1"]["text"] == "What of the swimming pool?"
    )  # which she answered: it is handed on to her
    assert found.holding("A colleague to Ann.") == {}


def test_a_number_that_an_erased_mark_had_is_anothers_and_not_hers(council, tmp_path) -> None:
    folder, at_us = Folder(council.path), now_us()
    folder.desk.log("mark", "1 not-an-ask", by="Of-another-time", now_us=at_us - 400 * DAY_US)
    folder.desk.log("add person", "ann@council.example member bob", by="Of-another-time", now_us=at_us)
    folder.desk.log("set person", "ann@council.example.org weekly=True", by="Of-another-time", now_us=at_us)
    folder.desk.log("erase platform", "ann", by="Of-another-time", now_us=at_us)
    folder.desk.close()

    found = handed_out(council, tmp_path / "a.zip")

    assert found.holding("Of-another-time") == {}


def test_a_mark_about_another_tells_only_that_it_was_made(council, tmp_path) -> None:
    """Whoever acts as her may have made marks of others: in another role, or when they acted as another member."""
    folder, signed = Folder(council.path), "https://id.example subject-of-ann"
    folder.desk.add_mark(
        MarkKind.AWAY, by="Ann", now_us=1, why="bob is in hospital", away=("bob", 1, 2), subject=signed
    )
    folder.desk.add_mark(
        MarkKind.SET_ASIDE, by="Ann", now_us=2, why="what bob told me", post="bob-q0", subject=signed
    )
    folder.desk.close()

    found = handed_out(council, tmp_path / "a.zip")

    told = [(one["kind"], one["is_by_member"]) for one in found.rows("marks")][-2:]
    assert told == [("away", True), ("set-aside", True)]
    assert found.holding("in hospital", "what bob told me", "bob-q0") == {}
    assert {one["member"] for one in found.rows("marks")} == {None, "ann"}


def test_a_mark_of_what_was_said_to_another_is_not_about_her_though_she_answered_it(
    council, tmp_path
) -> None:
    council.must(
        "mark", "answered-elsewhere", "--post", "bob-r1", "--by", "Bob", "--why", "rang them at home"
    )

    found = handed_out(council, tmp_path / "a.zip")

    assert "bob-r1" in {one["post"] for one in found.rows("posts")}
    assert found.holding("rang them at home") == {}
    assert "bob-r1" not in {one["post"] for one in found.rows("marks")}


def test_what_she_did_for_others_in_another_role_is_told_without_whom_it_was_about(council, tmp_path) -> None:
    folder = Folder(council.path)
    folder.desk.undo_mark(
        next(one.id for one in folder.desk.marks() if one.post == "bob-q0"),
        now_us=now_us(), by="Ann", subject="https://id.example subject-of-ann",
    )  # fmt: skip
    folder.desk.close()

    found = handed_out(council, tmp_path / "a.zip")

    assert ("undo mark", "", True) in [
        (one["did"], one["what"], one["is_by_member"]) for one in found.rows("audit")
    ]


def test_whoever_got_her_scorecard_and_acts_as_her_no_more_isnt_named(council, tmp_path) -> None:
    council.must("person", "add", "clerk@council.example", "--role", "member", "--member", "ann")
    folder = Folder(council.path)
    folder.desk.queue(
        [Wanted(kind="waiting", period="2026-W40", member="ann", recipient="clerk@council.example", channel="email",
                message_id="m")],
        now_us=1,
    )  # fmt: skip
    [number] = [one.id for one in folder.desk.outbox() if one.period == "2026-W40"]
    folder.desk.begin(number, now_us=2)
    folder.desk.ended(number, State.FAILED, "550 <clerk@council.example>: no such mailbox", now_us=3)
    folder.desk.close()
    council.must("person", "remove", "clerk@council.example")

    found = handed_out(council, tmp_path / "a.zip")

    assert ("2026-W40", "") in [(one["period"], one["recipient"]) for one in found.rows("outbox")]
    assert found.holding("clerk@") == {}


def test_two_at_once_for_one_name_leave_one_file(council: Council, tmp_path: Path) -> None:
    """A file that appears while another is written under its name isn't written over."""
    folder, out = Folder(council.path), tmp_path / "a.zip"
    done = threading.Event()

    def somebody_else() -> None:
        out.write_text("somebody else's")
        done.set()

    with pytest.raises(FileExistsError):
        export(folder, "ann", out, now_us=now_us(), log=somebody_else)

    assert done.is_set()
    assert out.read_text() == "somebody else's"
    assert [path.name for path in tmp_path.iterdir() if path.name != "data"] == ["a.zip"]


def test_a_report_that_names_others_tells_of_her_accounts_alone(made: Council, handed: Zip) -> None:
    reports = [json.loads(path.read_text()) for path in sorted((made.path / "imports").glob("*.json"))]
    named = {one["account"] for report in reports for one in report["seen"]}

    assert "x:bobtheother" in named
    assert {one["account"] for one in handed.rows("imports")} <= {"x:ann", "mastodon:ann@old.example"}


@pytest.mark.parametrize("kind", ["not-credits", "copy", "not-corrects"])
def test_what_somebody_says_of_a_colleagues_reply_is_the_colleagues(council, tmp_path, kind) -> None:
    """`ann-b1` is Bob's reply below Ann's post: whether it gives credit is about Bob."""
    council.must("mark", kind, "--post", "ann-b1", "--by", "Olu", "--why", "what Bob did there")
    council.must("mark", "is-an-ask", "--post", "ann-b1", "--by", "Olu", "--why", "what Ann is asked there")

    found = handed_out(council, tmp_path / "a.zip")

    assert found.holding("what Bob did there") == {}
    assert "marks.csv" in found.holding("what Ann is asked there")
