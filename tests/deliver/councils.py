"""A council with a frozen month and people who are to hear of it."""

from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from facts import to_us
from pipelines.keep.folder import Folder
from pipelines.summarise.months import after, closes_us
from store.desk import Desk
from store.editions import Edition
from tests.small_council import Council
from tests.summaries.facts_sample import facts
from tests.summaries.facts_sample import froze as freeze

LONDON = ZoneInfo("Europe/London")


def latest_month() -> str:
    """Return the month that closed last."""
    month = f"{datetime.now(LONDON):%Y-%m}"
    while closes_us(month, LONDON) > to_us(datetime.now(UTC)):
        month = after(month, -1)
    return month


def froze(council: Council, month: str = "", /, **more: Any) -> Edition:
    """Freeze a month of a council, from facts that tests share."""
    some = facts(month=month or latest_month(), **{"languages": ["en"], "country": "england", **more})
    return freeze(council.path, some)


def let_in(council: Council, emails: Iterable[str], channel: str = "email") -> None:
    """Let people in as leadership, who chose to be written to."""
    desk = Desk(council.path / "desk.sqlite")
    for email in emails:
        desk.add_role(email, "leadership", "", now_us=1, by="test")
        desk.choose(email, {"channel": channel}, now_us=1, by="test")
    desk.close()


def states(council: Council) -> dict[str, str]:
    """Return how far each recipient's message got."""
    return {one["recipient"]: one["state"] for one in council.json("deliver", "list")}


def started(path: Path, settings: str = "") -> Council:
    """Return an empty council with these settings."""
    path.mkdir(parents=True, mode=0o700)
    path.joinpath("settings.toml").write_text(settings, encoding="utf-8")
    path.joinpath("settings.toml").chmod(0o600)
    Folder(path).desk.close()
    return Council(path)
