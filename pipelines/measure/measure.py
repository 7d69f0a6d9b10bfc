"""Works out every figure of every member in every window as of a moment.

The figure is the sum-up of the very rows that are its evidence. No measure reads the clock.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

from facts import DAY_US, Account, Outcome, Result, Sight, Window
from metrics.measure import Measure, Span, Tally
from pipelines.measure.council import CouncilFigure, council_figures
from pipelines.measure.counts import NO_ASKS, Key, ask_counts, beside
from pipelines.measure.outcomes import Coverage, judge, mentions_seen, seen_share
from pipelines.measure.profiles import Texts, load_profiles, was_read
from pipelines.measure.relate import clipped, relate
from pipelines.measure.run import Parts, Run
from pipelines.measure.unseen import Holes, holes
from store.archive import Archive
from store.stretches import OVER_TIME


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkedOut:
    """All figures of a run. What they were worked out from lies in the archive's relations until the next run."""

    results: Sequence[Result]
    council: Sequence[CouncilFigure]
    coverage: Coverage
    missing: Holes


def work_out(archive: Archive, run: Run) -> WorkedOut:
    """Work everything out; `all_occasions` then holds the evidence, and the relations what it rests on."""
    relate(archive, run.decided, run.windows, run.as_of_us)
    texts = load_profiles(archive, run.accounts, {member.id: member.ward for member in run.members})
    parts = {span: run.judged(span) for span in Span}
    coverage = {
        span: {**_coverage(archive, run, parts[span]), **_read(run, parts[span], texts)} for span in Span
    }
    ends = {key: clipped(seen, run.as_of_us)[-1:] for key, seen in archive.stretches().items()}
    last_seen = {key: end[0][1] for key, end in ends.items() if end and end[0][1] < run.as_of_us - DAY_US}
    missing = _missing(archive, run)
    counts = ask_counts(archive)
    archive.make("all_occasions", EMPTY_OCCASIONS)
    results: list[Result] = []
    council: list[CouncilFigure] = []
    for measure in run.measures:
        tallies = find_occasions(archive, measure)
        also = beside(archive, measure)
        hidden = _hidden(archive, measure)
        made = list(
            _results(
                run,
                measure,
                tallies,
                parts=_in_office(parts, measure),
                coverage=coverage[measure.judged_over],
                last_seen=last_seen,
                missing=missing,
                counts=counts,
                also=also,
                hidden=hidden,
            )
        )
        results += made
        council += council_figures(measure, made, tallies, run.windows)
    seen = coverage[Span.WINDOW]
    return WorkedOut(results=results, council=council, coverage=seen, missing=missing)


EMPTY_OCCASIONS = """
    select '' as member, '' as measure, '' as label, 0::bigint as happened_us, '' as post, '' as answer,
        true as met, 0.0::double as value, '' as reason, '' as reason_parameters, false as left_out
    limit 0
"""


def find_occasions(archive: Archive, measure: Measure) -> dict[Key, Tally]:
    """Find a measure's occasions, keep those of months and the 90 days, and return the tally of each window."""
    archive.make("occasions", measure.occasions)
    given = ", ".join(f"'{name}', {name}" for name in measure.reason_parameters)
    # Those that are null fall out.
    parameters = f"json_merge_patch('{{}}', json_object({given}))" if given else "'{}'"
    value = f"value / {measure.value_unit_us}.0"
    archive.db.execute(
        f"""
        insert into all_occasions
        select member, ?, label, happened_us, post, answer, met, {value}, reason, {parameters}, left_out
        from occasions
        where label in (select label from windows where kind <> 'week')
        """,
        [measure.id],
    )
    waits = f"list(({value}, met))" if measure.sum_up.needs_waits else "[]"
    groups = "map_values(histogram(reason))" if measure.sum_up.needs_groups else "[]"
    return {
        (member, label): Tally(
            n,
            met,
            longest,
            tuple(tuple(wait.values()) if isinstance(wait, dict) else wait for wait in pairs),
            tuple(sizes),
        )
        for member, label, n, met, longest, pairs, sizes in archive.rows(
            f"""
            select member, label, count(*), count(*) filter (where met), max({value}), {waits}, {groups}
            from occasions
            where not left_out
            group by member, label
            """
        )
    }


def _hidden(archive: Archive, measure: Measure) -> Callable[[Key], str]:
    """Return what says of a member's window why the measure is not visible there; nothing where it is."""
    if measure.visible is None:
        return lambda _key: ""
    visible, otherwise = set(archive.rows(measure.visible.where)), measure.visible.otherwise
    return lambda key: "" if key in visible else otherwise


