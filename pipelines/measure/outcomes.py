"""Was enough seen to say anything? Coverage of a window, by time of the content (definitions 58 and 59).

A profile is read at a moment and covers no time: of it a window is covered whole, or not at all (definition 83).
"""

from collections.abc import Mapping, Sequence
from typing import Any

from facts import Account, Outcome, Sight, Unseen, Window
from metrics.measure import Measure
from pipelines.measure.unseen import Holes, because
from store.stretches import Stretch, both, length

ENOUGH_SEEN = 0.9
Coverage = Mapping[tuple[str, Sight], Mapping[str, float]]  # (account, sight) -> label -> 0 to 1


def seen_share(stretches: Sequence[Stretch], parts: Sequence[Stretch], as_of_us: int) -> float:
    """Return how much of these parts of a window was seen; of a running one, of what has passed."""
    passed = [(from_us, min(to_us, as_of_us)) for from_us, to_us in parts if from_us < as_of_us]
    return length(both(passed, stretches)) / length(passed) if passed else 0.0


def judge(
    measure: Measure,
    accounts: Sequence[Account],
    window: Window,
    coverage: Coverage,
    *,
    sees: Mapping[str, frozenset[Sight]],
    names_nobody: frozenset[str] = frozenset(),
    from_files: frozenset[str] = frozenset(),
    last_seen: Mapping[tuple[str, Sight], int],
    missing: Holes | None = None,
) -> tuple[Outcome, dict[str, Any] | None]:
    """Return whether a member's figure may be worked out for this window, and the reason where there is one.

    `sees` says it by platform, and by account for one that shows less: an archive's. `last_seen`: when sight of an
    account ended, of those that aren't in sight now; `names_nobody`: accounts with replies of which nothing says whom
    they answered; `from_files`: those known from posts files alone; `missing`: what wasn't seen of an account, and why.
    """
    mute = names_nobody if measure.needs_whom else frozenset()
    visible = _visible(measure, [account for account in accounts if account.id not in mute], sees)
    if not visible:
        is_mute = any(account.id in mute for account in accounts)
        told = (
            {"code": "whom-not-shown"} if is_mute else {"code": "not-shown", "sights": sorted(measure.needs)}
        )
        return Outcome.NOT_VISIBLE, {**told, **_sources(measure, accounts, sees, from_files)}
    seen = _counting(measure, visible, window, coverage)
    left_out = sorted(account.id for account in accounts if account.id not in seen)
    if not seen:
        return Outcome.UNKNOWN, _nothing_seen(measure, left_out, window, coverage, missing or {})
    worst = min(seen, key=lambda account: (seen[account], account))
    if seen[worst] < ENOUGH_SEEN:
        ended = [last_seen[worst, sight] for sight in measure.needs if (worst, sight) in last_seen]
        partly: dict[str, Any] = {"code": "partly-seen", "account": worst, "share": seen[worst]}
        partly["sights"] = _least_seen(measure, [worst], window, coverage)
        because = _because(worst, measure, window, missing or {})
        return Outcome.UNKNOWN, {**partly, **_until(ended, window), **because}
    without = {"code": "left-out", "accounts": left_out, "sights": sorted(measure.needs)}
    return Outcome.MEASURED, without if left_out else None


def _nothing_seen(
    measure: Measure, accounts: Sequence[str], window: Window, coverage: Coverage, missing: Holes
) -> dict[str, Any]:
    """Return the reason where nothing of any of these accounts was seen."""
    if measure.is_of_profiles:
        return {"code": "not-read", "accounts": accounts}
    sights = _least_seen(measure, accounts, window, coverage)
    because = _because(accounts[0], measure, window, missing) if len(accounts) == 1 else {}
    return {"code": "nothing-seen", "accounts": accounts, "sights": sights, **because}


def mentions_seen(
    measure: Measure,
    accounts: Sequence[Account],
    window: Window,
    coverage: Coverage,
    *,
    sees: Mapping[str, frozenset[Sight]],
) -> str:
    """Return whether mentions were seen, on the accounts that count: seen, partly or not seen (definition 88)."""
    counting = _counting(measure, _visible(measure, accounts, sees), window, coverage)
    shares = [coverage[account, Sight.MENTIONS][window.label] for account in counting]
    if not any(shares):
        return "not seen"
    return "seen" if min(shares) >= ENOUGH_SEEN else "partly"


def _visible(
    measure: Measure, accounts: Sequence[Account], sees: Mapping[str, frozenset[Sight]]
) -> list[Account]:
    """Return the accounts that can show what the measure needs at all."""
    return [a for a in accounts if measure.needs <= sees.get(a.id, sees.get(a.platform, measure.needs))]


def _counting(
    measure: Measure, accounts: Sequence[Account], window: Window, coverage: Coverage
) -> dict[str, float]:
    """Return the accounts seen at all in a window, as far as the measure needs it, and how much of it was seen."""
    shares = {a.id: min(coverage[a.id, sight][window.label] for sight in measure.needs) for a in accounts}
    return {account: share for account, share in shares.items() if share > 0}


def _least_seen(measure: Measure, accounts: Sequence[str], window: Window, coverage: Coverage) -> list[Sight]:
    """Return which sights were seen least, where another that is needed was seen better; else nothing.

    Without its name a figure beside it, which doesn't need that sight, would say that more of the same time was seen.
    """
    shares = {s: max(coverage[account, s][window.label] for account in accounts) for s in measure.needs}
    least = sorted(sight for sight in shares if shares[sight] == min(shares.values()))
    is_mixed = len(accounts) > 1 and min(shares.values()) > 0  # each account lacks another of them
    return [] if is_mixed or len(least) == len(shares) else least


def _because(account: str, measure: Measure, window: Window, missing: Holes) -> dict[str, Unseen]:
    """Return why an account wasn't seen, as the parameter of a reason; nothing where nobody knows."""
    why = because((hole for sight in measure.needs for hole in missing.get((account, sight), ())), window)
    return {"because": why} if why else {}


def _until(ended_us: Sequence[int], window: Window) -> dict[str, int]:
    """Return until when an account was seen, where its sight ended within a window."""
    return {"until_us": min(ended_us)} if ended_us and min(ended_us) < window.to_us else {}


def _sources(
    measure: Measure,
    accounts: Sequence[Account],
    sees: Mapping[str, frozenset[Sight]],
    from_files: frozenset[str],
) -> dict[str, list[str]]:
    """Return the platforms, those of which we have an archive, and those that show it where a posts file doesn't."""
    filed = {
        a.id for a in accounts if a.id in from_files and measure.needs <= sees.get(a.platform, measure.needs)
    }
    others = [a for a in accounts if a.id not in filed]
    files = sorted({a.platform for a in accounts if a.id in filed})
    return {
        "platforms": sorted({a.platform for a in others if a.id in from_files or a.id not in sees}),
        "archives": sorted({a.platform for a in others if a.id not in from_files and a.id in sees}),
        **({"files": files} if files else {}),
    }
