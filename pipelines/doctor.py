"""What is configured, what is missing, and what to do about it: account by account, in one line each.

Reads the desk and what was published, never the archive, so it answers while a run is at work.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from connectors import SEES
from facts import DAY_US, Account, Sight, from_us
from pipelines.calendar import LAST_90_DAYS
from pipelines.connect import BUILT, not_set_up
from pipelines.folder import Folder, now_us
from store.published import NothingPublished, Published, Row

LATE_AFTER_US = 2 * DAY_US  # an hourly run that missed two days is broken, not late
NEEDS_TOKEN = frozenset({"facebook"})
ENOUGH_SEEN = 0.9


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """What is known of one account, and the next step; an empty one means that nothing is to be done."""

    account: str
    member: str
    has_consent: bool
    has_token: bool
    last_seen_us: int | None
    seen: dict[str, float]  # sight -> share of the last 90 days
    next_step: str


def accounts(folder: Folder) -> list[Checked]:
    """Return every account on the register as it stands now."""
    states, seen = _published(folder)
    reasons = not_set_up(folder)
    return [
        _checked(folder, account, states.get(account.id), seen.get(account.id, {}), reasons)
        for account in folder.desk.accounts(folder.today())
    ]


def _published(folder: Folder) -> tuple[dict[str, Row], dict[str, dict[str, float]]]:
    try:
        run = Published(folder.published)
    except NothingPublished:
        return {}, {}
    seen: dict[str, dict[str, float]] = {}
    for member in run.members():
        for row in run.coverage(member["member"], LAST_90_DAYS):
            seen.setdefault(row["account"], {})[row["sight"]] = row["seen"]
    return {row["account"]: row for row in run.accounts()}, seen


def _checked(
    folder: Folder, account: Account, state: Row | None, seen: dict[str, float], reasons: dict[str, str]
) -> Checked:
    last_us = state["last_seen_us"] if state else None
    has_token = folder.desk.sealed_token(account.id) is not None
    steps = _steps(account, last_us, seen, has_token=has_token, reason=reasons.get(account.platform))
    return Checked(
        account=account.id, member=account.member, has_consent=account.has_consent, has_token=has_token,
        last_seen_us=last_us, seen=seen, next_step=next(steps, ""),
    )  # fmt: skip


def _steps(
    account: Account, last_us: int | None, seen: dict[str, float], *, has_token: bool, reason: str | None
) -> Iterator[str]:
    """Yield what there is to do, the most pressing first."""
    if not account.has_consent:
        yield "No consent is live: record one with `register`, or leave the account alone."
    is_late = last_us is None or now_us() - last_us > LATE_AFTER_US
    if reason and is_late:  # whoever brings files keeps an account in sight without it
        yield f"Not set up ({reason}). Until then import the member's archive or a posts file."
    if account.platform in NEEDS_TOKEN and not has_token and is_late:
        yield f"Ask the member to grant a token, and note it: token --account {account.id}."
    is_collected = account.platform in BUILT
    if last_us is None:
        yield "Never seen: run `run`." if is_collected else "Never seen: import an archive or a posts file."
    elif is_late:
        how = "run `collect` and read what it says of it" if is_collected else "import a newer file"
        yield f"Not seen since {from_us(last_us):%Y-%m-%d}: {how}."
    for sight in (Sight.POSTS, Sight.REPLIES):
        if sight in SEES.get(account.platform, frozenset(Sight)) and seen.get(sight, 0.0) < ENOUGH_SEEN:
            share = int(seen.get(sight, 0.0) * 100)
            yield f"Only {share}% of the last 90 days' {sight} were seen, so figures of theirs are unknown."