def _in_office(parts: Mapping[Span, Parts], measure: Measure) -> Parts:
    """Return the parts over which a measure is judged; none of a window in which a member held no office at all."""
    in_window = parts[Span.WINDOW]
    return {key: some if in_window[key] else () for key, some in parts[measure.judged_over].items()}


def _results(
    run: Run,
    measure: Measure,
    tallies: Mapping[Key, Tally],
    *,
    parts: Parts,
    coverage: Coverage,
    last_seen: Mapping[tuple[str, Sight], int],
    missing: Holes,
    counts: Mapping[Key, dict[str, object]],
    also: Mapping[str, Mapping[Key, object]],
    hidden: Callable[[Key], str],
) -> Iterable[Result]:
    judged = partial(
        judge, measure, sees=run.sees, names_nobody=run.names_nobody, from_files=run.from_files,
        last_seen=last_seen, missing=missing,
    )  # fmt: skip
    of_member: dict[str, list[Account]] = defaultdict(list)
    for account in run.accounts:
        of_member[account.member].append(account)
    for member, accounts in sorted(of_member.items()):
        for window in run.windows:
            key = member, window.label
            if not parts[key]:  # not in office at all: no result (definition 97)
                continue
            within = replace(window, from_us=parts[key][0][0], to_us=parts[key][-1][1])
            stands: dict[str, object] = {}
            if measure.is_about_asks:
                seen = mentions_seen(measure, accounts, within, coverage, sees=run.sees)
                stands = {**counts.get(key, NO_ASKS), "mentions": seen}
            stands |= {name: some.get(key, measure.also[name].nothing) for name, some in also.items()}
            verdict = (
                (Outcome.NOT_VISIBLE, {"code": code})
                if (code := hidden(key))
                else judged(accounts, within, coverage)
            )
            yield result_of(
                measure, member, window, tallies.get(key, Tally(0)), verdict=verdict, counts=stands
            )


def result_of(
    measure: Measure,
    member: str,
    window: Window,
    tally: Tally,
    *,
    verdict: tuple[Outcome, dict[str, Any] | None],
    counts: dict[str, object],
) -> Result:
    """Return what a measure says of one member in one window."""
    outcome, reason = verdict
    n: int | None = tally.n
    met: int | None = tally.met if measure.sum_up.is_share else None
    value = low = high = None
    if outcome is not Outcome.MEASURED:
        n, met, counts = None, None, {}
    elif tally.n < measure.sum_up.enough:
        outcome, reason = (
            Outcome.TOO_FEW,
            {**_too_few(measure, tally), **({"beside": reason} if reason else {})},
        )
    else:
        figure = measure.sum_up.figure(tally)
        value, low, high = figure.value, figure.low, figure.high
        if figure.reason:
            reason = {"code": figure.reason, **({"beside": reason} if reason else {})}
    return Result(
        member=member, measure=measure.id, version=measure.version, window=window.label, outcome=outcome,
        value=value, low=low, high=high, n=n, met=met, unit=measure.unit, reason=reason, counts=counts,
    )  # fmt: skip


def _too_few(measure: Measure, tally: Tally) -> dict[str, Any]:
    met = {"met": tally.met} if measure.sum_up.is_share else {}
    return {"code": "too-few", **met, "n": tally.n, "needs": measure.sum_up.enough}


def _coverage(archive: Archive, run: Run, parts: Parts) -> Coverage:
    stretches = archive.stretches()
    seen = {
        (account, sight): clipped(stretches.get((account.id, sight), []), run.as_of_us)
        for account in run.accounts
        for sight in OVER_TIME
    }
    return {
        (account.id, sight): {
            window.label: seen_share(some, of_member, run.as_of_us)
            for window in run.windows
            if (of_member := parts[account.member, window.label])
        }
        for (account, sight), some in seen.items()
    }


def _read(run: Run, parts: Parts, texts: Texts) -> Coverage:
    """Return of each account 1 for the windows by whose end its profile was read, and 0 for the others."""
    return {
        (account.id, Sight.PROFILE): {
            window.label: float(was_read(texts.get(account.id, ()), of_member, run.as_of_us))
            for window in run.windows
            if (of_member := parts[account.member, window.label])
        }
        for account in run.accounts
    }


def _missing(archive: Archive, run: Run) -> Holes:
    """Return what wasn't seen of each account in the windows, up to the run's moment."""
    from_us = min((window.from_us for window in run.windows), default=run.as_of_us)
    return holes(
        run.accounts,
        archive.stretches(),
        run.reasons,
        sees=run.sees,
        from_us=from_us,
        to_us=run.as_of_us,
    )
