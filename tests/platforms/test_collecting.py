"""Collecting, whatever the platform: consent is asked for before each fetch, one account never stops another."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from threading import Barrier

import pytest

from connectors.connector import Cursors, PlatformTrouble
from facts import Account, Page, Sight, Unseen
from pipelines.collect.collect import clocks_off, collect_all
from pipelines.collect.queue import RetryPolicy
from pipelines.collect.visit import Collected
from pipelines.keep.folder import Folder
from store.trouble import StoreTrouble
from store.visits import reasons, visits
from tests.commands.test_command_line import member
from tests.small_council import Council, write_register
from wording import nouns

AT_ONCE = RetryPolicy(pause_s=0.0)


class Scripted:
    """A platform that yields three empty pages an account, and does something in between."""

    sees = frozenset({Sight.POSTS})
    calls = 0
    clock_off_s = 0.0

    def __init__(
        self,
        folder: Folder,
        *,
        platform: str = "x",
        withdraws: str = "",
        refuses: dict[str, PlatformTrouble] | None = None,
        failing: Callable[[int], PlatformTrouble | None] = lambda call: None,
        waits_for: Barrier | None = None,
    ) -> None:
        self.folder, self.platform, self.withdraws = folder, platform, withdraws
        self.refuses, self.failing, self.waits_for = refuses or {}, failing, waits_for
        self.fetched: list[str] = []
        self.moments: list[int] = []

    def lasting_id(self, handle: str) -> str:
        return handle

    def server_of(self, account: Account) -> str:
        return f"{self.platform}.example"

    def close(self) -> None:
        pass

    def pages(self, account: Account, cursors: Cursors, now_us: int) -> Iterator[Page]:
        self.moments.append(now_us)
        for number in range(int(cursors.get("done", "0")), 3):
            self.fetched.append(account.id)
            if self.waits_for:
                self.waits_for.wait(timeout=10)
            if trouble := self.refuses.get(account.id) or self.failing(len(self.fetched)):
                raise trouble
            if self.withdraws:
                self.folder.desk.withdraw(self.withdraws, now_us=now_us, by="Ann")
            yield Page(account=account.id, cursors={"done": str(number + 1)})


def folder(tmp_path: Path, *handles: str) -> Folder:
    council = Council(tmp_path / "data")
    rows = [member(handle) for handle in handles or ("ann", "bob")]
    council.must("register", str(write_register(tmp_path / "register.csv", rows)))
    return Folder(council.path)


def collect(council: Folder, *platforms: Scripted, patience: RetryPolicy = AT_ONCE) -> dict[str, Collected]:
    """Collect every account of these platforms. Return what each visit brought, by account."""
    accounts = list(council.live_accounts().values())
    with council.archive() as archive:
        done = collect_all(
            council, archive, accounts, {one.platform: one for one in platforms}, policy=patience
        )
    return {one.account: one for one in done}


def fault(account: str = "", *, after_s: float | None = None) -> PlatformTrouble:
    again_at = None if after_s is None else datetime.now(UTC) + timedelta(seconds=after_s)
    why = Unseen.FAULT if after_s is None else Unseen.LIMIT
    return PlatformTrouble("It is shut.", account, "Wait.", again_at, why=why)


def test_consent_that_ends_while_collecting_stops_the_next_fetch(tmp_path: Path) -> None:
    council = folder(tmp_path)
    platform = Scripted(council, withdraws="x:bob")

    done = collect(council, platform)

    assert platform.fetched == ["x:ann"] * 3  # and not one of bob's
    assert (done["x:ann"].said, done["x:bob"].said) == ("done", "consent ended meanwhile")


def test_consent_that_ends_between_two_pages_stops_there(tmp_path: Path) -> None:
    council = folder(tmp_path)
    platform = Scripted(council, withdraws="x:ann")

    collect(council, platform)

    assert platform.fetched == ["x:ann"] + ["x:bob"] * 3


def test_an_account_in_trouble_stops_no_other(tmp_path: Path) -> None:
    council = folder(tmp_path)
    refused = PlatformTrouble("It is shut.", "x:ann", "Ask for a token.", why=Unseen.TOKEN)
    platform = Scripted(council, refuses={"x:ann": refused})

    done = collect(council, platform)

    assert done["x:ann"].said == f"not finished: {nouns.unseen(Unseen.TOKEN)}"
    assert [str(one) for one in done["x:ann"].troubles] == ["x:ann: It is shut. Ask for a token."]
    assert (done["x:bob"].said, done["x:bob"].troubles) == ("done", [])


def test_what_cannot_pass_by_itself_is_asked_once(tmp_path: Path) -> None:
    council = folder(tmp_path)
    gone = PlatformTrouble("It is gone.", "x:ann", "Withdraw it.", why=Unseen.GONE)
    platform = Scripted(council, refuses={"x:ann": gone})

    collect(council, platform)

    assert platform.fetched.count("x:ann") == 1


def test_a_visit_that_failed_goes_on_in_the_same_run_as_of_the_same_moment(tmp_path: Path) -> None:
    council = folder(tmp_path, "ann")
    platform = Scripted(council, failing=lambda call: fault() if call in (1, 3, 4) else None)

    done = collect(council, platform)

    # a failed call, a page, two failed calls, two pages: no page is fetched twice
    assert (done["x:ann"].said, done["x:ann"].troubles) == ("done", [])
    assert len(platform.fetched) == 3 + 3
    assert len(set(platform.moments)) == 1


def test_an_account_that_brings_nothing_new_is_left_after_three_tries(tmp_path: Path) -> None:
    council = folder(tmp_path)
    platform = Scripted(council, refuses={"x:ann": fault("x:ann")})

    done = collect(council, platform)

    assert platform.fetched.count("x:ann") == 3
    assert done["x:ann"].said == f"not finished: {nouns.unseen(Unseen.FAULT)}"
    assert [str(one) for one in done["x:ann"].troubles] == ["x:ann: It is shut. Wait."]
    assert done["x:bob"].said == "done"


def test_a_server_that_fails_for_everybody_is_left_alone_and_each_account_told(tmp_path: Path) -> None:
    council = folder(tmp_path, *(f"cllr{number:02}" for number in range(20)))
    platform = Scripted(council, failing=lambda _: fault())

    done = collect(council, platform)

    assert len(platform.fetched) == 5
    assert {one.said for one in done.values()} == {f"not finished: {nouns.unseen(Unseen.FAULT)}"}
    assert all(len(one.troubles) == 1 for one in done.values())


def test_a_moment_that_a_platform_names_is_waited_for_if_it_is_near(tmp_path: Path) -> None:
    council = folder(tmp_path, "ann")
    platform = Scripted(council, failing=lambda call: fault(after_s=0.3) if call == 2 else None)

    began = datetime.now(UTC)
    done = collect(council, platform)

    assert done["x:ann"].said == "done"
    assert datetime.now(UTC) - began >= timedelta(seconds=0.3)


def test_a_moment_that_is_far_is_left_to_the_next_run_and_others_are_not_kept_waiting(tmp_path: Path) -> None:
    council = folder(tmp_path)
    platform = Scripted(council, refuses={"x:ann": fault("x:ann", after_s=900)})

    done = collect(council, platform)

    assert done["x:ann"].said == f"not finished: {nouns.unseen(Unseen.LIMIT)}"
    assert "Try again after" in str(done["x:ann"].troubles[0])
    assert (done["x:bob"].said, platform.fetched.count("x:ann")) == ("done", 1)


@pytest.mark.parametrize(
    ("off_s", "words"),
    [
        (0.0, []),
        (90.0, []),
        (780.0, ["13 minutes ahead of its own"]),
        (-3600.0, ["60 minutes behind its own"]),
    ],
)
def test_a_clock_that_is_off_is_said_once_a_platform(tmp_path: Path, off_s: float, words: list[str]) -> None:
    platform = Scripted(folder(tmp_path))
    platform.clock_off_s = off_s

    told = [str(trouble) for trouble in clocks_off({"x": platform})]

    assert [one for one in told if not any(word in one for word in words)] == []
    assert len(told) == len(words)


def test_platforms_are_visited_side_by_side(tmp_path: Path) -> None:
    council = Council(tmp_path / "data")
    rows = [member("ann"), {**member("ann"), "platform": "bluesky"}]
    council.must("register", str(write_register(tmp_path / "register.csv", rows)))
    both = Barrier(2)  # each page waits until the other platform asks too
    opened = Folder(council.path)

    platforms = [Scripted(opened, platform=name, waits_for=both) for name in ("x", "bluesky")]
    done = collect(opened, *platforms)

    assert {one.said for one in done.values()} == {"done"}


def test_what_breaks_the_archive_ends_every_platform_and_is_said(tmp_path: Path) -> None:
    council = Council(tmp_path / "data")
    rows = [member("ann"), {**member("ann"), "platform": "bluesky"}]
    council.must("register", str(write_register(tmp_path / "register.csv", rows)))
    opened = Folder(council.path)

    def full(call: int) -> None:
        raise StoreTrouble("The disk is full.")

    broken = Scripted(opened, platform="bluesky", failing=full)
    waiting = Scripted(opened, refuses={"x:ann": fault(after_s=30)})

    began = datetime.now(UTC)
    with pytest.raises(StoreTrouble, match="The disk is full"):
        collect(opened, broken, waiting)

    assert datetime.now(UTC) - began < timedelta(seconds=10)


def test_a_run_that_is_stopped_notes_nothing_of_what_it_did_not_finish(tmp_path: Path) -> None:
    council = folder(tmp_path, "ann", "bob", "cat")
    platform = Scripted(council)

    def stopping(call: int) -> None:
        if platform.fetched[-1] == "x:bob":
            raise KeyboardInterrupt

    platform.failing = stopping
    with pytest.raises(KeyboardInterrupt):
        collect(council, platform)

    with council.archive() as archive:
        noted = visits(archive)
        told = reasons(archive)
    assert set(noted) == {"x:ann"}
    assert told == {}


def test_whoever_was_not_reached_in_one_run_comes_first_in_the_next(tmp_path: Path) -> None:
    council = folder(tmp_path, *(f"cllr{number}" for number in range(8)))
    sick = {f"x:cllr{number}": fault() for number in range(5)}

    first, second = (Scripted(council, refuses=sick) for _ in range(2))
    collect(council, first)
    done = collect(council, second)

    assert "x:cllr7" not in first.fetched  # five accounts in a row failed
    assert [done[f"x:cllr{number}"].said for number in (5, 6, 7)] == ["done"] * 3


def test_what_is_said_of_an_account_left_alone_names_what_happened(tmp_path: Path) -> None:
    council = folder(tmp_path, *(f"cllr{number}" for number in range(7)))

    done = collect(council, Scripted(council, failing=lambda _: fault()))

    assert [str(one) for one in done["x:cllr6"].troubles] == [
        "x:cllr6: It is shut. It was left alone for this run. Nothing is lost: the next run goes on from here."
    ]


def test_another_servers_fault_is_not_held_against_the_one_that_is_asked(tmp_path: Path) -> None:
    council = folder(tmp_path, *(f"cllr{number}" for number in range(8)))
    elsewhere = fault()
    elsewhere.server = "a.members.own.example"
    platform = Scripted(council, refuses={f"x:cllr{number}": elsewhere for number in range(6)})

    done = collect(council, platform)

    assert {done[f"x:cllr{number}"].said for number in (6, 7)} == {"done"}
