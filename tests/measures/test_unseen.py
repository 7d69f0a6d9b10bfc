"""Unknown is never zero: what wasn't seen is shown as such, with since when and why, wherever a figure would stand."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from connectors.connector import Cursors, PlatformTrouble
from facts import DAY_US, HOUR_US, Account, Page, Seen, Sight, Trouble, Unseen, Window, to_us
from pipelines.collect.collect import collect_all
from pipelines.collect.queue import RetryPolicy
from pipelines.keep.folder import Folder, now_us
from pipelines.measure.unseen import Hole, because, between, holes
from store.archive import Archive
from store.visits import Reason, note_visit, reasons
from tests.commands.test_command_line import member
from tests.small_council import Council, write_register
from wording import nouns

pytestmark = pytest.mark.commands

ANN = Account(id="facebook:ann", member="ann", platform="facebook", handle="ann")
REVOKED = "Facebook no longer takes the Page's token: its time has run out (190, 463)."
SEES = {"facebook": frozenset({Sight.POSTS, Sight.REPLIES})}
EVERYTHING = Window(label="1970-01", kind="month", from_us=0, to_us=31 * DAY_US)


def noticed(why: Unseen, first_day: float, last_day: float, sight: Sight | None = None) -> Reason:
    return Reason(
        account=ANN.id, sight=sight, why=why, first_us=int(first_day * DAY_US), last_us=int(last_day * DAY_US)
    )


def found(reasons: list[Reason], *seen: tuple[int, int], sight: Sight = Sight.POSTS) -> list[tuple[Any, ...]]:
    """Return what wasn't seen of ten days, as (from day, to day, why)."""
    stretches = {(ANN.id, sight): [(start * DAY_US, end * DAY_US) for start, end in seen]}
    missing = holes([ANN], stretches, {ANN.id: reasons}, sees=SEES, from_us=0, to_us=10 * DAY_US)
    return [(hole.from_us / DAY_US, hole.to_us / DAY_US, hole.why) for hole in missing[ANN.id, sight]]


def test_the_gaps_are_what_no_stretch_holds() -> None:
    assert between([(2, 4), (6, 8)], 0, 10) == [(0, 2), (4, 6), (8, 10)]
    assert between([(0, 10)], 0, 10) == []
    assert between([], 3, 5) == [(3, 5)]
    assert between([(-5, 1), (9, 20)], 0, 10) == [(1, 9)]


def test_what_is_missing_since_a_visit_failed_has_that_visits_reason() -> None:
    assert found([noticed(Unseen.TOKEN, 5.1, 10)], (2, 5)) == [(0, 2, None), (5, 10, Unseen.TOKEN)]


def test_a_reason_explains_nothing_from_long_before_it_was_noticed() -> None:
    # A fault yesterday is no reason for a week in which nobody looked.
    assert found([noticed(Unseen.FAULT, 9, 9)], (0, 1)) == [(1, 7, None), (7, 10, Unseen.FAULT)]


def test_what_was_never_seen_has_the_reason_of_the_first_visit() -> None:
    assert found([noticed(Unseen.TOKEN, 9, 9)]) == [(0, 10, Unseen.TOKEN)]


def test_each_reason_lasts_until_another_takes_its_place() -> None:
    fault, token = noticed(Unseen.FAULT, 1.1, 8), noticed(Unseen.TOKEN, 8.5, 10)

    assert found([fault, token], (0, 1)) == [(1, 8.5, Unseen.FAULT), (8.5, 10, Unseen.TOKEN)]


def test_a_lasting_shortfall_is_not_blamed_on_a_fault_of_one_day() -> None:
    names = noticed(Unseen.PERMISSION, 0, 10, Sight.REPLIES)
    fault = noticed(Unseen.FAULT, 9, 9)

    assert found([names, fault], sight=Sight.REPLIES) == [(0, 10, Unseen.PERMISSION)]


