"""The rows of a finished run, as the published tables hold them (store/published.sql)."""

import json
from collections.abc import Mapping, Sequence

from facts import Result, Sight, Window
from pipelines.measure.measure import WorkedOut
from pipelines.measure.run import Run
from pipelines.measure.states import account_rows
from pipelines.measure.unseen import Hole
from store.archive import Archive
from store.finished_run import finish
from store.late import Late
from store.visits import Visited

NO_PARAMETERS = "{}"  # of a reason that needs none


def keep_run(
    archive: Archive, run: Run, worked_out: WorkedOut, meta: Mapping[str, str], late: Sequence[Late]
) -> None:
    """Commit a finished run: its results, what they rest on, what wasn't seen, and what came late for an edition."""
    kinds = {window.label: window for window in run.windows}
    of_member = {account.id: account.member for account in run.accounts}
    live = set(of_member.values())
    finish(
        archive,
        {
            "meta": list(meta.items()),
            "definitions": [(m.id, m.version, m.since) for m in run.measures],
            "members": [(m.id, m.name, m.ward, m.area) for m in run.members if m.id in live],
            "accounts": account_rows(archive, run.accounts, run.as_of_us),
            "platforms": list(run.platforms.items()),
            "visits": [
                _visit_row(visited) for account, visited in run.visits.items() if account in of_member
            ],
            "unseen": [
                (of_member[account], account, sight.value, *_hole_values(hole))
                for (account, sight), some in worked_out.missing.items()
                for hole in some
            ],
            "windows": [(w.label, w.kind, w.from_us, w.to_us) for w in run.windows],
            "results": [_result_row(r) for r in worked_out.results if kinds[r.window].kind != "week"],
            "series": [
                _series_row(r, kinds[r.window]) for r in worked_out.results if kinds[r.window].kind != "days"
            ],
            "coverage": [
                (of_member[account], account, sight.value, label, share)
                for (account, sight), shares in worked_out.coverage.items()
                for label, share in shares.items()
                if kinds[label].kind != "week"
                and sight
                in (Sight.POSTS, Sight.REPLIES)  # mentions stand beside each figure, profiles in its list
            ],
            "council": worked_out.council,
            "late": late,
        },
    )


def _hole_values(hole: Hole) -> tuple[object, ...]:
    return (hole.from_us, hole.to_us, hole.why or "", NO_PARAMETERS)


def _visit_row(visited: Visited) -> tuple[object, ...]:
    reason = (visited.why or "", NO_PARAMETERS)
    return (visited.account, visited.tried_us, visited.done_us, *reason, visited.token_ends_us)


def _result_row(r: Result) -> tuple[object, ...]:
    numbers = (r.value, r.low, r.high, r.n, r.met)
    parameters = dict(r.reason or {})
    reason = (parameters.pop("code", None), json.dumps(parameters))
    counts = json.dumps(r.counts)
    return (
        r.member,
        r.measure,
        r.version,
        r.window,
        r.outcome.value,
        *numbers,
        r.unit.value,
        *reason,
        counts,
    )


def _series_row(r: Result, window: Window) -> tuple[object, ...]:
    return (
        r.member,
        r.measure,
        window.label,
        window.kind,
        window.from_us,
        r.outcome.value,
        r.value,
        r.n,
        r.met,
    )
