"""Who is on the register without consent, and the council itself, are looked up once each."""

from pathlib import Path
from typing import cast

import pytest

from connectors.connector import Connector, PlatformTrouble
from facts import Unseen
from pipelines.collect.known_people import know_everybody
from pipelines.keep.folder import Folder
from tests.commands.test_command_line import member
from tests.small_council import Council, write_register


class Directory:
    """A platform that is asked for nothing but lasting ids; of `down` it has a fault."""

    def __init__(self, *down: str, why: Unseen = Unseen.FAULT) -> None:
        self.down, self.why = down, why
        self.asked: list[str] = []

    def lasting_id(self, handle: str) -> str:
        self.asked.append(handle)
        if handle in self.down:
            raise PlatformTrouble("It is shut.", f"x:{handle}", "Nothing is lost.", why=self.why)
        return f"id-of-{handle}"


def council(tmp_path: Path, *without_consent: str) -> Path:
    people = [member("ann"), *(member(name, consented_on="") for name in ("bob", *without_consent))]
    here = Council(tmp_path / "data")
    here.must("register", str(write_register(tmp_path / "register.csv", people)))
    (here.path / "settings.toml").write_text('council_accounts = ["x:anytown"]', encoding="utf-8")
    return here.path


def run(path: Path, directory: Directory) -> list[str]:
    return [str(one) for one in know_everybody(Folder(path), {"x": cast("Connector", directory)})]


def test_who_has_not_consented_and_the_council_are_looked_up_once_each(tmp_path: Path) -> None:
    path, directory = council(tmp_path), Directory()

    troubles = [run(path, directory) for _ in range(3)]

    assert troubles == [[], [], []]
    assert sorted(directory.asked) == ["ann", "anytown", "bob"]
    known, folder = Folder(path).on_register(), Folder(path)
    assert {folder.keyed("x", f"id-of-{who}")[0] for who in ("ann", "bob", "anytown")} <= known


def test_who_could_not_be_looked_up_is_asked_for_again(tmp_path: Path) -> None:
    path, directory = council(tmp_path), Directory("bob")

    first = run(path, directory)
    directory.down = ()
    second = run(path, directory)

    [told] = first
    assert told.startswith("x:bob: It is shut. Until its lasting id is known it is known by its handle alone")
    assert told.endswith("The next run asks again.")
    assert "Nothing is lost" not in told
    assert second == []
    assert directory.asked.count("bob") == 2
    assert directory.asked.count("ann") == 1


def test_one_fault_stops_nobody_elses_look_up(tmp_path: Path) -> None:
    path, directory = council(tmp_path, "cat", "dan"), Directory("bob", "cat")

    run(path, directory)

    assert sorted(directory.asked) == ["ann", "anytown", "bob", "cat", "dan"]
    assert Folder(path).keyed("x", "id-of-dan")[0] in Folder(path).on_register()


def test_a_platform_that_is_down_is_left_alone_and_everybody_left_out_is_spoken_of(tmp_path: Path) -> None:
    names = [f"m{number}" for number in range(9)]
    path, directory = council(tmp_path, *names), Directory("ann", "bob", "anytown", *names)

    told = run(path, directory)

    assert len(directory.asked) == 5
    assert len(told) == 6
    assert told[-1].startswith("x: 7 more accounts weren't looked up")


def test_a_platform_that_asks_us_to_slow_down_is_asked_no_more(tmp_path: Path) -> None:
    path, directory = council(tmp_path, "cat"), Directory("ann", "bob", "cat", why=Unseen.LIMIT)

    told = run(path, directory)

    assert len(directory.asked) == 1
    assert told[-1].startswith("x: 3 more accounts weren't looked up")


class Tokens:
    """A platform that tells nothing without a token, but for numbers."""

    def lasting_id(self, handle: str) -> str:
        if handle.isdecimal():
            return handle
        raise PlatformTrouble("Nothing is granted.", f"facebook:{handle}", "Ask.", why=Unseen.TOKEN)


def test_whose_page_nobody_can_tell_is_said_in_every_run_until_its_number_is_there(tmp_path: Path) -> None:
    here = Council(tmp_path / "data")
    jo = member("jo", platform="facebook", consented_on="")
    here.must("register", str(write_register(tmp_path / "r.csv", [jo, member("kim", platform="facebook")])))

    def said() -> list[str]:
        facebook = {"facebook": cast("Connector", Tokens())}
        return [str(one) for one in know_everybody(Folder(here.path), facebook)]

    first, second = said(), said()
    here.must("register", str(write_register(tmp_path / "r.csv", [{**jo, "handle": "12345"}])))
    here.must("erase", "--account", "facebook:jo")

    assert first == second
    [told] = first  # of Kim the token is asked for elsewhere
    assert told.startswith("facebook:jo: Its Page's number isn't known")
    assert "erase --account facebook:jo" in told
    assert said() == []
    assert Folder(here.path).keyed("facebook", "12345")[0] in Folder(here.path).on_register()


@pytest.mark.parametrize("going", [("withdraw", "--account", "facebook:kim"), ("erase", "--member", "kim")])
def test_whoever_goes_before_their_page_was_known_is_told_of(tmp_path: Path, going: tuple[str, ...]) -> None:
    here = Council(tmp_path / "data")
    kim = member("kim", platform="facebook")
    here.must("register", str(write_register(tmp_path / "r.csv", [kim])))
    known = Council(tmp_path / "known")
    number = {**kim, "handle": "12345", "consented_on": ""}
    known.must("register", str(write_register(tmp_path / "r.csv", [kim, number])))

    said, unsaid = here.run(*going), known.run(*going)

    assert "facebook:kim: Its Page's number isn't known" in said.stderr
    assert "Register the Page by its number" in said.stderr
    assert "number isn't known" not in unsaid.stderr


def test_a_lasting_id_is_noted_with_its_name_or_not_at_all(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Else whoever is killed between the two makes a resident of a member, for good."""
    folder = Folder(council(tmp_path))
    account = folder.live_accounts()["x:ann"]

    def full(*_: object) -> None:
        raise OSError("The disk is full.")

    monkeypatch.setattr("store.desk.upsert", full)
    with pytest.raises(OSError, match="full"):
        folder.note_profile(account, platform_id="7", handle="ann")

    assert folder.live_accounts()["x:ann"].platform_id == account.platform_id != "7"


def test_a_name_that_was_lost_beside_its_id_is_noted_again(tmp_path: Path) -> None:
    path = council(tmp_path)
    folder = Folder(path)
    folder.desk.note_profile("x:ann", platform_id="7", handle="ann", names=[])
    assert folder.keyed("x", "7")[0] not in folder.on_register()

    run(path, Directory())

    assert folder.keyed("x", "7")[0] in Folder(path).on_register()