def test_a_gap_is_explained_by_the_visit_after_it_and_by_no_later_one() -> None:
    gap = noticed(Unseen.GAP, 6.1, 6.1, Sight.POSTS)

    assert found([gap], (0, 2), (6, 10)) == [(2, 6, Unseen.GAP)]
    assert found([gap], (0, 2), (3, 10)) == [(2, 3, None)]


def test_what_one_sight_lacks_explains_nothing_of_another() -> None:
    assert found([noticed(Unseen.CAP, 1, 10, Sight.REPLIES)], (0, 5)) == [(5, 10, None)]


def test_what_a_platform_cannot_show_is_not_missing() -> None:
    blog = Account(id="blog:a", member="ann", platform="blog", handle="a")

    missing = holes([blog], {}, {}, sees={"blog": frozenset({Sight.POSTS})}, from_us=0, to_us=DAY_US)

    assert set(missing) == {("blog:a", Sight.POSTS)}


def test_a_window_names_the_reason_of_most_that_it_misses_and_none_where_most_is_unknown() -> None:
    def hole(start: int, end: int, why: Unseen | None) -> Hole:
        return Hole(from_us=start * DAY_US, to_us=end * DAY_US, why=why)

    token, gap, outside = hole(0, 5, Unseen.TOKEN), hole(6, 9, Unseen.GAP), hole(40, 90, Unseen.CAP)

    assert because([token, gap, outside], EVERYTHING) is Unseen.TOKEN
    assert because([token, gap, hole(10, 20, None)], EVERYTHING) is None
    assert because([outside], EVERYTHING) is None
    assert all(nouns.unseen(why) for why in Unseen)


def test_reasons_in_a_row_are_one_and_another_begins_anew() -> None:
    def trouble(why: Unseen) -> Trouble:
        return Trouble(what="It is shut.", where=ANN.id, why=why)

    with Archive(":memory:") as archive:
        for day, why in enumerate([Unseen.FAULT, Unseen.FAULT, Unseen.TOKEN, None, Unseen.TOKEN]):
            note_visit(archive, ANN.id, trouble(why) if why else None, now_us=day * DAY_US)
        noted = [(one.why, one.first_us // DAY_US, one.last_us // DAY_US) for one in reasons(archive)[ANN.id]]

    assert noted == [(Unseen.FAULT, 0, 1), (Unseen.TOKEN, 2, 2), (Unseen.TOKEN, 4, 4)]


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
        stretch = (self.shows_until_us - 60 * DAY_US, self.shows_until_us)
        seen = [
            Seen(account=account.id, sight=sight, from_us=stretch[0], to_us=stretch[1]) for sight in self.sees
        ]
        yield Page(account=account.id, seen=seen, token_ends_us=to_us_of("2026-01-01"))
        crowded = "Facebook lists about 600 posts a year."
        odd = Trouble(what=crowded, where=account.id, why=Unseen.CAP, sights=(Sight.POSTS,))
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
        refused = Trouble(what=REVOKED, where="facebook:ann", why=Unseen.TOKEN)
        note_visit(archive, "facebook:ann", refused, now_us=Revoked.shows_until_us + HOUR_US)
        collect_all(folder, archive, accounts, {"facebook": Revoked()}, policy=RetryPolicy(pause_s=0.0))
    council.must("measure")
    return council


def test_a_result_that_is_unknown_says_why(council: Council) -> None:
    shown = {result["measure"]: result for result in council.json("show", "ann")["results"]}

    told = shown["answered-within-a-day"]
    assert (told["outcome"], told["value"]) == ("unknown", None)
    assert told["why"].startswith("only 55% of this time was seen")  # 50 of 90 days
    assert told["why"].endswith(f"; {nouns.unseen(Unseen.TOKEN)}")
    assert "190" not in told["why"]  # what Facebook said of it is for the administrator


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
    assert archive["main.visits"] == archive["main.reasons"] == []
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
