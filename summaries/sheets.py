"""What stands in the workbook's sheets: a window's figures of the council and its members, as the pages show them."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from facts import Sight, Unit, Unseen, from_us
from summaries.workbook import Cell, Number, Sheet, workbook
from wording import changes, document, nouns, results, summary, surnames, times
from wording import workbook as words
from wording.language import is_draft
from wording.waiting import Group
from wording.withholding import withheld

NAME_WIDTH, TEXT_WIDTH, VERDICT_WIDTH = 28, 60, 22
Row = Mapping[str, Any]
BESIDE = ("low", "high", "met", "n")


def book(figures: Row, facts: Row | None, *, signed: Sequence[str]) -> bytes:
    """Return the workbook of a window in the reader's language.

    `figures` is all that the window's figures say (store/figures.py), `facts` are those of the month's edition, where
    there is one, and `signed` the translations that somebody has signed.
    """
    around = _Around(figures, signed)
    sheets = [
        _council(figures, facts, around),
        _members(figures, around),
        _definitions(figures, around),
        _coverage(figures, around),
    ]
    made_at = from_us(int(figures["facts"]["published_us"]))
    return workbook(sheets, title=sheets[0].lines[0], made_at=made_at)


class _Around:
    """What stands above each table: what it is, as of when, and what its reader has to know of it."""

    def __init__(self, figures: Row, signed: Sequence[str]) -> None:
        self._figures, self._signed = figures, signed

    def sheet(self, id_: str, lines: Sequence[str], *, as_of: str = "", **table: Any) -> Sheet:
        """Return a sheet with its lines and its table; `as_of` says as of when, where it isn't the run's moment."""
        run, figures = self._figures["facts"], self._figures
        told = [
            words.title(id_, figures["window"], run),
            as_of or words.measured(run, figures["version"]),
            document.invented() if run["invented"] == "yes" else "",
            document.draft() if is_draft(self._signed) else "",
            *lines,
        ]
        return Sheet(id=id_, name=words.sheets()[id_], lines=words.listed(told), **table)


def _council(figures: Row, facts: Row | None, around: _Around) -> Sheet:
    """Return the council's sheet: a month as it was frozen, with its verdicts, or a window as it was published."""
    wide = {0: NAME_WIDTH}
    if facts is None:
        rows = [_council_row(row) for row in _in_order(figures["council"])]
        return around.sheet(
            words.COUNCIL, [words.not_frozen(), words.empty()], heads=words.of_figures(), rows=rows, wide=wide
        )
    told = [" ".join(summary.headline(facts)), words.empty()]
    frozen = [_frozen_row(one) for one in (*facts["figures"], *facts["beside"])]
    heads = [*words.of_figures(), *words.of_changes()]
    wide |= {heads.index(one): VERDICT_WIDTH for one in words.of_changes()[:3]}
    as_of = words.frozen(facts)
    return around.sheet(words.COUNCIL, told, as_of=as_of, heads=heads, rows=frozen, wide=wide)


def _council_row(row: Row) -> list[Cell]:
    """Return a figure of the council, without its numbers where fewer than five members make it up."""
    row = withheld(row)
    members = [_count(row["members"]), _count(row["members_unknown"])]
    return [*words.definition(row["measure"])[:2], _figure(row), *_beside(row), *members]


def _frozen_row(figure: Row) -> list[Cell]:
    change = figure["change"] or {}
    by = change.get("difference") or {}
    moved: list[Cell] = [
        Number(round(100 * by[end]), "points") if by else None for end in ("value", "low", "high")
    ]
    beside = [_figure(changes.row(figure, of)) for of in ("month_before", "year_before")]
    compared = changes.compared_over(figure["change"])
    return [*_council_row(changes.row(figure)), *beside, changes.verdict(figure), *moved, compared]


def _members(figures: Row, around: _Around) -> Sheet:
    """Return the members' table: what the pages show of each, with its range and what it rests on, by surname."""
    heads = [*words.of_members()]
    for measure in words.columns():
        head = words.column(measure)
        heads += [head, *words.heads_beside(head, with_met=words.counts_met(measure))]
    is_now = figures["window"]["kind"] == "days"
    heads += words.waiting() if is_now else [words.without_answer()]
    rows = [_member_row(one, figures, is_now=is_now) for one in _by_surname(figures)]
    wide = {0: NAME_WIDTH, 1: NAME_WIDTH}
    return around.sheet(
        words.MEMBERS, [words.whose(len(rows)), words.empty()], heads=heads, rows=rows, wide=wide
    )


