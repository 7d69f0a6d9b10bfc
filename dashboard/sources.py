"""Where the dashboard's facts come from: the data folder, its published run, its desk, the council's guidance."""

from datetime import UTC, datetime
from functools import cache, lru_cache
from pathlib import Path
from zoneinfo import ZoneInfo

import guidance
from facts import Account, to_us
from metrics import all_measures
from metrics.measure import Audience, Measure
from people import consent, elections, sign_in_settings
from people.elections import Hold
from people.languages import documents_in
from people.sign_in_settings import SignInSettings
from store.belonging import desk_to_read
from store.data_folder import data_folder
from store.desk import Desk
from store.editions import Edition, facts_in, kept
from store.published import CannotBeRead, Published, Row
from store.settings_file import written as settings


def published() -> Published:
    """Return the run that is current at this moment."""
    return Published(data_folder() / "published")


def published_both() -> tuple[Published, Published | CannotBeRead]:
    """Return the current run, and what it holds for the members' own eyes or why that can't be read."""
    return Published.both(data_folder() / "published")


def desk() -> Desk:
    """Return the desk of the data folder. It is never made here. Raise StoreTrouble."""
    path = data_folder() / "desk.sqlite"
    return _desk(data_folder(), path.stat().st_ino if path.exists() else 0)


def live_accounts(zone: str) -> dict[str, Account]:
    """Return the accounts whose consent is live now, by id. Asked at each call: a withdrawal hides at once."""
    return consent.live_accounts(desk(), datetime.now(ZoneInfo(zone)).date())


def hold(zone: str) -> Hold | None:
    """Return the time before an election that today lies in, if it does. Raise BadSettings."""
    return elections.read_hold(data_folder(), datetime.now(ZoneInfo(zone)).date())


def sign_in() -> SignInSettings | None:
    """Return how people sign in; None where they don't. Read once: what opens a door mustn't change by itself."""
    return _sign_in(data_folder())


def languages_signed() -> list[str]:
    """Return the languages whose translation somebody has signed, as settings say it now; else all are drafts."""
    told = settings(data_folder()).get("languages_checked", {})
    return sorted(told) if isinstance(told, dict) else []


def document_languages() -> tuple[str, ...]:
    """Return the languages that documents are made in, as settings say it now."""
    return documents_in(str(settings(data_folder()).get("country", "")))


def now_us() -> int:
    """Return this moment."""
    return to_us(datetime.now(UTC))


def editions() -> dict[str, Edition]:
    """Return the latest edition of each month that was frozen. Raise StoreTrouble."""
    return desk().latest_editions()


def facts_of(edition: Edition) -> Row:
    """Return the facts of an edition: a copy, for whoever asks. Raise StoreTrouble where they aren't as frozen."""
    return facts_in(_frozen(data_folder(), edition.facts, "json"))


def document_of(edition: Edition, form: str, language: str) -> bytes | None:
    """Return a document of an edition as it was handed out, or its facts; None where there is none in that language."""
    hash_ = edition.facts if form == "json" else edition.documents.get((form, language))
    return _frozen(data_folder(), hash_, form) if hash_ else None


def pack(name: str) -> guidance.Pack:
    """Return the council's guidance."""
    return _pack(name, data_folder())


@cache
def measures() -> dict[str, Measure]:
    """Return every measure by its id, in reading order."""
    return {measure.id: measure for measure in all_measures()}


def may_see(measure: str, *, is_self: bool) -> bool:
    """Say whether a measure there is may be seen of a member by a viewer: some are for the member's own eyes."""
    about = measures().get(measure)
    return about is not None and (is_self or about.audience is Audience.ALL)


@lru_cache(maxsize=64)
def _frozen(folder: Path, hash_: str, form: str) -> bytes:
    """Return a file whose name is its hash: it never changes."""
    return kept(folder / "editions", hash_, form)


@lru_cache(maxsize=8)
def _sign_in(folder: Path) -> SignInSettings | None:
    return sign_in_settings.read(folder)


@lru_cache(maxsize=8)
def _desk(folder: Path, _file: int) -> Desk:
    """Return it, opened once, until another file is put in its place, as from a backup."""
    return desk_to_read(folder)


@lru_cache(maxsize=8)
def _pack(name: str, folder: Path) -> guidance.Pack:
    return guidance.read(name, folder)
