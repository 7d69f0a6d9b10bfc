"""Editions: a month is frozen when it has closed, and changed only by a revision that a person asks for."""

import json
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from facts import to_us
from pipelines.keep.folder import Folder
from pipelines.summarise import documents, months
from store.editions import kept
from store.trouble import StoreTrouble
from tests.small_council import Council, write_posts
from tests.summaries.six_members import OCTOBER, SEPTEMBER

pytestmark = pytest.mark.commands


def frozen(council, month=OCTOBER):
    folder = Folder(council.path)
    return documents.facts_of(folder, folder.desk.latest_editions()[month])


def asked(facts):
    return next(one for one in facts["figures"] if one["measure"] == "answered-within-a-day")


def test_a_month_is_frozen_once_and_handed_out_again_as_it_was(council, tmp_path):
    council.must("summary", "--month", OCTOBER, "--out", str(tmp_path / "first"))
    council.must("mark", "not-an-ask", "--post", "m0-2026-10-9", "--by", "Olu")
    council.must("measure", "--as-of", "2026-11-20T09:00:00Z")
    council.must("summary", "--month", OCTOBER, "--out", str(tmp_path / "again"))

    for form in ("json", "html", "pdf"):
        assert (tmp_path / "first" / f"summary.{form}").read_bytes() == (
            tmp_path / "again" / f"summary.{form}"
        ).read_bytes()
    facts = json.loads((tmp_path / "first" / "summary.json").read_text("utf-8"))
    assert (asked(facts)["now"]["met"], asked(facts)["now"]["n"]) == (6 * 8, 6 * 10)
    assert (asked(facts)["month_before"]["met"], asked(facts)["change"]["verdict"]) == (6 * 2, "improved")
    assert facts["as_of"] == "2026-11-06T09:00:00Z"


def test_the_run_that_was_published_stays(council):
    council.must("measure", "--as-of", "2026-11-20T09:00:00Z")
    before = council.published()

    council.must("summary", "--month", OCTOBER)

    assert council.published() == before
    council.must("measure", "--as-of", "2026-11-20T09:00:00Z")


def test_what_comes_after_the_close_is_no_part_of_it(council, tmp_path):
    late = {"id": "late", "account": "x:m0", "author": "member", "kind": "reply", "answers": "m0-2026-10-9"}
    late |= {"posted_at": "2026-11-06T09:00:01+00:00", "text": "Sorry for the wait. On Friday."}
    council.must("import", str(write_posts(tmp_path / "late.jsonl", [late])))

    council.must("summary", "--month", OCTOBER)

    assert frozen(council)["waiting"] == {
        "questions": 0,
        "members": 0,
        "longest_days": None,
    }  # all over 14 days old
    assert asked(frozen(council))["now"]["met"] == 48


def test_a_revision_says_what_changed_and_leaves_the_first(council):
    council.must("summary", "--month", OCTOBER)
    first = Folder(council.path).desk.latest_editions()[OCTOBER]

    assert "stays as it is" in council.run("summary", "--month", OCTOBER, "--revise", "--by", "Olu").stderr
    council.must("mark", "not-an-ask", "--post", "m0-2026-10-9", "--by", "Olu")
    council.must("summary", "--month", OCTOBER, "--revise", "--by", "Olu")

    editions = Folder(council.path).desk.editions()
    assert [(one.revision, one.by) for one in editions] == [(1, ""), (2, "Olu")]
    assert editions[0].facts == first.facts
    facts = frozen(council)
    assert (asked(facts)["now"]["met"], asked(facts)["now"]["n"]) == (48, 59)
    assert facts["changed"][0] == "answered-within-a-day"


def test_no_revision_tells_by_the_difference_what_somebody_had_who_has_left(council):
    council.must("summary", "--month", OCTOBER)
    council.must("withdraw", "--account", "x:m0")

    done = council.run("summary", "--month", OCTOBER, "--revise", "--by", "Olu")

    assert (done.exit_code, "a few members have come or gone" in done.stderr) == (1, True)
    assert [one.by for one in Folder(council.path).desk.editions()] == ["", "an erasure"]


def test_a_month_that_was_frozen_is_told_as_it_was_then(council):
    """What September's paper said is what October's says of September, though a member has left in between."""
    council.must("summary", "--month", SEPTEMBER)
    council.must("withdraw", "--account", "x:m0")

    council.must("summary", "--month", OCTOBER)

    before = asked(frozen(council))["month_before"]
    assert before == asked(frozen(council, SEPTEMBER))["now"]
    assert (before["members"], asked(frozen(council))["now"]["members"]) == (6, 5)


def test_a_change_is_told_in_whole_points(council):
    council.must("summary", "--month", OCTOBER)

    change = asked(frozen(council))["change"]
    assert change["difference"]["value"] == 0.6
    assert all(one == round(one, 2) for one in change["difference"].values())
    assert {"before", "now", "met", "n"} & set(change) == set()


def test_a_document_that_was_lost_is_made_again_of_the_facts(council, tmp_path):
    council.must("summary", "--month", OCTOBER, "--out", str(tmp_path / "first"))
    for path in (council.path / "editions").glob("*.pdf"):
        path.unlink()

    council.must("summary", "--month", OCTOBER, "--out", str(tmp_path / "again"))

    first, again = (tmp_path / name / "summary.pdf" for name in ("first", "again"))
    assert first.read_bytes() == again.read_bytes()


