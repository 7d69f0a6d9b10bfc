"""Who is on the register without consent, and the council itself, are looked up once each."""

from pathlib import Path
from typing import cast

from connectors.connector import Connector, PlatformTrouble
from pipelines.collect import know_everybody
from pipelines.folder import Folder
from tests.small_council import Council, write_register
from tests.test_command_line import member


class Directory:
    """A platform that is asked for nothing but lasting ids; `down` fails."""

    def __init__(self, down: str = "") -> None:
        self.down = down
        self.asked: list[str] = []

    def lasting_id(self, handle: str) -> str:
        self.asked.append(handle)
        if handle == self.down:
            raise PlatformTrouble("It is shut.", f"x:{handle}", "Wait.")
        return f"id-of-{handle}"


def council(tmp_path: Path) -> Path:
    people = [member("ann"), member("bob", consented_on="")]
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
    path, directory = council(tmp_path), Directory(down="bob")

    first = run(path, directory)
    directory.down = ""
    second = run(path, directory)

    assert first == ["x:bob: It is shut. Wait."]
    assert second == []
    assert directory.asked.count("bob") == 2
    assert directory.asked.count("ann") == 1
