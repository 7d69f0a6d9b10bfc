"""The council's settings (`settings.toml` in the data folder). Every setting has a default that is safe.

No secret is ever kept here.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from connectors import all_platforms
from connectors.platform import Platform
from handles import account_id
from people import elections, sign_in_settings
from people.elections import PreElection
from people.hours import Hours, stated
from people.languages import documents_in
from people.sign_in_settings import LOOPBACK, SignInSettings
from pipelines.keep import (
    backup_settings,
    delivery_settings,
    health_settings,
    release_settings,
    tables_settings,
)
from pipelines.keep.backup_settings import BackupSettings
from pipelines.keep.delivery_settings import MailSettings, NotifySettings
from pipelines.keep.health_settings import HealthSettings
from pipelines.keep.release_settings import ReleaseSettings
from pipelines.keep.tables_settings import TablesSettings
from store.settings_file import BadSettings, written

SITE = re.compile(r"[\w-]+(\.[\w-]+)+")
ACCOUNT = re.compile(r"\s*\w+\s*:[^\x00-\x1f\x7f]*\w[^\x00-\x1f\x7f]*")
COUNTRIES = frozenset({"england", "wales", "scotland"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """What the council chose."""

    council: str = "Your council"
    country: str = "england"
    time_zone: str = "Europe/London"
    pack: str = "default"
    own_sites: tuple[str, ...] = ()  # the council's and members' own web sites
    council_accounts: tuple[str, ...] = ()  # platform:handle
    hosts: dict[str, str] = field(default_factory=dict)
    platforms: Mapping[str, Any] = field(default_factory=dict)  # by id: what each made of its own table
    group: str = ""  # a Unix group that may read what is for reading of the data folder (store/rights.py)
    invented: bool = False
    public_address: str = ""  # where people open the pages
    sign_in: SignInSettings | None = None
    hours: tuple[Hours, ...] = ()  # in which members say they answer (definition 98)
    languages_checked: dict[str, str] = field(
        default_factory=dict
    )  # by whom, of each translation that isn't a draft
    releases: ReleaseSettings = field(default_factory=ReleaseSettings)  # press releases (definition 75)
    pre_election: PreElection = field(
        default_factory=PreElection
    )  # when nobody is named (people/elections.py)
    tables: TablesSettings = field(default_factory=TablesSettings)  # of tables that are handed on
    health: HealthSettings = field(default_factory=HealthSettings)
    mail: MailSettings | None = None
    notify: NotifySettings | None = None
    backups: BackupSettings = field(default_factory=BackupSettings)
    deliver: str = ""  # the folder that messages are put into, for whoever sends them on

    @property
    def languages(self) -> tuple[str, ...]:
        """Return the languages that documents are made in: English first, and Welsh in Wales."""
        return documents_in(self.country)

    @property
    def zone(self) -> ZoneInfo:
        """Return the council's time zone."""
        return ZoneInfo(self.time_zone)

    def of_platform(self, platform: Platform) -> Any:
        """Return what a platform made of its own table, as it is without one where there is none."""
        if platform.read_settings is None:
            return None
        return self.platforms[platform.id] if platform.id in self.platforms else platform.read_settings({})


OWN = {f.name for f in fields(Settings)} - {"platforms"}


def read(folder: Path) -> Settings:
    """Return the settings of a data folder; the defaults where there is no file. Raise BadSettings."""
    return _checked(written(folder))


def unknown_names(folder: Path) -> list[str]:
    """Return the names in settings.toml that mean nothing to us, for `doctor` to point out."""
    of_platforms = {platform.id for platform in all_platforms() if platform.read_settings}
    return sorted(set(written(folder)) - OWN - of_platforms)


