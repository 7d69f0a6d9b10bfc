"""Collecting, whatever the platform: consent is asked for before each fetch, one account never stops another."""

from collections.abc import Iterator
from pathlib import Path

from connectors.connector import Cursors, PlatformTrouble
from facts import Account, Page, Sight
from pipelines.collect import collect_all
from pipelines.folder import Folder
from tests.small_council import Council, write_register
from tests.test_command_line import member


class Scripted:
    """A platform that yields empty pages, and does something in between."""

    platform = "x"
    sees = frozenset({Sight.POSTS})
    calls = 0

    def __init__(self, folder: Folder, withdraws: str = "", refuses: str = "") -> None:
        self.folder, self.withdraws, self.refuses = folder, withdraws, refuses
        self.fetched: list[str] = []

    def lasting_id(self, handle: str) -> str:
        return handle

    def close(self) -> None:
        pass

    def pages(self, account: Account, cursors: Cursors, now_us: int) -> Iterator[Page]:
        for _ in range(3):
            self.fetched.append(account.id)
            if account.id == self.refuses:
                raise PlatformTrouble("It is shut.", account.id, "Wait.")
            if self.withdraws:
                self.folder.desk.withdraw(self.withdraws, now_us=now_us, by="Ann")
            yield Page(account=account.id)


def folder(tmp_path: Path) -> Folder:
    council = Council(tmp_path / "data")
    council.must("register", str(write_register(tmp_path / "register.csv", [member("ann"), member("bob")])))
    return Folder(council.path)


def test_consent_that_ends_while_collecting_stops_the_next_fetch(tmp_path: Path) -> None:
    council = folder(tmp_path)
    platform = Scripted(council, withdraws="x:bob")
    accounts = list(council.live_accounts().values())

    with council.archive() as archive:
        ann, bob = collect_all(council, archive, accounts, {"x": platform})

    assert platform.fetched == ["x:ann"] * 3  # and not one of bob's
    assert (ann.said, bob.said) == ("done", "consent ended meanwhile")


def test_consent_that_ends_between_two_pages_stops_there(tmp_path: Path) -> None:
    council = folder(tmp_path)
    platform = Scripted(council, withdraws="x:ann")

    with council.archive() as archive:
        collect_all(council, archive, list(council.live_accounts().values()), {"x": platform})

    assert platform.fetched == ["x:ann"] + ["x:bob"] * 3


def test_an_account_in_trouble_stops_no_other(tmp_path: Path) -> None:
    council = folder(tmp_path)
    platform = Scripted(council, refuses="x:ann")

    with council.archive() as archive:
        ann, bob = collect_all(council, archive, list(council.live_accounts().values()), {"x": platform})

    assert (ann.said, [str(one) for one in ann.troubles]) == ("not finished", ["x:ann: It is shut. Wait."])
    assert (bob.said, bob.troubles) == ("done", [])
