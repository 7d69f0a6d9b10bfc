"""A member's token: sealed, never shown, gone with the consent."""

from pathlib import Path

import pytest

from pipelines.keep.folder import Folder
from store.trouble import StoreTrouble
from tests.commands.test_command_line import member
from tests.small_council import Council, write_register

TOKEN = "EAAG-planted-0123456789abcdef"


@pytest.fixture
def council(tmp_path: Path) -> Council:
    council = Council(tmp_path / "data")
    council.must("register", str(write_register(tmp_path / "register.csv", [member("ann"), member("bob")])))
    return council


def test_a_token_is_sealed_and_never_shown(council: Council) -> None:
    done = council.run("token", "--account", "x:ann", typed=f"{TOKEN}\n")

    assert (done.exit_code, done.stdout) == (0, "The token of x:ann is noted.\n")
    assert TOKEN not in done.output
    assert Folder(council.path).token("x:ann") == TOKEN
    assert Folder(council.path).token("x:bob") is None
    assert council.bytes_of(TOKEN) == {}


def test_a_new_token_takes_the_place_of_the_old_one(council: Council) -> None:
    for told in ("first-token", TOKEN):
        council.run("token", "--account", "x:ann", typed=told)

    assert Folder(council.path).token("x:ann") == TOKEN


@pytest.mark.parametrize("told", ["", "\n", "two words", "two\nlines", "ŵ", "x" * 5000])
def test_what_is_no_token_is_refused_without_repeating_it(council: Council, told: str) -> None:
    done = council.run("token", "--account", "x:ann", typed=told)

    assert done.exit_code == 2
    assert len(done.stderr.splitlines()) == 1
    assert not told.strip() or told.strip() not in done.stderr
    assert Folder(council.path).token("x:ann") is None


def test_only_an_account_with_a_live_consent_has_a_token(council: Council) -> None:
    assert council.run("token", "--account", "x:nobody", typed=TOKEN).exit_code == 1


@pytest.mark.parametrize(
    "ends",
    [
        ["token", "--account", "x:ann", "--forget"],
        ["withdraw", "--account", "x:ann"],
        ["erase", "--member", "ann"],
    ],
)
def test_a_token_goes_with_the_consent(council: Council, ends: list[str]) -> None:
    council.run("token", "--account", "x:ann", typed=TOKEN)
    sealed = Folder(council.path).desk.sealed_token("x:ann") or "none"

    council.must(*ends)

    assert Folder(council.path).token("x:ann") is None
    assert council.bytes_of(sealed) == {}


def test_a_token_of_another_key_says_so(council: Council) -> None:
    council.run("token", "--account", "x:ann", typed=TOKEN)
    (council.path / "key").write_text("ab" * 32, encoding="ascii")

    with pytest.raises(StoreTrouble, match="key in this data folder belongs to another"):
        Folder(council.path).token("x:ann")