def _member_row(member: Row, figures: Row, *, is_now: bool) -> list[Cell]:
    theirs = figures["results"].get(member["member"], {})
    cells: list[Cell] = [member["name"], member["ward"], member["area"], member["member"]]
    for measure in words.columns():
        row = theirs.get(measure)
        beside = _beside(row) if row else [None] * len(BESIDE)
        cells += [_figure(row), *(beside if words.counts_met(measure) else [*beside[:2], beside[3]])]
    waits = theirs.get(words.WAITING)
    if not is_now:
        return [*cells, _figure(waits)]
    return [*cells, *_waiting(waits, figures["waiting"].get(member["member"], {}))]


def _waiting(row: Row | None, counts: Row) -> list[Cell]:
    """Return how many wait now, and how many more did when their account was last seen, as the list of members does."""
    number, lost = counts.get(Group.WAITING, 0), counts.get(Group.LOST, 0)
    if results.is_measured(row):
        told: Cell = Number(number, "count")
    else:
        told = words.at_least(number) if number else _figure(row)
    return [told, _count(lost) if lost else None]


def _figure(row: Row | None) -> Cell:
    """Return a figure as a number, or in words why there is none."""
    if row is None:
        return words.not_measured()
    if results.is_number(row):
        return Number(row["value"], Unit(row["unit"]))
    return words.figure_in_words(row)


def _beside(row: Row) -> list[Cell]:
    """Return both ends of a figure's range, and how many were met of how many."""
    unit = Unit(row["unit"])
    ends = [None if row[end] is None else Number(row[end], unit) for end in ("low", "high")]
    return [*ends, _count(row["met"]), _count(row["n"])]


def _count(number: int | None) -> Cell:
    return None if number is None else Number(number, "count")


def _definitions(figures: Row, around: _Around) -> Sheet:
    known = {row["measure"]: row for row in figures["definitions"]}
    rows: list[list[Cell]] = []
    for measure in words.defined():
        if row := known.get(measure):
            title, unit, explains, cant_see = words.definition(measure)
            rows.append([title, measure, _count(row["version"]), row["since"], unit, explains, cant_see])
    wide = {0: NAME_WIDTH, 1: NAME_WIDTH, 5: TEXT_WIDTH, 6: TEXT_WIDTH}
    return around.sheet(words.DEFINITIONS, [], heads=words.of_definitions(), rows=rows, wide=wide)


def _coverage(figures: Row, around: _Around) -> Sheet:
    zone = figures["facts"]["time_zone"]
    rows = [
        _account_row(member, account, figures, zone)
        for member in _by_surname(figures)
        for account in member["accounts"]
    ]
    wide = {0: NAME_WIDTH, 1: NAME_WIDTH, 3: NAME_WIDTH, 9: NAME_WIDTH}
    return around.sheet(words.COVERAGE, [words.seen()], heads=words.of_coverage(zone), rows=rows, wide=wide)


def _account_row(member: Row, account: Row, figures: Row, zone: str) -> list[Cell]:
    reason = (account["visit"] or {}).get("reason")
    seen = [account["seen"].get(sight) for sight in (Sight.POSTS, Sight.REPLIES)]
    return [
        member["name"],
        member["ward"],
        nouns.platform(account["platform"], figures["platforms"]),
        account["handle"],
        words.state(account["state"]),
        _moment(account["last_act_us"], zone),
        _moment(account["last_seen_us"], zone),
        *(None if share is None else Number(share, Unit.SHARE) for share in seen),
        nouns.unseen(Unseen(reason["code"])) if reason else None,
    ]


def _moment(us: int | None, zone: str) -> Cell:
    """Return a moment on the council's clock: spreadsheet programs know no zones."""
    if us is None:
        return None
    local: datetime = times.local(us, zone)
    return Number(local.replace(tzinfo=None, second=0, microsecond=0), "moment")


def _in_order(rows: Sequence[Row]) -> list[Row]:
    order = words.defined()
    return sorted(
        (row for row in rows if row["measure"] in order), key=lambda row: order.index(row["measure"])
    )


def _by_surname(figures: Row) -> list[Row]:
    return sorted(
        figures["members"], key=lambda one: surnames.by_surname(one["name"], one["ward"], one["member"])
    )
