"""What a council says of X: nothing is read of its API before a plan, a number of reads and a token are there."""

from dataclasses import dataclass
from datetime import datetime

from connectors.platform import Chosen, Left
from connectors.x.budget import all_spent, told

TOKEN = "TWOWAY_X_TOKEN"  # noqa: S105 - the name of a variable of the environment
STREAM = "budget"
MOST_READS = 1_000_000_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class XSettings:
    """What an administrator recorded about X: nothing is read from its API before both are there."""

    plan: str = ""  # the contract that permits a public body to use it, in the council's own words
    reads_a_month: int = 0  # posts, each 0.5 cent; a user counts as two


def read_settings(table: object) -> XSettings:
    """Return what [x] of settings.toml says. Raise ValueError."""
    if not isinstance(table, dict):
        raise ValueError("x is a table: write [x] on a line of its own, plan and reads below.")
    plan, reads = table.get("plan", ""), table.get("reads_a_month", 0)
    if not isinstance(plan, str):
        raise ValueError('x.plan must be text, such as plan = "Enterprise, signed 2026-05-01".')
    if not isinstance(reads, int) or isinstance(reads, bool) or not 0 <= reads <= MOST_READS:
        raise ValueError("x.reads_a_month must be a whole number, such as 10000.")
    unknown = sorted(set(table) - {"plan", "reads_a_month"})
    if unknown:
        raise ValueError(f"[x] knows plan and reads_a_month, not {unknown[0]}.")
    return XSettings(plan=plan.strip(), reads_a_month=reads)


def token(chosen: Chosen) -> str:
    """Return the council's token, empty where there is none."""
    return chosen.environment.get(TOKEN, "").strip()


def why_not(chosen: Chosen) -> str:
    """Return why X can't be read yet, and what to do."""
    if not chosen.settings.plan:
        return "no plan that lets a public body use X's API is recorded: see docs/platforms/x.md"
    if not chosen.settings.reads_a_month:
        return "nothing may be read yet: set [x] reads_a_month in settings.toml"
    noted = token(chosen)
    if not noted or not noted.isascii() or not noted.isprintable():
        return f"there is no token: put it into the environment as {TOKEN}"
    return ""


def left(settings: XSettings, spent: str, now: datetime) -> Left | None:
    """Return what may still be read this month; None while X is off."""
    if not settings.plan or not settings.reads_a_month:
        return None
    reads, renewed_at = told(spent, settings.reads_a_month, now)
    return Left(reads=reads, allowed=settings.reads_a_month, renewed_at=renewed_at)


def used_up(settings: XSettings) -> str:
    """Return what is noted where nobody knows what was read this month."""
    return all_spent(settings.reads_a_month) if settings.reads_a_month else ""
