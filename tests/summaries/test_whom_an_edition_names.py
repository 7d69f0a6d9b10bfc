"""Whom a frozen month names: facts and offers of help, examples by permission, and nobody whose consent has ended."""

import json

import pytest

from people.redaction import without
from pipelines.keep.folder import Folder
from pipelines.summarise import documents
from store.published import Published
from tests import pdf
from tests.small_council import write_posts, write_register
from tests.summaries.facts_sample import named as facts_named
from tests.summaries.six_members import OCTOBER

pytestmark = pytest.mark.commands

BY = ("--by", "Olu")
ANSWER = "m2-2026-10-3a"
LATE = [
    ("m1", "2026-10-29T09:00:00+00:00"),
    ("m1", "2026-11-04T08:00:00+00:00"),
    ("m3", "2026-11-01T09:00:00+00:00"),
]


@pytest.fixture
def council(council, tmp_path):
    """Let residents wait, m1's for eight days at the close, and an answer of m2's be an example."""
    rows = [
        {
            "id": f"late-{number}", "account": f"x:{member}", "author": f"resident {number}", "kind": "post",
            "posted_at": at, "text": f"When will the lamp on Fern Road be mended, number {number}?",
        }
        for number, (member, at) in enumerate(LATE)
    ]  # fmt: skip
    council.must("import", str(write_posts(tmp_path / "late.jsonl", rows)))
    council.must("measure", "--as-of", "2026-11-20T09:00:00Z")
    return council


def nominated(council, post=ANSWER):
    council.must(
        "example", "nominate", "--post", post, "--line", line(council), "--why", "quick and plain", *BY
    )
    return council.json("example", "list")[-1]["example"]


def line(council):
    return council.json("lines")[0]["id"]


def named(council, month=OCTOBER):
    folder = Folder(council.path)
    return documents.facts_of(folder, folder.desk.latest_editions()[month])["named"]


def says(name, written, words):
    """Say whether a document says something, as a reader finds it."""
    if not name.endswith(".pdf"):
        return words.encode() in written
    return words in pdf.text(written)


def telling(files, *words):
    """Return the names of the documents that say any of these."""
    return [name for name, written in files.items() if any(says(name, written, one) for one in words)]


def everything_in(council):
    """Return all that lies in the folder of editions, and what the desk says of them."""
    return read(council.path / "editions"), Folder(council.path).desk.editions()


def read(folder):
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir())}


def test_who_waits_longest_and_who_is_silent_longest_is_named_with_what_happened(council):
    council.must("summary", "--month", OCTOBER)

    found = named(council)

    assert [(one["member"], one["longest_days"]) for one in found["waiting"]] == [("m1", 8), ("m3", 5)]
    assert [one["member"] for one in found["silent"]] == ["m0", "m1", "m2", "m3"]  # six: the first four
    assert all(one["last_at"] == "2026-10-12T10:00:00Z" for one in found["silent"])
    assert not any(
        {"value", "met", "n", "share"} & set(one) for of in ("waiting", "silent") for one in found[of]
    )


def test_an_example_is_shown_only_when_its_member_permitted_it(council):
    number = nominated(council)
    council.must("summary", "--month", OCTOBER)
    assert named(council)["examples"] == []

    council.must("example", "permit", str(number), *BY)
    council.must("summary", "--month", OCTOBER, "--revise", *BY)

    [example] = named(council)["examples"]
    assert (example["member"], example["words"], example["why"]) == ("m2", "On day 3.", "quick and plain")
    assert example["line"]["id"] == line(council)


def test_a_withdrawn_consent_is_named_nowhere_any_more_and_no_figure_moves(council, tmp_path):
    council.must("example", "permit", str(nominated(council)), *BY)
    council.must("summary", "--month", OCTOBER, "--out", str(tmp_path / "before"))
    before = json.loads((tmp_path / "before" / "summary.json").read_text("utf-8"))

    council.must("withdraw", "--account", "x:m2")

    files, editions = everything_in(council)
    assert [(one.revision, one.by, one.redacted_us is not None) for one in editions] == [
        (1, "", True),
        (2, "an erasure", False),
    ]
    assert telling(read(tmp_path / "before"), "M2, Mill Lane") == ["summary.html", "summary.pdf"]
    assert telling(files, "M2, Mill Lane", '"M2"', '"m2"', "x:m2") == []
    council.must("summary", "--month", OCTOBER, "--out", str(tmp_path / "after"))
    after = json.loads((tmp_path / "after" / "summary.json").read_text("utf-8"))
    assert (after["figures"], after["beside"], after["waiting"]) == (
        before["figures"],
        before["beside"],
        before["waiting"],
    )
    assert (after["named"]["redacted"], after["named"]["examples"]) == (
        2,
        [],
    )  # the example, and a silent account
    assert [one["member"] for one in after["named"]["silent"]] == ["m0", "m1", "m3"]


