"""How messages leave, as settings.toml says it. No secret is among it: those come from the environment alone.

[mail]
host = "smtp.anytown.example"
from = "Two-Way <two-way@anytown.example>"
username = "two-way"

[notify]
templates = { en = "..." }

[deliver]
folder = "/srv/two-way/out"
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from email.headerregistry import Address, AddressHeader, HeaderRegistry
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from people.roles import EMAIL
from people.sign_in_settings import LOOPBACK
from store.settings_file import BadSettings, as_table, only_known

MAIL_PASSWORD, NOTIFY_KEY = "TWOWAY_MAIL_PASSWORD", "TWOWAY_NOTIFY_KEY"  # where they are found
SUBMISSION = 587
NOTIFY = "https://api.notifications.service.gov.uk"
A_HOST = re.compile(r"[A-Za-z0-9:]([A-Za-z0-9.:-]{0,250}[A-Za-z0-9])?")
A_TEMPLATE = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.IGNORECASE)
_HEADERS = HeaderRegistry()
SECRETS = {"mail": ("password", MAIL_PASSWORD), "notify": ("key", NOTIFY_KEY)}


@dataclass(frozen=True, slots=True, kw_only=True)
class MailSettings:
    """The council's mail server, and as whom it is told to send."""

    host: str
    sender: Address  # `from`
    port: int = SUBMISSION
    reply_to: Address | None = None
    starttls: bool = True
    username: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class NotifySettings:
    """GOV.UK Notify: the template of each language."""

    templates: Mapping[str, str] = field(default_factory=dict)
    base_url: str = NOTIFY


def mail_of(told: Any) -> MailSettings | None:
    """Return what [mail] says; None where there is none. Raise BadSettings."""
    if told is None:
        return None
    table = _table("mail", told, {"host", "port", "from", "reply_to", "starttls", "username"})
    host, starttls = table.get("host"), table.get("starttls", True)
    if not isinstance(host, str) or not A_HOST.fullmatch(host):
        raise BadSettings('settings.toml: mail.host must be a server, such as host = "smtp.anytown.example".')
    port = table.get("port", SUBMISSION)
    if isinstance(port, bool) or not isinstance(port, int) or not 1 <= port <= 65535:
        raise BadSettings("settings.toml: mail.port must be a whole number from 1 to 65535.")
    username = table.get("username", "")
    if not isinstance(username, str) or not username.isprintable():
        raise BadSettings('settings.toml: mail.username must be text, such as username = "two-way".')
    if not isinstance(starttls, bool):
        raise BadSettings("settings.toml: mail.starttls must be true or false.")
    if username and not starttls and host not in LOOPBACK:
        raise BadSettings(
            "settings.toml: mail.starttls = false would send the password unencrypted. Take it out, or username."
        )
    return MailSettings(
        host=host,
        port=port,
        sender=_address("from", table.get("from")),
        reply_to=_address("reply_to", table["reply_to"]) if "reply_to" in table else None,
        starttls=starttls,
        username=username,
    )


def notify_of(told: Any) -> NotifySettings | None:
    """Return what [notify] says; None where there is none. Raise BadSettings."""
    if told is None:
        return None
    table = _table("notify", told, {"templates", "base_url"})
    templates, address = table.get("templates"), table.get("base_url", NOTIFY)
    if (
        not isinstance(templates, dict)
        or not templates
        or not all(isinstance(one, str) and A_TEMPLATE.fullmatch(one) for one in templates.values())
    ):
        raise BadSettings(
            'settings.toml: notify.templates names a template of each language by its id: templates = { en = "..." }.'
        )
    try:
        parts = urlsplit(address) if isinstance(address, str) and address.isprintable() else None
        _ = parts and parts.port
    except ValueError:  # half an IPv6 address, or no port there is
        parts = None
    is_secure = parts and (parts.scheme == "https" or (parts.scheme == "http" and parts.hostname in LOOPBACK))
    if not parts or not parts.hostname or not is_secure or parts.path.strip("/") or parts.username:
        raise BadSettings("settings.toml: notify.base_url must begin with https:// and have no path.")
    return NotifySettings(templates=templates, base_url=address)


def folder_of(told: Any) -> str:
    """Return the folder that [deliver] names; nothing where there is none. Raise BadSettings."""
    if told is None:
        return ""
    folder = _table("deliver", told, {"folder"}).get("folder", "")
    if not isinstance(folder, str) or not folder.isprintable() or not Path(folder).is_absolute():
        raise BadSettings(
            'settings.toml: deliver.folder must be a folder by its whole path, such as folder = "/srv/two-way/out".'
        )
    return folder


def _table(name: str, told: Any, known: set[str]) -> dict[str, Any]:
    """Return a table's entries, all of them known. Raise BadSettings, which never holds a value."""
    table = as_table(name, told)
    if name in SECRETS and any(SECRETS[name][0] in one.lower() for one in table):
        raise BadSettings(
            f"settings.toml: a secret stands in [{name}]. Take it out, change it, and put it into {SECRETS[name][1]}."
        )
    only_known(name, table, known)
    return table


def _address(name: str, told: Any) -> Address:
    """Return who sends, or is answered to. Raise BadSettings."""
    header = _HEADERS("from", told) if isinstance(told, str) and told.isprintable() else None
    addresses: tuple[Address, ...] = ()
    if isinstance(header, AddressHeader) and not header.defects:
        addresses = header.addresses
    written = addresses[0].addr_spec if len(addresses) == 1 else ""
    if EMAIL.fullmatch(written) and written.isascii():
        return addresses[0]
    raise BadSettings(
        f'settings.toml: mail.{name} must be one address, such as {name} = "Two-Way <two-way@anytown.example>".'
    )