def test_where_the_documents_can_not_be_put_nothing_is_frozen(council, tmp_path):
    (tmp_path / "out" / "summary.html").mkdir(parents=True)
    (tmp_path / "file").write_text("x")

    for out in (tmp_path / "out", tmp_path / "file" / "inside"):
        assert council.run("summary", "--month", OCTOBER, "--out", str(out)).exit_code in (1, 2)

    assert Folder(council.path).desk.editions() == []


def test_a_figure_of_fewer_than_five_members_is_withheld(council):
    council.must("withdraw", "--account", "x:m0")
    council.must("withdraw", "--account", "x:m1")

    council.must("summary", "--month", OCTOBER)

    now = asked(frozen(council))["now"]
    assert (now["outcome"], now["members"], "n" in now, "value" in now) == ("withheld", 4, False, False)


def test_an_edition_quotes_no_resident_and_names_none(council):
    council.must("summary", "--month", OCTOBER)

    [edition] = Folder(council.path).desk.editions()
    made = documents.documents_of(Folder(council.path), edition)
    written = b"".join(one for name, one in made.items() if not name.endswith("pdf")).decode()
    assert [
        one
        for one in ("resident", "bins be collected", "x.example")
        if one in written.replace("residents", "")
    ] == []


def test_what_is_due_is_made_oldest_first_and_then_nothing_is(council):
    made = council.must("summary", "--due")

    months_made = [line.split()[2].rstrip(",") for line in made.splitlines()]
    assert months_made[:3] == ["2026-08", SEPTEMBER, OCTOBER]  # what was seen begins in August
    assert council.must("summary", "--due") == "Every closed month has its edition.\n"


def test_an_open_month_has_no_edition(council):
    month = f"{datetime.now(ZoneInfo('Europe/London')):%Y-%m}"

    done = council.run("summary", "--month", month)

    assert done.exit_code == 1
    assert f"{month} closes on" in done.stderr
    assert Folder(council.path).desk.editions() == []


def test_a_month_before_anything_was_said_has_none(council):
    done = council.run("summary", "--month", "2019-01")

    assert (done.exit_code, "nothing of 2019-01" in done.stderr) == (1, True)


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        ((), "--month YYYY-MM, or --due"),
        (("--month", "2026-10", "--due"), "--month YYYY-MM, or --due"),
        (("--month", "2026-13"), "such as 2026-10"),
        (("--month", "October"), "such as 2026-10"),
        (("--month", "0000-05"), "such as 2026-10"),
        (("--month", "9999-12"), "such as 2026-10"),
        (("--due", "--out", "x"), "say --month"),
        (("--month", "2026-10", "--revise"), "Say with --by"),
        (("--month", "2026-10", "--by", "Olu"), "--by goes with --revise"),
    ],
)
def test_what_goes_ill_together_is_refused(tmp_path, arguments, says):
    done = Council(tmp_path / "data").run("summary", *arguments)

    assert (done.exit_code, says in done.stderr) == (2, True)


def test_a_revision_of_what_was_never_frozen_is_refused(council):
    done = council.run("summary", "--month", OCTOBER, "--revise", "--by", "Olu")

    assert (done.exit_code, "no edition of 2026-10" in done.stderr) == (1, True)


def test_facts_that_were_changed_by_hand_are_told_from_those_that_were_frozen(council):
    council.must("summary", "--month", OCTOBER)
    [edition] = Folder(council.path).desk.editions()
    path = council.path / "editions" / f"{edition.facts}.json"
    path.write_text(path.read_text("utf-8").replace('"met": 48', '"met": 60'), encoding="utf-8")

    with pytest.raises(StoreTrouble, match="was changed"):
        kept(council.path / "editions", edition.facts, "json")
    done = council.run("summary", "--month", OCTOBER, "--out", str(council.path / "out"))
    assert (done.exit_code, "put it back from a backup" in done.stderr) == (1, True)


def test_a_lost_edition_is_pointed_out_and_stops_no_other_month(council):
    council.must("summary", "--month", SEPTEMBER)
    [september] = Folder(council.path).desk.editions()
    (council.path / "editions" / f"{september.facts}.json").unlink()

    council.must("summary", "--month", OCTOBER)

    assert asked(frozen(council))["month_before"]["met"] == 12
    done = council.run("doctor")
    assert (done.exit_code, "The edition of 2026-09 can't be read" in done.stdout) == (4, True)


def test_what_is_made_of_the_same_facts_is_the_same_to_the_byte(council):
    council.must("summary", "--month", OCTOBER)
    folder = Folder(council.path)
    [edition] = folder.desk.editions()

    made = documents.built(documents.facts_of(folder, edition))

    handed_out = documents.documents_of(folder, edition)
    assert {f"summary.{form}": one for (form, _), one in made.items()} | {
        "summary.json": documents.written(documents.facts_of(folder, edition))
    } == handed_out


@pytest.mark.parametrize(
    ("month", "closes"),
    [
        ("2026-10", "2026-11-06T09:00:00+00:00"),
        ("2026-09", "2026-10-06T08:00:00+00:00"),  # nine o'clock in summer time
        ("2026-12", "2027-01-06T09:00:00+00:00"),
        ("2027-02", "2027-03-06T09:00:00+00:00"),
    ],
)
def test_a_month_closes_at_nine_by_the_councils_clock(month, closes):
    zone = ZoneInfo("Europe/London")
    closes_us = to_us(datetime.fromisoformat(closes))

    assert months.closes_us(month, zone) == closes_us
    assert months.closed(to_us(datetime(2026, 1, 1, tzinfo=UTC)), closes_us, zone)[-1] == month
    assert month not in months.closed(to_us(datetime(2026, 1, 1, tzinfo=UTC)), closes_us - 1, zone)
