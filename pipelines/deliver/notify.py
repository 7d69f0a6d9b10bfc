"""GOV.UK Notify, by its official client. Its template of each language has three fields: subject, body and file.

Whatever goes into one is sanitised by Notify: none of it becomes a link or markup but the link to the file. What it has
sent is looked up by our own reference first, so a message of which nobody could tell is found again, for seven days.
"""

import logging
from collections.abc import Mapping
from io import BytesIO
from typing import Any

from notifications_python_client.errors import APIError
from notifications_python_client.notifications import NotificationsAPIClient
from notifications_python_client.utils import prepare_upload

from pipelines.deliver.channel import Begin, ChannelTrouble, Letter, Outcome, said
from pipelines.keep.delivery_settings import NOTIFY_KEY, NotifySettings
from store.outbox import Message, State
from wording.language import DEFAULT

logging.getLogger("notifications_python_client").setLevel(logging.CRITICAL)  # it would log what Notify says

FIELDS = ("subject", "body")
KEPT = "26 weeks"  # how long the link to a file opens it
GONE_WRONG = ("permanent-failure", "temporary-failure", "technical-failure")


class Notify:
    """Notify, with the key of one service."""

    def __init__(self, settings: NotifySettings, key: str) -> None:
        self._templates = settings.templates
        self._key = key
        self._client = NotificationsAPIClient(key, base_url=settings.base_url)

    def send(self, letter: Letter, begin: Begin) -> Outcome | None:
        """Send a message. Return what became of it; None where it was not to begin. Raise ChannelTrouble."""
        template = self._templates.get(letter.email.language) or self._templates.get(DEFAULT)
        if template is None:
            raise ChannelTrouble(
                f"[notify] in settings.toml names no template for {letter.email.language}. Add one to templates.",
                code="notify-not-set-up",
            )
        try:
            personalisation = self._fields(letter)
        except ValueError as error:  # a file over 2 MB
            return Outcome(State.FAILED, said(error))
        try:
            known = self._known(letter.message_id)
        except APIError as error:
            raise self._not_now(error) from None
        if known and known.state is State.SENT:  # what went wrong a person may have sent again
            return known
        if not begin():
            return None
        try:
            self._client.send_email_notification(
                letter.recipient,
                template,
                personalisation,
                reference=letter.message_id,
                sanitise_content_for=list(FIELDS),
            )
        except APIError as error:
            return self._after(error, letter.message_id)
        return Outcome(State.SENT, "Notify took it.")

    def look_up(self, message: Message) -> Outcome | None:
        """Return what Notify knows of a message, if it knows it."""
        try:
            return self._known(message.message_id)
        except APIError:
            return None

    def close(self) -> None:
        """Be done: nothing is held open."""
        self._client.request_session.close()

    def _known(self, reference: str) -> Outcome | None:
        found: Mapping[str, Any] = self._client.get_all_notifications(reference=reference)
        states = [str(one.get("status")) for one in found.get("notifications", ())]
        if not states:
            return None
        if all(one in GONE_WRONG for one in states):
            return Outcome(State.FAILED, said(f"Notify: {states[0]}"))
        return Outcome(State.SENT, said(f"Notify: {states[0]}"))

    def _fields(self, letter: Letter) -> dict[str, Any]:
        fields: dict[str, Any] = {"subject": letter.email.subject, "body": letter.email.text, "file": ""}
        for name, document in letter.documents[:1]:
            fields["file"] = prepare_upload(
                BytesIO(document), filename=name, confirm_email_before_download=True, retention_period=KEPT
            )
        return fields

    def _after(self, error: APIError, reference: str) -> Outcome:
        """Return what became of a message at whose handing over something went wrong."""
        if 400 <= error.status_code < 500:  # it wasn't taken
            is_refused = error.status_code in (400, 413)
            return Outcome(State.FAILED if is_refused else State.QUEUED, self._said(error))
        try:
            known = self._known(reference)
        except APIError:
            known = None
        if known and known.state is State.SENT:
            return known
        return Outcome(State.UNKNOWN, f"No clear answer of Notify: {self._said(error)}")

    def _not_now(self, error: APIError) -> ChannelTrouble:
        if error.status_code in (401, 403):
            told = f"Notify refused the key ({error.status_code}). Check {NOTIFY_KEY} in the environment."
            return ChannelTrouble(told, code="notify-key")
        told = (
            f"Notify can't be used ({self._said(error)}). Nothing was sent by it; the next run tries again."
        )
        return ChannelTrouble(told, code="notify-server")

    def _said(self, error: APIError) -> str:
        return said(f"{error.status_code} {error.message}", hide=(self._key, self._key[-36:]))
