"""What is configured, what is missing, and what to do about it: account by account, in one line each.

Reads the desk, what was published, and how the last visits went. While a run holds the archive, visits are told as
of the last published run.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from connectors import platform_of
from connectors.platform import Left
from facts import DAY_US, Account, Sight, Unseen, from_us
from pipelines.collect.connect import not_set_up
from pipelines.collect.known_people import beyond_telling, nobody_knows, what_to_do
from pipelines.keep import allowances, release_checks
from pipelines.keep.folder import Folder, now_us
from pipelines.keep.folder_checks import Step
from pipelines.measure.calendar import LAST_90_DAYS
from pipelines.measure.outcomes import ENOUGH_SEEN
from store import belonging
from store.archive import Archive
from store.published import Published, Row
from store.trouble import ArchiveBusy, StoreTrouble
from store.visits import Visited, visits
from wording import nouns
from wording.reasons import capitalised
from wording.times import STALE_AFTER_DAYS

SOON_US = 14 * DAY_US  # a member needs a fortnight to find the time


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """What is known of one account, and the next step; none means that nothing is to be done."""

    account: str
    member: str
    has_consent: bool
    token: str | None  # in words: noted, until when, or that it is no longer taken
    last_seen_us: int | None
    last_good_us: int | None  # when it was last collected to the end
    ails: str  # why the last visit wasn't one of those
    seen: dict[str, float]  # sight -> share of the last 90 days
    next_step: Step | None


@dataclass(frozen=True, slots=True)
class Known:
    """What the checks rest on."""

    states: dict[str, Row]  # account -> its published row
    seen: dict[str, dict[str, float]]  # account -> sight -> share of the last 90 days
    reasons: dict[str, str]  # platform -> why it isn't set up
    visited: dict[str, Visited]


@dataclass(frozen=True, slots=True)
class Found:
    """What there is to tell."""

    accounts: list[Checked]
    left: dict[str, Left | None]  # by platform that charges; None while it is off, or a run is at work
    troubles: list[Step]  # with the files themselves
    releases: release_checks.Found


def look(folder: Folder) -> Found:
    """Return every account on the register as it stands now, and what else is known."""
    troubles: list[Step] = []
    states, seen, visited = _published(folder, troubles)
    left = allowances.left(folder.settings, {})
    is_filled = belonging.is_filled(folder.archive_path)
    releases = release_checks.look(folder, None, can_tell=not is_filled)
    if is_filled:
        try:
            with Archive(folder.archive_path) as archive:
                visited = visits(archive)
                left = allowances.left(folder.settings, allowances.spent(archive))
                releases = release_checks.look(folder, archive)
        except ArchiveBusy:
            left = allowances.unknown()
        except StoreTrouble as trouble:
            left = allowances.unknown()
            troubles.append(Step(trouble.code, str(trouble)))
    known = Known(states, seen, not_set_up(folder), visited)
    try:
        checked = [_checked(folder, account, known) for account in folder.desk.accounts(folder.today())]
    except StoreTrouble as trouble:
        checked = []
        troubles.append(Step(trouble.code, str(trouble)))
    return Found(checked, left, troubles, releases)


def _published(
    folder: Folder, troubles: list[Step]
) -> tuple[dict[str, Row], dict[str, dict[str, float]], dict[str, Visited]]:
    """Return the published state of accounts, how much of them was seen, and how their last visits went."""
    try:
        run = Published(folder.published)
        seen: dict[str, dict[str, float]] = {}
        for member in run.members():
            for row in run.coverage(member["member"], LAST_90_DAYS):
                seen.setdefault(row["account"], {})[row["sight"]] = row["seen"]
        visited = {row["account"]: _visited(row) for row in run.visits()}
        return {row["account"]: row for row in run.accounts()}, seen, visited
    except StoreTrouble as trouble:  # nothing published yet, or nothing that can be read
        troubles.append(Step(trouble.code, str(trouble)))
        return {}, {}, {}


def _visited(row: Row) -> Visited:
    why = Unseen(row["reason"]["code"]) if row["reason"] else None
    return Visited(
        account=row["account"],
        tried_us=row["tried_us"],
        done_us=row["done_us"],
        why=why,
        what=f"{capitalised(nouns.unseen(why))}." if why else "",
        todo="The run at work will say more." if why else "",
        token_ends_us=row["token_ends_us"],
    )


def _checked(folder: Folder, account: Account, known: Known) -> Checked:
    state, visit = known.states.get(account.id), known.visited.get(account.id)
    last_us, seen = state["last_seen_us"] if state else None, known.seen.get(account.id, {})
    has_token = folder.desk.sealed_token(account.id) is not None
    reason = known.reasons.get(account.platform)
    steps = _steps(account, last_us, seen, visit, has_token=has_token, reason=reason)
    return Checked(
        account=account.id,
        member=account.member,
        has_consent=account.has_consent,
        token=_token(visit) if has_token else None,
        last_seen_us=last_us,
        last_good_us=visit.done_us if visit else None,
        ails=visit.what if visit else "",
        seen=seen,
        next_step=next(steps, None),
    )


def _token(visit: Visited | None) -> str:
    """Return what is known of a token that was noted, in words."""
    if visit and visit.why is Unseen.TOKEN:
        return "no longer taken"
    if not visit or visit.token_ends_us is None:
        return "noted"
    return f"until {from_us(visit.token_ends_us):%Y-%m-%d}" if visit.token_ends_us else "does not end"


def _without_consent(account: Account) -> str:
    if by_id := beyond_telling(account):
        return f"{nobody_knows(by_id)} {what_to_do(account.id, by_id)}"
    return "No consent is live: record one with `register`, or leave the account alone."


def _steps(
    account: Account,
    last_us: int | None,
    seen: dict[str, float],
    visit: Visited | None,
    *,
    has_token: bool,
    reason: str | None,
) -> Iterator[Step]:
    """Yield what there is to do, the most pressing first."""
    if not account.has_consent:
        yield Step("no-consent", _without_consent(account))
    is_late = last_us is None or now_us() - last_us > STALE_AFTER_DAYS * DAY_US
    if reason and is_late:  # whoever brings files keeps an account in sight without it
        told = f"Not set up ({reason}). Until then import the member's archive or a posts file."
        yield Step(Unseen.SET_UP, told)
    platform = platform_of(account.platform)
    if platform and platform.needs_token and not has_token and is_late:
        yield Step(
            Unseen.TOKEN, f"Ask the member to grant a token, and note it: token --account {account.id}."
        )
    if visit and visit.why and not reason:
        yield Step(visit.why, f"{visit.what} {visit.todo}")
    if visit and visit.token_ends_us and visit.token_ends_us - now_us() < SOON_US:
        ends_on = f"{from_us(visit.token_ends_us):%Y-%m-%d}"
        yield Step("token-ends", f"Its token ends on {ends_on}: ask the member to grant a new one.")
    if last_us is None:
        how = "run `run`" if platform else "import an archive or a posts file"
        yield Step("never-seen", f"Never seen: {how}.")
    elif is_late:
        how = "run `collect` and read what it says of it" if platform else "import a newer file"
        yield Step("not-seen-since", f"Not seen since {from_us(last_us):%Y-%m-%d}: {how}.")
    for sight in (Sight.POSTS, Sight.REPLIES):
        if (platform is None or sight in platform.sees) and seen.get(sight, 0.0) < ENOUGH_SEEN:
            share = int(seen.get(sight, 0.0) * 100)
            told = f"Only {share}% of the last 90 days' {sight} were seen, so figures of theirs are unknown."
            yield Step("too-little-seen", told)
