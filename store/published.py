"""Read what was published: one finished run, never changed afterwards (tables in published.sql).

A `Published` stays with the file it opened: open both anew for each look at a page (`Published.both`), so that a
page never mixes two runs.
"""

from store.opened import CannotBeRead, Row
from store.published_file import NothingPublished, PublishedFile

__all__ = ["CannotBeRead", "NothingPublished", "Published", "Row"]

# The groups of open asks. `lost`: new or waiting when its account was last seen, before a moment; `marked`: among
# posts that people's corrections take out at the next measure, or that were left out by a correction which has been
# undone since: those aren't in the waiting list, they are left out in the evidence of a measure of what waits.
GROUPS = ("waiting", "new", "lost", "closed", "marked")
GROUPED = """
    select member, account, post, asked_us, waited_us, seen_until_us, state,
        case
            when post in (select unnest($2::varchar[])) then 'marked'
            when state = 'closed' then 'closed'
            when seen_until_us < $3 then 'lost'
            else state
        end as kind
    from waiting
    where account in (select unnest($1::varchar[]))
    union
    select occasions.member, messages.account, occasions.post, happened_us as asked_us,
        greatest(coalesce(last_seen_us, happened_us) - happened_us, 0) as waited_us,
        coalesce(last_seen_us, happened_us) as seen_until_us, 'waiting' as state, 'marked' as kind
    from occasions
    join messages on messages.post = occasions.post
    join accounts on accounts.account = messages.account
    where occasions.post in (select unnest($4::varchar[])) and occasions.post not in (select post from waiting)
        and messages.account in (select unnest($1::varchar[])) and not messages.is_removed
        and measure = 'still-waiting' and left_out
"""


class Published(PublishedFile):
    """The results of the current run. With `own`, those that are for each member's eyes only."""

    def meta(self) -> dict[str, str]:
        """Return what is known about the run, by name."""
        return {row["name"]: row["value"] for row in self._rows("select name, value from meta")}

    def late(self) -> dict[str, Row]:
        """Return by month what came too late for its frozen summary, by the last run."""
        rows = self._rows("select month, messages, marks from late")
        return {row["month"]: {"messages": row["messages"], "marks": row["marks"]} for row in rows}

    def definitions(self) -> list[Row]:
        """Return by which version of its definition each measure was worked out, and since when that is in force."""
        return self._rows("select measure, version, since from definitions order by measure")

    def members(self) -> list[Row]:
        """Return the members of this run."""
        return self._rows("select member, name, ward, area from members order by member")

    def accounts(self) -> list[Row]:
        """Return each account, what was known of it at the run's moment, and what ailed its last visit."""
        return self._rows(
            "select accounts.account, member, platform, handle, state, last_act_us, first_seen_us, last_seen_us,"
            " quiet_bar_days, reason, reason_parameters"
            " from accounts left join visits on visits.account = accounts.account order by accounts.account"
        )

    def platforms(self) -> dict[str, str]:
        """Return what each platform is called, by its id."""
        return {row["platform"]: row["name"] for row in self._rows("select platform, name from platforms")}

    def visits(self) -> list[Row]:
        """Return how the last visit to each account went."""
        return self._rows(
            "select account, tried_us, done_us, reason, reason_parameters, token_ends_us from visits order by account"
        )

    def unseen(self, member: str, label: str) -> list[Row]:
        """Return which stretches of a window weren't seen of a member's accounts, and why, in order of time."""
        return self._rows(
            "select unseen.account, sight, greatest(unseen.from_us, windows.from_us) as from_us,"
            " least(unseen.to_us, windows.to_us) as to_us, reason, reason_parameters from unseen join windows"
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
            "select member, measure, version, label, outcome, value, low, high, n, met, unit, reason,"
            " reason_parameters, counts"
            " from results where ($1 is null or member = $1) and ($2 is null or label = $2)"
            " order by member, measure",
            [member, label],
        )

    def occasions(self, member: str, measure: str, label: str) -> list[Row]:
        """Return the rows one result was summed up from, and what was left out, in order of time."""
        return self._rows(
            "select happened_us, post, answer, met, value, reason, reason_parameters, left_out from occasions"
            " where member = $1 and measure = $2 and label = $3 order by happened_us, post",
            [member, measure, label],
        )

    def ended_silences(self, measure: str, label: str, at_least_days: float) -> list[Row]:
        """Return the long silences between two acts, by the latest ending: (member, ended_us, value, reason).

        None of a member whose silences couldn't be measured, and none before a first act: that ends nothing.
        """
        return self._rows(
            "select occasions.member, ending.posted_us as ended_us, occasions.value, occasions.reason,"
            " occasions.reason_parameters"
            " from occasions join results on results.member = occasions.member"
            " and results.measure = occasions.measure and results.label = occasions.label"
            " join messages as ending on ending.post = occasions.answer"
            " where occasions.measure = $1 and occasions.label = $2 and occasions.value >= $3"
            " and occasions.post is not null and not occasions.left_out and results.outcome = 'measured'"
            " order by ending.posted_us desc, occasions.member",
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
        self,
        accounts: list[str],
        *,
        group: str | None,
        marked: list[str],
        put_back: list[str],
        seen_us: int,
        limit: int,
        offset: int = 0,
    ) -> list[Row]:
        """Return a page of the open asks put to these accounts, of one group or (None) of all, with their `group`.

        Oldest first; those that are closed or marked newest first.
        """
        return self._rows(
            f"select member, account, post, asked_us, waited_us, seen_until_us, state, kind as group from ({GROUPED})"
            " where $5 is null or kind = $5"
            " order by case when $5 in ('closed', 'marked') then -asked_us else asked_us end, post limit $6 offset $7",
            [accounts, marked, seen_us, put_back, group, limit, offset],
        )

    def open_asks(self, posts: list[str]) -> list[Row]:
        """Return which of these messages are open asks, and their state."""
        return self._rows(
            "select post, state from waiting where post in (select unnest($1::varchar[]))", [posts]
        )

    def waiting_counts(
        self, accounts: list[str], *, marked: list[str], put_back: list[str], seen_us: int
    ) -> list[Row]:
        """Return how many open asks of each group were put to these accounts, by member who has any.

        `lost_since_us`: the earliest moment at which sight of a lost one ended.
        """
        counts = ", ".join(f"count(*) filter (where kind = '{kind}') as {kind}" for kind in GROUPS)
        return self._rows(
            f"select member, {counts}, min(seen_until_us) filter (where kind = 'lost') as lost_since_us"
            f" from ({GROUPED}) group by member order by member",
            [accounts, marked, seen_us, put_back],
        )

    def first_month_seen(self) -> str | None:
        """Return the first month in which anything of anybody's posts was seen; None where nothing was."""
        rows = self._rows(
            "select min(windows.label) as label from coverage join windows on windows.label = coverage.label"
            " where kind = 'month' and sight = 'posts' and seen > 0"
        )
        return rows[0]["label"] if rows else None

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