def _checked(told: dict[str, Any]) -> Settings:
    known = {name: one for name, one in told.items() if name in OWN}
    for name in ("council", "country", "time_zone", "pack", "group"):
        if not isinstance(known.get(name, ""), str):
            raise BadSettings(f'settings.toml: {name} must be text, such as {name} = "...".')
    if not isinstance(known.get("hosts", {}), dict):
        raise BadSettings(
            "settings.toml: hosts is a table: write [hosts] on a line of its own, its hosts below."
        )
    checked = known.get("languages_checked", {})
    if not isinstance(checked, dict) or not all(
        isinstance(who, str) and who.strip() for who in checked.values()
    ):
        raise BadSettings(
            'settings.toml: languages_checked says by whom: languages_checked = { cy = "..." }.'
        )
    if not isinstance(known.get("invented", False), bool):
        raise BadSettings("settings.toml: invented must be true or false.")
    for name in ("own_sites", "council_accounts"):
        known[name] = _texts(name, known.get(name, []))
    known["sign_in"] = sign_in_settings.of(told)
    known["hours"] = stated(known.get("hours", []))
    known["pre_election"] = elections.of(known.get("pre_election", {}))
    known["releases"] = release_settings.of(known.get("releases", {}))
    known["tables"] = tables_settings.of(known.get("tables", {}))
    known["health"] = health_settings.of(known.get("health", {}))
    known["backups"] = backup_settings.of(known.get("backups", {}))
    known["mail"] = delivery_settings.mail_of(known.get("mail"))
    known["notify"] = delivery_settings.notify_of(known.get("notify"))
    known["deliver"] = delivery_settings.folder_of(known.get("deliver"))
    known["platforms"] = _of_platforms({name: one for name, one in told.items() if name not in OWN})
    settings = Settings(**known)
    if settings.country not in COUNTRIES:
        raise BadSettings(f"settings.toml: country must be one of {', '.join(sorted(COUNTRIES))}.")
    try:
        ZoneInfo(settings.time_zone)
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise BadSettings(f"settings.toml: no time zone is called {settings.time_zone!r}.") from error
    for name, address in settings.hosts.items():
        _check_host(name, address)
    return settings


def _of_platforms(tables: Mapping[str, Any]) -> dict[str, Any]:
    """Return what platforms read in tables of their own. Most councils have none, and then no connector is loaded."""
    read: dict[str, Any] = {}
    for platform in all_platforms() if tables else ():
        if platform.read_settings and platform.id in tables:
            try:
                read[platform.id] = platform.read_settings(tables[platform.id])
            except ValueError as error:
                raise BadSettings(f"settings.toml: {error}") from error
    return read


def _texts(name: str, told: Any) -> tuple[str, ...]:
    if not isinstance(told, list) or not all(isinstance(one, str) for one in told):
        raise BadSettings(f'settings.toml: {name} must be a list of texts, such as {name} = ["..."].')
    if name == "council_accounts":
        bad = [one for one in told if not ACCOUNT.fullmatch(one)]
        if bad:
            handle = re.search(r"\w[\w.@-]*", bad[0].rpartition(":")[2])
            such = f"such as x:{handle[0] if handle else 'anytown'}"
            raise BadSettings(f"settings.toml: write {bad[0]!r} as platform:handle, {such}.")
        return tuple(account_id(*one.split(":", 1)) for one in told)
    return tuple(_site(one) for one in told)


def _site(told: str) -> str:
    """Return the host of a site however it is written: an address, with or without www."""
    host = told.strip().lower().split("://")[-1].partition("/")[0].partition(":")[0].removeprefix("www.")
    if not SITE.fullmatch(host):
        raise BadSettings(f"settings.toml: own_sites: {told!r} names no site. Write it as council.example.")
    return host


def _check_host(name: str, address: Any) -> None:
    try:
        parts = urlsplit(address) if isinstance(address, str) and address.isprintable() else None
        _ = parts and parts.port
    except ValueError:  # half an IPv6 address, or no port there is
        parts = None
    if parts is None or not parts.hostname:
        raise BadSettings(f"settings.toml: hosts.{name} must be a base address, such as https://example.org.")
    if parts.scheme != "https" and not (parts.scheme == "http" and parts.hostname in LOOPBACK):
        raise BadSettings(
            f"settings.toml: hosts.{name} must begin with https:// (http only for this machine)."
        )
