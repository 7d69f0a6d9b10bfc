"""What members' profiles say."""

from tests.measures.twin.clock import Window, moment
from tests.measures.twin.figure import Figure, Occasion
from tests.measures.twin.history import PLAIN_PROFILES, History
from tests.measures.twin.reading import account_of, consenting, good_rows

FACTS = ("councillor", "ward", "contact", "hours", "views_own")
Reading = tuple[int, str]  # when, and the text


def bio(history: History, member: str, window: Window) -> Figure:
    """80: return of how many of M's accounts the profile was read by then, and how many say each fact."""
    own = [account for account, owner in consenting(history).items() if owner == member]
    visible = [account for account in own if not is_known_from_posts_alone(history, account)]
    if not visible:
        return Figure(unit="count", outcome="not visible")
    end = min(window.parts(window.stop)[-1][1], moment(history.as_of))  # 97: of its part in office
    latest = {account: found for account in visible if (found := latest_by(readings(history, account), end))}
    if not latest:
        return Figure(unit="count", outcome="unknown")
    said = [PLAIN_PROFILES[text] for _, text in latest.values()]
    return Figure(
        unit="count",
        value=len(latest),
        n=len(latest),
        counts={fact: sum(fact in facts for facts in said) for fact in FACTS},
        occasions=[Occasion(happened=since, post=None) for since, _ in latest.values()],
    )


def readings(history: History, account: str) -> list[Reading]:
    """80: return what was read of an account, in order; of one moment the first that came."""
    found: dict[int, str] = {}
    for row in history.profiles:
        if account_of(row["account"]) == account:
            found.setdefault(moment(row["read_at"]), row["text"])
    return sorted(found.items())


def latest_by(some: list[Reading], end: int) -> Reading | None:
    """80: return the latest text read at or before a moment, and since when each reading gave it."""
    by_then = [reading for reading in some if reading[0] <= end]
    if not by_then:
        return None
    text = by_then[-1][1]
    since = by_then[-1][0]
    for when, other in reversed(by_then):
        if other != text:
            break
        since = when
    return since, text


def is_known_from_posts_alone(history: History, account: str) -> bool:
    """80: say whether posts files tell of an account, and nothing of its profile. Nobody visits one in a history."""
    rows = [row for rows in good_rows(history) for row in rows]
    return not readings(history, account) and any(account_of(row["account"]) == account for row in rows)
