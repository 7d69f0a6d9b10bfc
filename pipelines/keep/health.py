"""Whether Two-Way runs as it should: what monitoring asks every few minutes. Reads alone, and waits for nobody.

Nothing is asked of the archive, which a run may hold: what is known of collecting is what the published run says.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from zoneinfo import ZoneInfo

from facts import HOUR_US, from_us, iso
from pipelines.keep import delivery_checks
from pipelines.keep import settings as reading
from pipelines.keep.folder_checks import Step, damaged
from pipelines.keep.settings import Settings
from pipelines.measure.calendar import midnight_us
from pipelines.report import count
from pipelines.summarise.months import closed
from store.belonging import DESK, EDITIONS, PUBLISHED
from store.desk_glance import Glance, glance
from store.outbox import State
from store.published import Published
from store.settings_file import BadSettings
from store.trouble import StoreTrouble

MONTHS = 13  # as far back as `summary --due` looks


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """What the published run says."""

    version: str
    published_us: int
    collected_us: int | None  # the newest visit to any account that ended well
    first_month: str | None  # of which anything was seen


@dataclass(slots=True, kw_only=True)
class Health:
    """What was found, and what is wrong with it."""

    run: Run | None = None
    desk: Glance | None = None
    overdue: list[str] = field(default_factory=list)  # months that have closed and have no edition
    wrong: list[Step] = field(default_factory=list)

    @property
    def is_healthy(self) -> bool:
        """Say whether nothing is wrong."""
        return not self.wrong


def look(folder: Path, now_us: int) -> Health:
    """Return how a data folder is doing at a moment. Raises nothing: what can't be read is what is wrong."""
    found = Health()
    settings = Settings()
    try:
        settings = reading.read(folder)
    except (BadSettings, OSError) as trouble:
        found.wrong.append(Step(getattr(trouble, "code", "disk"), str(trouble)))
    try:
        found.desk = glance(folder / DESK)
    except (StoreTrouble, OSError) as trouble:
        found.wrong.append(Step(getattr(trouble, "code", "disk"), str(trouble)))
        return found  # of a folder without a desk there is nothing more to say
    try:
        found.run = _run(folder / PUBLISHED)
    except (StoreTrouble, OSError) as trouble:
        found.wrong.append(Step(getattr(trouble, "code", "disk"), str(trouble)))
    if found.run:
        found.overdue = _overdue(found.run, found.desk, settings, now_us)
    found.wrong += _wrong(found, settings, now_us)
    found.wrong += damaged(folder / EDITIONS, found.desk.files)
    return found


def _run(folder: Path) -> Run:
    published = Published(folder)
    return Run(
        version=published.version,
        published_us=int(published.meta()["published_us"]),
        collected_us=max((row["done_us"] for row in published.visits() if row["done_us"]), default=None),
        first_month=published.first_month_seen(),
    )


def _overdue(run: Run, desk: Glance, settings: Settings, now_us: int) -> list[str]:
    """Return the months that closed longer ago than settings allow, and that have no edition."""
    hours = settings.health.edition_within_hours
    if not hours or not run.first_month:
        return []
    first_us = midnight_us(date.fromisoformat(f"{run.first_month}-01"), settings.zone)
    months = closed(first_us, now_us - hours * HOUR_US - 1, settings.zone)
    return [month for month in months[-MONTHS:] if month not in desk.editions]


def _wrong(found: Health, settings: Settings, now_us: int) -> Iterator[Step]:
    may = settings.health
    if found.run:
        if not settings.invented and _is_late(found.run.collected_us, may.collected_within_hours, now_us):
            since = _at(found.run.collected_us, settings.zone)
            yield Step(
                "collected-late",
                f"Nothing was collected since {since}: {_allowed(may.collected_within_hours)}.",
            )
        if _is_late(found.run.published_us, may.published_within_hours, now_us):
            since = _at(found.run.published_us, settings.zone)
            yield Step(
                "published-late",
                f"Nothing was published since {since}: {_allowed(may.published_within_hours)}.",
            )
    if found.overdue:
        yield Step(
            "edition-overdue",
            f"There is no edition of {', '.join(found.overdue)}. Run: python -m pipelines summary --due",
        )
    desk = found.desk
    if desk and desk.erasures and _is_late(desk.oldest_erasure_us, may.erased_within_hours, now_us):
        since = _at(desk.oldest_erasure_us, settings.zone)
        yield Step(
            "erasure-waits", f"{count(desk.erasures, 'account')} should have been erased since {since}."
        )
    if desk and desk.outbox:
        failed = sum(us >= now_us - delivery_checks.LATELY_US for us in desk.failed_us)
        for step in delivery_checks.of_outbox(unknown=desk.outbox.get(State.UNKNOWN, 0), failed=0):
            yield Step("outbox-unsettled", step.told)  # as monitoring has known it from the first
        yield from delivery_checks.of_outbox(unknown=0, failed=failed)


def _is_late(us: int | None, within_hours: int, now_us: int) -> bool:
    """Say whether something is longer ago than it may be; what never was is late, unless nobody asks (0)."""
    return bool(within_hours) and (us is None or now_us - us > within_hours * HOUR_US)


def _allowed(hours: int) -> str:
    return f"more than {count(hours, 'hour')} ago"


def said(found: Health, zone: ZoneInfo) -> str:
    """Return it in one line."""
    parts = []
    if found.run:
        parts += [
            f"collected {_at(found.run.collected_us, zone)}",
            f"published {_at(found.run.published_us, zone)}",
        ]
    if found.desk:
        latest = max(found.desk.editions, default="none")
        outbox = found.desk.outbox
        sent = ", ".join(f"{number} {state}" for state, number in outbox.items()) if outbox else "empty"
        parts += [f"edition {latest}", *([f"outbox {sent}"] if outbox is not None else [])]
        parts.append(f"erasures pending {found.desk.erasures}")
    wrong = " ".join(f"{step.told} [{step.code}]" for step in found.wrong)
    told = f"{'Not healthy' if wrong else 'Healthy'}: {'; '.join(parts)}"
    return f"{told}. {wrong}".replace(": . ", ": ").strip() if wrong else f"{told}."


def document(found: Health) -> dict[str, object]:
    """Return it as JSON holds it."""
    run, desk = found.run, found.desk
    latest = max(desk.editions, default=None) if desk else None
    return {
        "healthy": found.is_healthy,
        "codes": [step.code for step in found.wrong],
        "wrong": [step.told for step in found.wrong],
        "published": run.version if run else None,
        "published_at": iso(run.published_us) if run else None,
        "collected_at": iso(run.collected_us) if run and run.collected_us else None,
        "edition": {"month": latest, "revision": desk.editions[latest]} if desk and latest else None,
        "editions_overdue": found.overdue,
        "outbox": desk.outbox if desk else None,
        "erasures_pending": desk.erasures if desk else None,
    }


def _at(us: int | None, zone: ZoneInfo) -> str:
    return f"{from_us(us).astimezone(zone):%Y-%m-%d %H:%M}" if us is not None else "never"
