"""Read what was published: one finished run, never changed afterwards (tables in published.sql).

A `Published` stays with the file it opened: open both anew for each look at a page (`Published.both`), so that a
page never mixes two runs.
"""

from store.opened import CannotBeRead, Row
from store.published_file import NothingPublished, PublishedFile

__all__ = ["CannotBeRead", "NothingPublished", "Published", "Row"]


class Published(PublishedFile):
    """The results of the current run. With `own`, those that are for each member's eyes only."""

    def meta(self) -> dict[str, str]:
        """Return what is known about the run, by name."""
        return {row["name"]: row["value"] for row in self._rows("select name, value from meta")}

    def definitions(self) -> list[Row]:
        """Return by which version of its definition each measure was worked out, and since when that is in force."""
        return self._rows("select measure, version, since from definitions order by measure")

    def members(self) -> list[Row]:
        """Return the members of this run."""
        return self._rows("select member, name, ward from members order by member")

    def accounts(self) -> list[Row]:
        """Return each account, what was known of it at the run's moment, and what ailed its last visit."""
        return self._rows(
            "select accounts.account, member, platform, handle, state, last_act_us, first_seen_us, last_seen_us,"
            " quiet_bar_days, coalesce(what, '') as what"
            " from accounts left join visits on visits.account = accounts.account order by accounts.account"
        )

    def visits(self) -> list[Row]:
        """Return how the last visit to each account went."""
        return self._rows(
            "select account, tried_us, done_us, why, what, token_ends_us from visits order by account"
        )

    def unseen(self, member: str, label: str) -> list[Row]:
        """Return which stretches of a window weren't seen of a member's accounts, and why, in order of time."""
        return self._rows(
            "select unseen.account, sight, greatest(unseen.from_us, windows.from_us) as from_us,"
            " least(unseen.to_us, windows.to_us) as to_us, why, what from unseen join windows"
            " on unseen.from_us < windows.to_us and unseen.to_us > windows.from_us"
            " where member = $1 and windows.label = $2 order by unseen.account, sight, unseen.from_us",
            [member, label],
        )

    def windows(self) -> list[Row]:
        """Return every window there are results for, oldest first."""
        return self._rows("select label, kind, from_us, to_us from windows order by kind, from_us")

    def results(self, member: str | None = None, label: str | None = None) -> list[Row]:
        """Return results, of one member or one window where these are given; `counts` as a dictionary."""
        return self._rows(
            "select member, measure, version, label, outcome, value, low, high, n, met, unit, why, counts"
            " from results where ($1 is null or member = $1) and ($2 is null or label = $2)"
            " order by member, measure",
            [member, label],
        )

    def occasions(self, member: str, measure: str, label: str) -> list[Row]:
        """Return the rows one result was summed up from, and what was left out, in order of time."""
        return self._rows(
            "select happened_us, post, answer, met, value, why, left_out from occasions"
            " where member = $1 and measure = $2 and label = $3 order by happened_us, post",
            [member, measure, label],
        )

    def ended_silences(self, measure: str, label: str, at_least_days: float) -> list[Row]:
        """Return the long silences that an act ended, newest first: (member, happened_us, answer, value)."""
        return self._rows(
            "select member, happened_us, answer, value from occasions where measure = $1 and label = $2"
            " and value >= $3 and answer is not null and not left_out order by happened_us desc",
            [measure, label, at_least_days],
        )

    def messages(self, posts: list[str]) -> list[Row]:
        """Return these messages, those that are kept."""
        return self._rows(
            "select post, who, account, platform, kind, posted_us, text, url, is_hidden, is_removed,"
            " is_link_only from messages"
            " where post in (select unnest($1::varchar[]))",
            [posts],
        )

    def series(self, member: str, measure: str | None = None) -> list[Row]:
        """Return a member's last 13 months and 26 weeks, oldest first."""
        return self._rows(
            "select measure, label, kind, from_us, outcome, value, n, met from series"
            " where member = $1 and ($2 is null or measure = $2) order by measure, kind, from_us",
            [member, measure],
        )

    def waiting(
        self, accounts: list[str], *, from_us: int, to_us: int, seen_us: int, limit: int, offset: int = 0
    ) -> list[Row]:
        """Return open asks put to these accounts, asked in `from <= t < to` and seen to wait until a moment at least.

        Oldest first, a page of them.
        """
        return self._rows(
            "select member, account, post, asked_us, waited_us, seen_until_us, state from waiting"
            " where account in (select unnest($1::varchar[])) and asked_us >= $2 and asked_us < $3"
            " and seen_until_us >= $4 order by asked_us, post limit $5 offset $6",
            [accounts, from_us, to_us, seen_us, limit, offset],
        )

    def waiting_counts(self, accounts: list[str], border_us: int, seen_us: int) -> list[Row]:
        """Return how many open asks were put to these accounts, by member.

        `recent`: asked from the border on and seen to wait until a moment at least; `lost`: asked from the border on
        and not seen until then; `older`: asked before the border.
        """
        return self._rows(
            "select member, count(*) filter (where asked_us >= $2 and seen_until_us >= $3) as recent,"
            " count(*) filter (where asked_us >= $2 and seen_until_us < $3) as lost,"
            " count(*) filter (where asked_us < $2) as older from waiting"
            " where account in (select unnest($1::varchar[])) group by member order by member",
            [accounts, border_us, seen_us],
        )

    def coverage(self, member: str, label: str) -> list[Row]:
        """Return how much of a window was seen of each of a member's accounts."""
        return self._rows(
            "select account, sight, seen from coverage where member = $1 and label = $2"
            " order by account, sight",
            [member, label],
        )

    def council(self, label: str | None = None) -> list[Row]:
        """Return the whole council's figures, of one window where it is given."""
        return self._rows(
            "select measure, label, outcome, value, low, high, n, met, members, members_unknown, unit"
            " from council where ($1 is null or label = $1) order by measure, label",
            [label],
        )