def test_a_permission_that_is_taken_back_takes_the_example_out(council):
    number = nominated(council)
    council.must("example", "permit", str(number), *BY)
    council.must("summary", "--month", OCTOBER)

    council.must("example", "refuse", str(number), *BY)

    files, _ = everything_in(council)
    assert named(council)["examples"] == []
    assert telling(files, "On day 3.") == []
    assert [one["member"] for one in named(council)["silent"]] == [
        "m0",
        "m1",
        "m2",
        "m3",
    ]  # they said yes to that


def test_what_is_redacted_once_stays_as_it_is(council):
    council.must("summary", "--month", OCTOBER)
    council.must("withdraw", "--account", "x:m1")
    after = everything_in(council)

    council.must("measure", "--as-of", "2026-11-20T09:00:00Z")
    council.must("summary", "--due")

    files, editions = everything_in(council)
    assert {name: files[name] for name in after[0]} == after[0]
    assert [one for one in editions if one.month == OCTOBER] == after[1]


def test_a_committees_version_and_the_facts_without_names_are_made_of_the_same_figures(council, tmp_path):
    council.must("summary", "--month", OCTOBER, "--out", str(tmp_path / "out"))

    files = read(tmp_path / "out")
    assert telling(files, "Mill Lane") == ["summary.html", "summary.json", "summary.pdf"]
    assert telling(files, "nobody is named here") == ["summary.committee.html", "summary.committee.pdf"]
    assert len(telling(files, "48 of 61 questions")) == 4


def test_before_an_election_nothing_that_names_anybody_is_handed_out(council, tmp_path):
    council.must("summary", "--month", OCTOBER)
    today = Folder(council.path).today().isoformat()
    (council.path / "settings.toml").write_text(f"[pre_election]\npolling_on = [{today}]\n", "utf-8")

    council.must("summary", "--month", OCTOBER, "--out", str(tmp_path / "held"))

    files = read(tmp_path / "held")
    assert telling(files, "Before the election on") == ["summary.html", "summary.pdf"]
    assert telling(files, "Mill Lane", '"m1"') == []
    assert list(files) == ["summary.html", "summary.json", "summary.pdf"]


def test_an_example_of_nobodys_or_of_nothing_is_refused_in_one_line(council):
    for arguments, said in (
        (("--post", "nothing", "--line", line(council)), "no message that the published run shows"),
        (("--post", "m2-2026-10-3", "--line", line(council)), "isn't a member's"),
        (("--post", ANSWER, "--line", "no-such-line"), "has no line"),
    ):
        done = council.run("example", "nominate", *arguments, "--why", "good", *BY)
        assert (done.exit_code != 0, said in done.stderr) == (True, True), done.stderr
    assert (
        council.run(
            "example", "nominate", "--post", ANSWER, "--line", line(council), "--why", " ", *BY
        ).exit_code
        == 2
    )
    assert council.run("example", "permit", "7", *BY).exit_code == 1
    nominated(council)
    again = council.run(
        "example", "nominate", "--post", ANSWER, "--line", line(council), "--why", "good", *BY
    )
    assert (again.exit_code, "was nominated before" in again.stderr) == (2, True)


@pytest.fixture
def unlike(council, tmp_path):
    """Ask m2 and m4 twelve questions more each: m2 answers them all within minutes, once fully; m4 none."""
    rows = []
    for number in range(12):
        for who in ("m2", "m4"):
            of = {"account": f"x:{who}", "posted_at": f"2026-10-{number + 10}T09:00:00+00:00"}
            asked = {**of, "id": f"{who}-more-{number}", "author": f"resident {number}", "kind": "post"}
            rows.append({**asked, "text": f"Is the pool open, number {number}?"})
        said = "It opens on Monday at nine: bring a towel, and ask Jo at the desk." if number == 4 else "Yes."
        answer = {
            "id": f"m2-more-{number}a",
            "account": "x:m2",
            "author": "member",
            "kind": "reply",
            "text": said,
        }
        when = f"2026-10-{number + 10}T09:20:00+00:00"
        rows.append({**answer, "answers": f"m2-more-{number}", "posted_at": when})
    council.must("import", str(write_posts(tmp_path / "unlike.jsonl", rows)))
    council.must("measure", "--as-of", "2026-11-20T09:00:00Z")
    return council


def test_the_shortlist_offers_the_fullest_of_what_somebody_does_well(unlike):
    found = unlike.json("example", "shortlist", "--month", OCTOBER)

    by_measure = {one["measure"]: one["post"] for one in found if one["member"] == "m2"}
    assert by_measure["answered-within-a-day"] == "m2-more-4a"  # of twenty answers the one that says most
    assert "m4" not in {one["member"] for one in found if one["measure"] == "answered-within-a-day"}
    assert all(one["post"].endswith("a") for one in found)  # never a resident's


def test_the_shortlist_leaves_out_what_was_nominated(unlike):
    nominated(unlike, "m2-more-4a")

    found = unlike.json("example", "shortlist", "--month", OCTOBER)

    assert found != []
    assert "m2-more-4a" not in {one["post"] for one in found}


