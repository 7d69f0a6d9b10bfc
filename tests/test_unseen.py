"""Unknown is never zero: what wasn't seen is shown as such, with since when and why, wherever a figure would stand."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from connectors.connector import Cursors, PlatformTrouble
from facts import DAY_US, HOUR_US, Account, Page, Seen, Sight, Trouble, Unseen, Window, to_us
from pipelines.collect import collect_all
from pipelines.folder import Folder, now_us
from pipelines.lane import Patience
from pipelines.unseen import Hole, Visits, between, holes, reason
from store.visits import Shortfall, Visited
from tests.small_council import Council, write_register
from tests.test_command_line import member

ANN = Account(id="facebook:ann", member="ann", platform="facebook", handle="ann")
REVOKED = "Facebook no longer takes the Page's token: its time has run out (190, 463)."


def visited(failing_us: int | None, why: Unseen | None = Unseen.TOKEN, what: str = REVOKED) -> Visited:
    return Visited(
        account=ANN.id,
        tried_us=10 * DAY_US,
        done_us=None,
        failing_us=failing_us,
        why=why,
        what=what,
        todo="",
        token_ends_us=None,
    )


def found(visits: Visits, *seen: tuple[int, int], to_us: int = 10 * DAY_US) -> list[Hole]:
    stretches = {(ANN.id, Sight.POSTS): list(seen)}
    return list(holes([ANN], stretches, visits, from_us=0, to_us=to_us)[ANN.id, Sight.POSTS])


def test_the_gaps_are_what_no_stretch_holds() -> None:
    assert between([(2, 4), (6, 8)], 0, 10) == [(0, 2), (4, 6), (8, 10)]
    assert between([(0, 10)], 0, 10) == []
    assert between([], 3, 5) == [(3, 5)]
    assert between([(-5, 1), (9, 20)], 0, 10) == [(1, 9)]


def test_what_is_missing_up_to_now_has_the_last_visits_reason() -> None:
    visits = Visits(last={ANN.id: visited(failing_us=6 * DAY_US)})

    [first, last] = found(visits, (2 * DAY_US, 5 * DAY_US))

    assert (first.why, first.what) == (None, "")  # two days before anybody asked: nothing is known of them
    assert (last.from_us, last.to_us) == (5 * DAY_US, 10 * DAY_US)
    assert (last.why, last.what) == (Unseen.TOKEN, REVOKED.rstrip("."))


def test_a_gap_has_the_reason_that_the_visit_after_it_noticed() -> None:
    cap = Shortfall(
        account=ANN.id,
        first_us=5 * DAY_US + HOUR_US,
        last_us=9 * DAY_US,
        why=Unseen.CAP,
        what="More than X shows.",
    )
    visits = Visits(last={ANN.id: visited(None, None, "")}, shortfalls={ANN.id: [cap]})

    [gap] = found(visits, (0, 4 * DAY_US), (5 * DAY_US, 10 * DAY_US))
    [earlier] = found(visits, (0, DAY_US), (2 * DAY_US, 10 * DAY_US))

    assert (gap.why, gap.what) == (Unseen.CAP, "More than X shows")
    assert earlier.why is None  # noticed three days later: of something else


def test_a_window_names_the_reason_of_the_longest_stretch_that_it_misses() -> None:
    month = Window(label="1970-01", kind="month", from_us=0, to_us=31 * DAY_US)
    short = Hole(from_us=0, to_us=DAY_US, why=Unseen.GAP, what="It passed out of reach")
    long = Hole(from_us=5 * DAY_US, to_us=9 * DAY_US, why=Unseen.CAP, what="More than X shows")
    outside = Hole(from_us=40 * DAY_US, to_us=90 * DAY_US, why=Unseen.TOKEN, what="No token")
    nameless = Hole(from_us=10 * DAY_US, to_us=30 * DAY_US, why=None, what="")

    assert reason([short, long, outside, nameless], month) == "More than X shows"
    assert reason([outside, nameless], month) == ""


class Revoked:
    """Facebook: shows a month, then takes the token no longer."""

    platform = "facebook"
    sees = frozenset({Sight.POSTS, Sight.REPLIES})
    calls = 0
    shows_until_us = now_us() - 40 * DAY_US

    def lasting_id(self, handle: str) -> str:
        return handle

    def server_of(self, account: Account) -> str:
        return "graph.example"

    def close(self) -> None:
        pass

    def pages(self, account: Account, cursors: Cursors, now_us: int) -> Iterator[Page]:
        stretch = (self.shows_until_us - 30 * DAY_US, self.shows_until_us)
        seen = [
            Seen(account=account.id, sight=sight, from_us=stretch[0], to_us=stretch[1]) for sight in self.sees
        ]
        yield Page(account=account.id, seen=seen, token_ends_us=to_us_of("2026-01-01"))
        odd = Trouble(what="Facebook lists about 600 posts a year.", where=account.id, why=Unseen.CAP)
        yield Page(account=account.id, troubles=[odd])
        raise PlatformTrouble(REVOKED, account.id, "Ask the member to grant access anew.", why=Unseen.TOKEN)


def to_us_of(day: str) -> int:
    from datetime import datetime

    return to_us(datetime.fromisoformat(f"{day}T00:00:00Z"))


@pytest.fixture
def council(tmp_path: Path) -> Council:
    council = Council(tmp_path / "data")
    rows = [member("ann", platform="facebook", consented_on="2025-01-05")]
    council.must("register", str(write_register(tmp_path / "register.csv", rows)))
    council.run("token", "--account", "facebook:ann", typed="EAAG-planted")
    folder = Folder(council.path)
    with folder.archive() as archive:
        accounts = list(folder.live_accounts().values())
        collect_all(folder, archive, accounts, {"facebook": Revoked()}, patience=Patience(pause_s=0.0))
    council.must("measure")
    return council


def test_a_result_that_is_unknown_says_why(council: Council) -> None:
    shown = {result["measure"]: result for result in council.json("show", "ann")["results"]}

    told = shown["answered-within-a-day"]
    assert (told["outcome"], told["value"]) == ("unknown", None)
    assert told["why"].startswith("only 33% of this time was seen")  # 30 of 90 days
    assert told["why"].endswith(f". {REVOKED.rstrip('.')}")


def test_doctor_names_the_trouble_the_token_and_the_next_step(council: Council) -> None:
    done = council.run("doctor", "--json")
    [account] = json.loads(done.stdout)["accounts"]

    assert (account["token"], account["token_state"]) == (True, "no longer taken")
    assert (account["ails"], account["last_collected_at"]) == (REVOKED, None)
    assert account["next_step"] == f"{REVOKED} Ask the member to grant access anew."


def test_what_is_noted_of_visits_goes_with_the_consent(council: Council) -> None:
    council.must("withdraw", "--account", "facebook:ann", "--by", "Ann")
    council.run("measure")

    archive = council.archive()
    published = council.published()
    assert archive["main.visits"] == archive["main.shortfalls"] == []
    assert published["main.visits"] == published["main.unseen"] == []


def test_the_reason_survives_until_a_visit_ends_well(council: Council) -> None:
    class Mended(Revoked):
        """Facebook once the member has granted access anew: it shows all that had been missing."""

        def pages(self, account: Account, cursors: Cursors, now_us: int) -> Iterator[Page]:
            seen = [
                Seen(account=account.id, sight=sight, from_us=self.shows_until_us, to_us=now_us)
                for sight in self.sees
            ]
            yield Page(account=account.id, seen=seen)

    folder = Folder(council.path)
    with folder.archive() as archive:
        collect_all(folder, archive, list(folder.live_accounts().values()), {"facebook": Mended()})
    council.must("measure")

    shown = {result["measure"]: result for result in council.json("show", "ann")["results"]}
    assert shown["longest-silence"]["why"] is None or "token" not in shown["longest-silence"]["why"]
    [account] = json.loads(council.run("doctor", "--json").stdout)["accounts"]
    assert account["ails"] is None
    assert account["last_collected_at"] is not None
