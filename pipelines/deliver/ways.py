"""Which ways out are set up: by settings.toml, and by the secrets that stand in the environment alone."""

import os
import re
from pathlib import Path

from people.outbox import Channel as Name
from pipelines.deliver.channel import Channel, ChannelTrouble
from pipelines.deliver.mail import Mail
from pipelines.deliver.notify import Notify
from pipelines.deliver.on_disk import OnDisk
from pipelines.keep.delivery_settings import MAIL_PASSWORD, NOTIFY_KEY
from pipelines.keep.settings import Settings

UUID = r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}"
A_KEY = re.compile(rf".*{UUID}-{UUID}", re.IGNORECASE | re.DOTALL)


def way(settings: Settings, name: str) -> Channel:
    """Return a way out, not yet used. Raise ChannelTrouble where it isn't set up."""
    if why := not_set_up(settings, name):
        raise why
    if name == Name.EMAIL and settings.mail:
        return Mail(settings.mail, os.environ.get(MAIL_PASSWORD, ""))
    if name == Name.NOTIFY and settings.notify:
        return Notify(settings.notify, os.environ[NOTIFY_KEY])
    return OnDisk(Path(settings.deliver), settings.mail)


def not_set_up(settings: Settings, name: str) -> ChannelTrouble | None:
    """Return what is missing of a way out; never a secret."""
    if name == Name.EMAIL:
        if settings.mail is None:
            return ChannelTrouble("E-mail isn't set up: settings.toml has no [mail].", code="mail-not-set-up")
        if settings.mail.username and not os.environ.get(MAIL_PASSWORD):
            return ChannelTrouble(
                f"E-mail isn't set up: no {MAIL_PASSWORD} in the environment.", code="mail-not-set-up"
            )
    elif name == Name.NOTIFY:
        if settings.notify is None:
            return ChannelTrouble(
                "Notify isn't set up: settings.toml has no [notify].", code="notify-not-set-up"
            )
        if not A_KEY.fullmatch(os.environ.get(NOTIFY_KEY, "")):
            return ChannelTrouble(
                f"Notify isn't set up: no key of it in {NOTIFY_KEY}.", code="notify-not-set-up"
            )
    elif not settings.deliver:
        return ChannelTrouble(
            "No folder is set up: settings.toml has no [deliver] with a folder.", code="deliver-folder"
        )
    return None
