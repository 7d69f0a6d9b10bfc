"""What may be shown of a run that was published: all of it, less everything whose consent isn't live now.

The same for the page and the command line, so that a withdrawal hides at once, before anything is measured again.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from facts import DAY_US, Account, Outcome
from store.published import Published, Row

CONSENT_ENDED = {"code": "consent-ended"}  # after the figures were worked out
SEEN_LATELY_US = DAY_US  # seen within a day of the run: what waited then waits now, as far as anybody can say


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """A member as may be shown: only accounts with a live consent."""

    id: str
    name: str
    ward: str
    area: str = ""
    accounts: tuple[Row, ...]


class Showing:
    """One run: its file for everybody first, then, where it may be seen, the one for members' own eyes."""

    def __init__(self, files: Sequence[Published], live: Mapping[str, Account]) -> None:
        self.published, self.files, self.live = files[0], files, live
        accounts = self.published.accounts()
        # Members whose published figures rest on an account that has been withdrawn since.
        self.touched = {row["member"] for row in accounts if row["account"] not in live}
        self.people = self._people([row for row in accounts if row["account"] in live])

    def results(self, label: str, member: str | None = None) -> list[Row]:
        """Return results of a window; those that rest on a withdrawn account say so and hold no number."""
        rows = [
            row for file in self.files for row in file.results(member, label) if row["member"] in self.people
        ]
        return [_hushed(row) if row["member"] in self.touched else row for row in rows]

    def series(self, member: str, measure: str | None) -> list[Row]:
        """Return a member's past months and weeks, none when they rest on a withdrawn account."""
        if member in self.touched or member not in self.people:
            return []
        return [row for file in self.files for row in file.series(member, measure)]

    def occasions(self, member: str, measure: str, label: str) -> list[Row]:
        """Return the rows behind a result; of a member with a withdrawn account, only those still to be shown.

        One whose answer was given from the withdrawn account tells of it, whatever it answers.
        """
        rows = [row for file in self.files for row in file.occasions(member, measure, label)]
        if member not in self.touched:
            return rows
        shown = self.messages({row[name] for row in rows for name in ("post", "answer") if row[name]})
        return [row for row in rows if self._stays(row, shown)]

    def _stays(self, row: Row, shown: Mapping[str, Row]) -> bool:
        """Say whether an occasion is of nothing but live accounts. What a profile said names its account."""
        if row["post"] is None and row["reason"].get("account") in self.live:
            return True
        return row["post"] in shown and (not row["answer"] or row["answer"] in shown)

    def messages(self, posts: set[str]) -> dict[str, Row]:
        """Return these messages, by id, if they belong to a live account."""
        rows = [row for file in self.files for row in file.messages(sorted(posts))] if posts else []
        return {row["post"]: row for row in rows if row["account"] in self.live}

    def coverage(self, member: str, label: str) -> list[Row]:
        """Return how much of a window was seen of each live account."""
        return [row for row in self.published.coverage(member, label) if row["account"] in self.live]

    def waiting(
        self,
        member: str | None,
        *,
        group: str | None,
        marked: list[str],
        put_back: list[str],
        seen_us: int,
        limit: int,
        offset: int,
    ) -> list[Row]:
        """Return a page of the open asks put to live accounts, of one group or all, each with its `message`."""
        rows = self.published.waiting(
            self._accounts(member),
            group=group,
            marked=marked,
            put_back=put_back,
            seen_us=seen_us,
            limit=limit,
            offset=offset,
        )
        messages = self.messages({row["post"] for row in rows})
        return [{**row, "message": messages.get(row["post"])} for row in rows]

    def waiting_counts(
        self, member: str | None, *, marked: list[str], put_back: list[str], seen_us: int
    ) -> list[Row]:
        """Return how many open asks of each group were put to live accounts, by member who has any."""
        return self.published.waiting_counts(
            self._accounts(member), marked=marked, put_back=put_back, seen_us=seen_us
        )

    @property
    def seen_us(self) -> int:
        """Return since when an account must have been seen for anybody to say of it who waits."""
        return int(self.published.meta()["as_of_us"]) - SEEN_LATELY_US

    def open_asks(self, posts: set[str]) -> dict[str, str]:
        """Return which of these posts are open asks, and whether they are new, waiting or closed."""
        return {row["post"]: row["state"] for row in self.published.open_asks(sorted(posts))}

    def unseen(self, member: str, label: str) -> list[Row]:
        """Return which stretches of a window weren't seen of each live account, and why."""
        return [row for row in self.published.unseen(member, label) if row["account"] in self.live]

    def _accounts(self, member: str | None) -> list[str]:
        chosen = [person for person in self.people.values() if member in (None, person.id)]
        return [account["account"] for person in chosen for account in person.accounts]

    def _people(self, accounts: list[Row]) -> dict[str, Person]:
        found = {}
        for row in self.published.members():
            own = tuple(account for account in accounts if account["member"] == row["member"])
            if own:
                found[row["member"]] = Person(
                    id=row["member"], name=row["name"], ward=row["ward"], area=row["area"], accounts=own
                )
        return found


def _hushed(row: Row) -> Row:
    nothing: Row = {"value": None, "low": None, "high": None, "n": None, "met": None, "counts": {}}
    return {**row, **nothing, "outcome": Outcome.UNKNOWN.value, "reason": CONSENT_ENDED}
