"""What a profile said goes where it may no longer be kept: from the archive, the finished run and every file."""

from pathlib import Path

import pytest

from facts import Page
from pipelines.keep.erasure import step
from pipelines.keep.folder import Folder, now_us
from store.published import Published
from store.words_gone import CHANGED_SINCE
from tests.commands.test_command_line import AS_OF, member
from tests.small_council import Council, dump, write_posts, write_register

pytestmark = pytest.mark.commands

X, BSKY = "x:ann", "bluesky:ann"
READ_AT = "2026-09-05T09:00:00Z"
GOES, STAYS = "goes.grimsditch@council.example", "stays.hartle@council.example"


@pytest.fixture
def council(tmp_path: Path) -> Council:
    """A member with two profiles, measured twice, so that an older version is kept too."""
    council = Council(tmp_path / "data")
    council.must(
        "register", str(write_register(tmp_path / "r.csv", [member("ann"), member("ann", "bluesky")]))
    )
    rows = [
        {"account": account, "read_at": READ_AT, "text": f"Cllr. {mail}"}
        for account, mail in ((BSKY, GOES), (X, STAYS))
    ]
    council.must("import", str(write_posts(tmp_path / "read.jsonl", rows)), "--profiles")
    for day in ("2026-10-30T00:00:00Z", AS_OF):
        council.must("measure", "--as-of", day)
    return council


def close(council: Council, page: Page) -> None:
    folder = Folder(council.path)
    with step(folder) as archive:
        archive.keep(page, [], owner="", now_us=now_us())


def holding(council: Council, words: str) -> set[str]:
    files = [council.path / "archive.duckdb", *sorted((council.path / "published").glob("*.duckdb"))]
    return {
        f"{file.name} {name}" for file in files for name, rows in dump(file).items() if words in repr(rows)
    }


def test_words_of_a_profile_that_was_closed_are_in_no_file_once_the_step_ends(council: Council) -> None:
    assert len(holding(council, GOES)) == 4  # profiles, the finished run, two versions of what is published
    before = Published(council.path / "published", own=True).results()

    close(council, Page(account=BSKY, is_about_closed=True))

    assert holding(council, GOES) == set()
    assert holding(council, BSKY) & {"archive.duckdb finished.occasions"} == set()
    assert holding(council, STAYS)
    own = Published(council.path / "published", own=True)
    assert own.results() == before  # no figure moves before a measure
    reasons = [row["reason"]["code"] for row in own.occasions("ann", "bio", "90 days")]
    assert sorted(reasons) == [CHANGED_SINCE, "read"]
    assert [one["why"] for one in council.json("evidence", "ann", "bio")["occasions"]].count(
        "changed since"
    ) == 1

    council.must("measure", "--as-of", AS_OF)
    [row] = council.json("evidence", "ann", "bio")["occasions"]
    assert row["reason"]["account"] == X


def test_a_later_text_takes_no_word_of_the_one_before(council: Council) -> None:
    close(council, Page(account=BSKY, about="Gardener."))

    assert len(holding(council, GOES)) == 4  # each text is kept from its moment on (80)


def test_the_same_text_read_earlier_still_stands(council: Council) -> None:
    rows = [{"account": BSKY, "read_at": "2026-08-01T09:00:00Z", "text": f"Cllr. {GOES}"}]

    council.must("import", str(write_posts(council.path.parent / "more.jsonl", rows)), "--profiles")

    assert CHANGED_SINCE not in repr(dump(council.path / "archive.duckdb")["finished.occasions"])


def test_with_a_consent_its_texts_and_what_was_published_of_them_go(council: Council) -> None:
    shown = council.run("withdraw", "--account", BSKY)

    assert shown.exit_code in (0, 4), shown.output
    assert holding(council, GOES) == set()
    assert [one["reason"]["account"] for one in council.json("evidence", "ann", "bio")["occasions"]] == [X]
    assert council.bytes_of(GOES) == {}


def test_between_a_withdrawal_and_its_erasure_the_other_profile_stays_shown(council: Council) -> None:
    with Folder(council.path).archive():  # a run holds it, so nothing is erased yet
        council.run("withdraw", "--account", BSKY)

        shown = council.json("evidence", "ann", "bio")["occasions"]

    assert [one["reason"]["account"] for one in shown] == [X]