def test_what_comes_late_is_pending_until_a_revision(council, tmp_path):
    """A question of October's that was collected in December, and a correction of one that was there."""
    council.must("summary", "--month", OCTOBER)
    row = {
        "id": "later",
        "account": "x:m0",
        "author": "resident 9",
        "kind": "post",
        "text": "Is the pool open?",
    }
    row |= {"posted_at": "2026-10-20T09:00:00+00:00"}
    council.must("import", str(write_posts(tmp_path / "later.jsonl", [row])))
    council.must("mark", "not-an-ask", "--post", "m0-2026-10-9", *BY)

    council.must("measure", "--as-of", "2026-11-20T09:00:00Z")

    late = Published(council.path / "published").late()
    assert late == {OCTOBER: {"messages": 1, "marks": 1}}
    council.must("withdraw", "--account", "x:m1")  # takes a name out; what is late stays so
    assert Published(council.path / "published").late()[OCTOBER] == {"messages": 1, "marks": 1}
    council.must("summary", "--month", OCTOBER)


def test_whoever_a_former_revision_names_is_gone_from_it_too(council):
    """Revision 1 names m1 as waiting, revision 2 doesn't any more; then m1 withdraws."""
    council.must("summary", "--month", OCTOBER)
    for number in (0, 1):
        council.must("mark", "answered-elsewhere", "--post", f"late-{number}", *BY)
    council.must("summary", "--month", OCTOBER, "--revise", *BY)
    first, _ = Folder(council.path).desk.editions()
    assert [one["member"] for one in named(council)["waiting"]] == ["m3"]

    council.must("withdraw", "--account", "x:m1")

    files, editions = everything_in(council)
    assert telling(files, "M1, Mill Lane", '"m1"', "x:m1") == []
    assert all(one.redacted_us for one in editions if one.revision == first.revision)


def test_a_swap_of_members_does_not_pass_for_nobody_having_come_or_gone(council, tmp_path):
    """m0 withdraws and m6 comes: as many members as before, and yet the difference would tell what m0 had."""
    council.must("summary", "--month", OCTOBER)
    newcomer = {"member": "m6", "name": "M6", "ward": "Mill Lane", "platform": "x", "handle": "m6"}
    newcomer |= {"consented_on": "2026-01-01", "consented_by": "paper", "scope": "public"}
    register = write_register(tmp_path / "more.csv", [newcomer])
    council.must("register", str(register))
    rows = [
        {"id": "n1", "account": "x:m6", "author": "member", "kind": "post", "posted_at": "2026-10-09T09:00:00+00:00",
         "text": "Good morning, Mill Lane."},
    ]  # fmt: skip
    council.must(
        "import", str(write_posts(tmp_path / "more.jsonl", rows)), "--covers", "2026-08-01..2026-11-20"
    )
    council.must("withdraw", "--account", "x:m0")

    done = council.run("summary", "--month", OCTOBER, "--revise", *BY)

    assert (done.exit_code, "[would-tell]" in done.stderr) == (1, True), done.stderr


def test_facts_that_are_lost_stop_no_erasure_and_no_run(council):
    council.must("summary", "--month", OCTOBER)
    [edition] = Folder(council.path).desk.editions()
    (council.path / "editions" / f"{edition.facts}.json").unlink()

    council.must("withdraw", "--account", "x:m1")

    files, editions = everything_in(council)
    assert (files, [one.redacted_us is not None for one in editions]) == ({}, [True])
    council.must("measure", "--as-of", "2026-11-20T09:00:00Z")
    done = council.run("summary", "--month", OCTOBER)
    assert (done.exit_code, "It isn't made anew" in done.stderr) == (1, True)
    assert OCTOBER not in council.must("summary", "--due")


def test_a_file_that_no_edition_knows_goes(council):
    """A freezing that was stopped before the desk knew of it leaves files that name people."""
    council.must("summary", "--month", OCTOBER)
    stray = council.path / "editions" / f"{'0' * 64}.html"
    stray.write_text("M1, Mill Lane", encoding="utf-8")

    council.must("measure", "--as-of", "2026-11-20T09:00:00Z")

    assert not stray.exists()
    assert len(list((council.path / "editions").iterdir())) == 5


def test_the_wait_of_somebody_who_was_taken_out_is_told_no_more(council):
    """Of five members who wait the counts hold the longest wait, which may be that of whoever goes."""
    some = {"waiting": {"questions": 9, "members": 5, "longest_days": 8}, "named": facts_named(waiting=1)}

    told = without(some, {"account:x:ada"})

    assert (told["waiting"], told["named"]["waiting"]) == (
        {"questions": 9, "members": 5, "longest_days": None},
        [],
    )


def test_whoever_asks_for_a_revision_is_named_in_signs_that_are_seen(council):
    council.must("summary", "--month", OCTOBER)

    done = council.run("summary", "--month", OCTOBER, "--revise", "--by", "ev\u202eil")

    assert done.exit_code == 2
