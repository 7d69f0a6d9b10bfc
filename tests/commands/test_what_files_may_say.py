"""What a posts file brings and may not be kept: words passed on, a language that is none, words nobody agreed to."""

import shutil
from pathlib import Path
from typing import Any

import duckdb
import pytest

from labels.form import form_hash
from pipelines.keep.folder import Folder
from pipelines.measure.label import catch_up
from tests.commands.test_command_line import member
from tests.small_council import Council, dump, write_posts, write_register

pytestmark = pytest.mark.commands

AS_OF = "2026-11-01T00:00:00Z"
POST = {"account": "x:ann", "author": "member", "posted_at": "2026-10-01T09:00:00Z"}


@pytest.fixture(scope="module")
def registered(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("registered")
    rows = [member("ann"), member("bob"), member("cat", consented_on="")]
    council = Council(path / "data")
    council.must("register", str(write_register(path / "register.csv", rows)))
    return council.path


@pytest.fixture
def council(registered: Path, tmp_path: Path) -> Council:
    """A council of two members, and a third who hasn't said yes."""
    return Council(shutil.copytree(registered, tmp_path / "data"))


def brings(council: Council, path: Path, *rows: dict[str, Any]) -> None:
    numbered = [{"id": f"m{number}", **POST, **one} for number, one in enumerate(rows)]
    council.must("import", str(write_posts(path / "posts.jsonl", numbered)))


def asked(council: Council, sql: str) -> list[tuple[Any, ...]]:
    with duckdb.connect(str(council.path / "archive.duckdb"), read_only=True) as db:
        return db.execute(sql).fetchall()


def changed(council: Council, sql: str) -> None:
    with duckdb.connect(str(council.path / "archive.duckdb")) as db:
        db.execute(sql)


LANGUAGES = {
    "cy": "cy", " EN ": "en", "en-GB": "en", "zh_Hans": "zh", "cym": "cym", "": "", "e": "",
    "Welsh": "", "Josephine Quagmire": "", "jo@example.org": "", "07700 900123": "",
}  # fmt: skip


@pytest.mark.parametrize(("told", "kept"), LANGUAGES.items())
def test_a_language_is_kept_as_its_code_and_any_other_text_not_at_all(
    council: Council, tmp_path: Path, told: str, kept: str
) -> None:
    brings(council, tmp_path, {"language": told})

    assert asked(council, "select language from posts") == [(kept,)]


def test_what_was_kept_as_a_language_and_is_none_goes_with_the_next_step(
    council: Council, tmp_path: Path
) -> None:
    brings(council, tmp_path, {"language": "cy"}, {})
    changed(council, "update posts set language = 'josephine quagmire' where id = 'm1'")

    council.must("collect")

    assert asked(council, "select id, language from posts order by id") == [("m0", "cy"), ("m1", "")]
    assert len(asked(council, "select * from gone_words")) == 1  # the file is written anew tomorrow


# Words passed on

SHARE = {
    "kind": "share",
    "source": "cat",
    "language": "en",
    "text": "RT @cat: zebrawords https://zoo.example/1",
}


@pytest.mark.parametrize("who", ["member", "jo"])
def test_of_a_share_no_word_is_kept_and_its_link_still_counts(
    council: Council, tmp_path: Path, who: str
) -> None:
    brings(council, tmp_path, {**SHARE, "author": who})
    council.must("measure", "--as-of", AS_OF)

    assert asked(council, "select text, language, sites from posts") == [("", "", "zoo.example")]
    assert council.bytes_of("zebrawords") == {}


def test_words_of_a_share_that_were_kept_are_in_no_file_after_the_next_step(
    council: Council, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    brings(council, tmp_path, {"text": "Mine."}, SHARE, {**SHARE, "author": "jo", "answers": "m0"})
    kept = "set text = 'zebrawords: where?', language = 'en' where kind = 'share'"
    changed(council, f"update posts {kept}")
    changed(council, "update labels set reason = 'zebrawords' where post = 'm2'")
    with monkeypatch.context() as before:
        before.setattr("pipelines.keep.erasure.empty_shares", lambda *_: None)  # as it was then
        council.must("measure", "--as-of", AS_OF)
    assert {Path(name).parent.name for name in council.bytes_of("zebrawords")} >= {"published"}

    council.must("collect")

    assert asked(council, "select id, text, language from posts order by id") == [
        ("m0", "Mine.", ""), ("m1", "", ""), ("m2", "", ""),
    ]  # fmt: skip
    for path in council.path.rglob("*.duckdb"):
        assert "zebrawords" not in repr(dump(path)), path


def test_of_a_quote_its_own_words_stay(council: Council, tmp_path: Path) -> None:
    brings(council, tmp_path, {"kind": "quote", "source": "cat", "text": "Well said."})

    assert asked(council, "select text from posts") == [("Well said.",)]


# What labels tell of words that aren't kept

RESIGN = {"author": "cat", "answers": "m0", "text": "Resign now"}


def forms(council: Council) -> list[tuple[str]]:
    return asked(council, "select value from labels where rule = 'form' and post = 'm1'")


def test_of_a_members_words_who_has_not_said_yes_no_label_holds_what_a_guess_could_be_tested_by(
    council: Council, tmp_path: Path
) -> None:
    brings(council, tmp_path, {}, RESIGN, {**RESIGN, "author": "bob"})

    assert forms(council) == [("",)]
    assert asked(council, "select value from labels where rule = 'form' and post = 'm2'") == [
        (form_hash("Resign now"),)
    ]
    assert asked(council, "select post, rule from labels where value = '' and rule <> 'form'") == []


def test_such_labels_that_were_kept_go_with_the_next_step_and_are_not_made_again(
    council: Council, tmp_path: Path
) -> None:
    brings(council, tmp_path, {}, RESIGN)
    changed(council, f"update labels set value = '{form_hash('Resign now')}' where post = 'm1'")

    council.must("collect")

    assert forms(council) == [("",)]
    assert len(asked(council, "select * from gone_words")) == 1
    with Folder(council.path).archive() as archive:
        assert catch_up(archive, {}, Folder(council.path).on_register()) == 0


def test_what_kind_of_question_was_asked_stays_known_of_whoever_registers_without_a_consent(
    council: Council, tmp_path: Path
) -> None:
    brings(council, tmp_path, {}, {**RESIGN, "author": "dee", "text": "When will you resign?"})
    before = asked(council, "select rule, value from labels where post = 'm1'")
    rows = [{**member("dee"), "consented_on": ""}]
    council.must("register", str(write_register(tmp_path / "dee.csv", rows)))

    council.must("collect")

    assert ("ask", "ask") in before
    assert asked(council, "select rule, value from labels where post = 'm1'") == before
