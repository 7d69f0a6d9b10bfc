"""To ask residents is neither to reply nor to talk at them (definition 84): the label is stored and read."""

import time
from pathlib import Path
from typing import Any

import duckdb
import pytest

from facts import Kind, Post
from labels import invites
from labels.invites import RULE
from metrics import all_measures, relations
from metrics.measure import Measure
from metrics.story import read
from pipelines.measure.label import labels_of
from tests.commands.test_command_line import member
from tests.labels.test_labels_hold import messages
from tests.measures import telling
from tests.measures.twin.history import PLAIN_ASKS, PLAIN_INVITATIONS, PLAIN_REMARKS, PLAIN_STATEMENTS
from tests.small_council import Council, write_posts, write_register

pytestmark = pytest.mark.commands

AS_OF = "2026-11-01T00:00:00Z"
COVERS = "2026-08-01..2026-10-31"
INVITATION = "Tell me what you think of the bandstand before 15 December."
[SHARE] = [measure for measure in all_measures() if measure.id == "conversation-share"]


@pytest.fixture
def council(tmp_path: Path) -> Council:
    council = Council(tmp_path / "data")
    unsaid = {**member("bob"), "consented_on": ""}
    council.must("register", str(write_register(tmp_path / "register.csv", [member("ann"), unsaid])))
    rows = [
        row("1", "member", INVITATION),
        row("2", "member", "Surgery on Saturday at ten. Who would have thought it?"),
        row("3", "member", "The crossing, again.", format="poll"),
        row("4", "member", INVITATION, kind="quote", source="anytown"),
        row(
            "5", "member", "", kind="quote", source="anytown", format="poll"
        ),  # no word of their own: a share
        row("6", "jo", "More trees, please.", answers="1"),
        row("7", "member", INVITATION, answers="6"),
        row("8", "bob", INVITATION.replace("bandstand", "zeppelin")),
    ]
    council.must("import", str(write_posts(tmp_path / "posts.jsonl", rows)), "--covers", COVERS)
    return council


def row(id_: str, author: str, text: str, **more: str) -> dict[str, Any]:
    posted_at = f"2026-10-0{id_}T09:00:00Z"
    return {"id": id_, "account": "x:ann", "author": author, "posted_at": posted_at, "text": text, **more}


def labels(council: Council) -> dict[str, tuple[int, str, str]]:
    with duckdb.connect(str(council.path / "archive.duckdb"), read_only=True) as db:
        rows = db.execute("select post, version, value, reason from labels where rule = 'invites'").fetchall()
    return {post: tuple(rest) for post, *rest in rows}


def figure(council: Council) -> tuple[int, int, int]:
    council.must("measure", "--as-of", AS_OF)
    [found] = [r for r in council.json("show", "ann")["results"] if r["measure"] == SHARE.id]
    return found["version"], found["met"], found["n"]


def test_members_own_posts_and_quotes_are_stored_with_whether_they_invite_and_why(council: Council) -> None:
    found = labels(council)

    assert found["1"] == (RULE.version, "yes", "invites with 'Tell me what'")
    assert found["2"] == (RULE.version, "no", "")
    assert {post: value for post, (_, value, _) in found.items()} == {
        "1": "yes", "2": "no", "3": "no", "4": "yes", "5": "no", "8": "yes",
    }  # fmt: skip


def test_no_reason_holds_words_of_a_member_who_has_not_said_yes(council: Council) -> None:
    assert labels(council)["8"][2] == ""
    assert council.bytes_of("zeppelin") == {}


def test_an_archive_labelled_before_is_labelled_when_it_is_measured(council: Council) -> None:
    before = labels(council)
    fresh = figure(council)
    with duckdb.connect(str(council.path / "archive.duckdb")) as db:
        db.execute("delete from labels where rule = 'invites'")

    assert figure(council) == fresh
    kept = {
        post: label for post, label in before.items() if post not in ("5", "8")
    }  # they have no words to read
    assert labels(council) == kept


def test_what_invites_is_no_occasion_and_a_reply_that_invites_is_a_reply(council: Council) -> None:
    assert figure(council) == (2, len(["7"]), len(["2", "7"]))


def test_evidence_lists_an_invitation_as_left_out_and_says_why(council: Council) -> None:
    council.must("measure", "--as-of", AS_OF)

    evidence = council.json("evidence", "ann", SHARE.id)

    assert [one["post"] for one in evidence["occasions"]] == ["2", "7"]
    assert [(one["post"], one["met"], one["why"]) for one in evidence["left_out"]] == [
        (post, None, "invites residents to respond") for post in ("1", "3", "4")
    ]


@pytest.mark.parametrize(("kind", "invites"), [("not-invites", []), ("invites", ["1", "2"])])
def test_a_persons_mark_beats_the_rule(kind: str, invites: list[str]) -> None:
    story = """
        1  day 1 09:00  member  invites: Tell me what you think.
        2  day 1 10:00  member  posts: The library has new hours.
           day 3 09:00  now
    """
    marked = [(post, kind) for post in ("1", "2")]

    with telling.told(read(story)) as archive:
        archive.load("marked", {"post": "string", "kind": "string"}, marked)
        for name in ("own_labels", "said"):
            archive.make(name, relations.sql(name))
        found = archive.rows("select id from said where is_invitation order by id")

    assert [id_ for (id_,) in found] == invites


def test_a_person_says_on_the_command_line_what_invites_and_takes_it_back(council: Council) -> None:
    def occasions() -> int:
        return figure(council)[2]

    before = occasions()
    council.must("mark", "not-invites", "--post", "1", "--by", "Bea")
    assert occasions() == before + 1
    council.must("mark", "invites", "--post", "1", "--by", "Bea")  # of two about one post the later stands
    assert occasions() == before
    council.must("mark", "undo", "2", "--by", "Bea")
    assert occasions() == before + 1
    council.must("mark", "undo", "1", "--by", "Bea")
    assert occasions() == before


def test_no_mark_makes_a_poll_anything_else() -> None:
    with telling.told(read("1  day 1 09:00  member  polls: A or B\nday 3 09:00  now")) as archive:
        archive.load("marked", {"post": "string", "kind": "string"}, [("1", "not-invites")])
        archive.make("own_labels", relations.sql("own_labels"))

        assert archive.rows("select invites, seeks_views from own_labels") == [(True, True)]


def test_the_fixed_texts_of_the_twin_are_what_it_takes_them_for() -> None:
    assert [text for text in PLAIN_INVITATIONS if not invites(text)] == []
    assert [text for text in (*PLAIN_STATEMENTS, *PLAIN_REMARKS) if invites(text)] == []
    assert [text for text in PLAIN_ASKS if invites(text)] == [
        "Can you tell me who repairs the street lights in Orchard Road?"
    ]


def test_storing_them_keeps_to_the_speed_of_labels() -> None:
    """The bar is 1,500 posts per CPU-second on a quiet machine; this floor only catches a slip of several times."""
    texts = [row["text"] for name in ("open", "aside", "later") for row in messages(name, "member")]
    posts = [
        Post(id=str(n), platform="x", account="x:a", author="a", kind=Kind.POST, posted_us=0, text=text)
        for n, text in enumerate(texts)
    ]
    list(labels_of(posts[0], is_on_register=True))

    start = time.process_time()
    for post in posts:
        list(labels_of(post, is_on_register=True))

    assert len(posts) / (time.process_time() - start) > 300


def told(measure: Measure) -> str:
    return " ".join((measure.explains, *(story.title for story in measure.stories)))


def test_the_measure_says_so_in_its_own_words() -> None:
    assert "invites residents to respond" in told(SHARE)
