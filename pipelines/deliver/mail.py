"""The council's mail server, by SMTP driven step by step: so that it is known whether a message can have left.

Until DATA begins nothing has left, whatever fails. Once it has begun and no answer comes, nobody can tell.
"""

import re
import smtplib
import ssl
from datetime import UTC, datetime
from email import policy
from email.errors import MessageError
from email.headerregistry import Address
from email.message import EmailMessage
from email.utils import format_datetime

from pipelines.deliver.channel import Begin, ChannelTrouble, Letter, Outcome, said
from pipelines.keep.delivery_settings import MAIL_PASSWORD, MailSettings
from store.outbox import Message, State

TIMEOUT_S = 30.0
LAST_WORD_S = 300.0  # how long a server may look at a whole message before it answers
BY_ONE_CONNECTION = 50  # many servers close one after a hundred
LOST = "The connection was lost while the server was taking the message."


class Unwritable(ValueError):
    """A message can't be written as mail: its address isn't one that mail knows."""


class Mail:
    """One connection for many messages."""

    def __init__(self, settings: MailSettings, password: str) -> None:
        self._settings, self._password = settings, password
        self._smtp: smtplib.SMTP | None = None
        self._sent = 0

    def send(self, letter: Letter, begin: Begin) -> Outcome | None:
        """Send a message. Return what became of it; None where it was not to begin. Raise ChannelTrouble."""
        try:
            written = as_mail(letter, self._settings)
        except Unwritable as why:
            return Outcome(State.FAILED, str(why))
        try:
            smtp = self._ready()
            if refused := self._envelope(smtp, letter.recipient):
                return refused
        except (OSError, smtplib.SMTPException) as error:
            self.close()
            return Outcome(State.QUEUED, self._said(error))
        if not begin():
            return None
        return self._data(smtp, written)

    def look_up(self, message: Message) -> Outcome | None:
        """Return None: a mail server can't be asked what became of a message."""
        return None

    def close(self) -> None:
        """End the connection, if there is one."""
        smtp, self._smtp = self._smtp, None
        if smtp is not None:
            try:
                smtp.quit()
            except (OSError, smtplib.SMTPException):
                smtp.close()

    def _ready(self) -> smtplib.SMTP:
        """Return a connection that answers. Raise ChannelTrouble."""
        if self._smtp is not None and self._sent < BY_ONE_CONNECTION:
            try:
                if self._smtp.rset()[0] == 250:
                    self._sent += 1
                    return self._smtp
            except (OSError, smtplib.SMTPException):
                pass
        self.close()
        self._smtp, self._sent = self._connected(), 1
        return self._smtp

    def _connected(self) -> smtplib.SMTP:
        settings, where = self._settings, f"{self._settings.host}:{self._settings.port}"
        smtp = None
        try:
            smtp = smtplib.SMTP(
                settings.host, settings.port, local_hostname=settings.sender.domain, timeout=TIMEOUT_S
            )
            smtp.ehlo_or_helo_if_needed()
            if settings.starttls:
                smtp.starttls(context=ssl.create_default_context())
            if settings.username:
                smtp.login(settings.username, self._password)
            return smtp
        except smtplib.SMTPAuthenticationError as error:
            why = f"The mail server {where} refused the login ({error.smtp_code})."
            told = f"{why} Check mail.username in settings.toml and {MAIL_PASSWORD} in the environment."
            trouble = ChannelTrouble(told, code="mail-login")
        except ssl.SSLCertVerificationError as error:
            why = (
                f"The certificate of the mail server {where} can't be trusted ({said(error.verify_message)})"
            )
            trouble = ChannelTrouble(
                f"{why}: nothing was said to it. Ask for one that can.", code="mail-server"
            )
        except (OSError, smtplib.SMTPException) as error:
            why = f"The mail server {where} can't be used ({self._said(error)})"
            told = f"{why}. Nothing was sent by it; the next run tries again."
            trouble = ChannelTrouble(told, code="mail-server")
        if smtp is not None:
            smtp.close()
        raise trouble

    def _envelope(self, smtp: smtplib.SMTP, recipient: str) -> Outcome | None:
        """Say from whom to whom. Return why the recipient is refused; raise ChannelTrouble where the sender is."""
        code, reply = smtp.mail(self._settings.sender.addr_spec)
        if code >= 500:
            why = f"The mail server refused mail.from of settings.toml ({self._said(reply, code)})."
            raise ChannelTrouble(f"{why} Set it right.", code="mail-server")
        if code == 250:
            code, reply = smtp.rcpt(recipient)
        return None if code in (250, 251) else self._refused(code, reply)

    def _data(self, smtp: smtplib.SMTP, written: bytes) -> Outcome:
        try:
            code, reply = smtp.docmd("DATA")
        except (OSError, smtplib.SMTPException) as error:  # not a word of the message has left
            self.close()
            return Outcome(State.QUEUED, self._said(error))
        if code != 354:
            return self._refused(code, reply)
        try:
            smtp.send(re.sub(rb"(?m)^\.", b"..", written) + b".\r\n")
            if smtp.sock is not None:
                smtp.sock.settimeout(LAST_WORD_S)
            code, reply = smtp.getreply()
            if smtp.sock is not None:
                smtp.sock.settimeout(TIMEOUT_S)
        except (OSError, smtplib.SMTPException):
            self.close()
            return Outcome(State.UNKNOWN, LOST)
        if code == -1 or not 200 <= code < 600:  # no answer of SMTP
            self.close()
            return Outcome(State.UNKNOWN, LOST)
        return Outcome(State.SENT, self._said(reply, code)) if code < 300 else self._refused(code, reply)

    def _refused(self, code: int, reply: bytes) -> Outcome:
        if code == 421:  # it is about to hang up
            self.close()
        told = self._said(reply, code)
        return Outcome(State.FAILED if 500 <= code < 600 else State.QUEUED, told)

    def _said(self, told: object, code: int | None = None) -> str:
        if isinstance(told, OSError) and told.strerror:
            told = told.strerror
        text = said(told, hide=(self._password,))
        return f"{code} {text}".strip() if code else text


def as_mail(letter: Letter, settings: MailSettings | None) -> bytes:
    """Return a message as it is written to a mail server, or into a file: lines end in CRLF.

    Every header is set by the standard library, which refuses a line end in one. Raise Unwritable.
    """
    try:
        to = Address(addr_spec=letter.recipient)
    except (ValueError, MessageError) as error:
        raise Unwritable("The address isn't one that mail can be sent to.") from error
    if not letter.recipient.isascii():
        raise Unwritable("An address with letters beyond ASCII can't be written to.")
    mail = EmailMessage(policy=policy.SMTP)
    if settings is not None:
        mail["From"] = settings.sender
        if settings.reply_to is not None:
            mail["Reply-To"] = settings.reply_to
    mail["To"] = to
    mail["Subject"] = letter.email.subject
    mail["Date"] = format_datetime(datetime.now(UTC))
    mail["Message-ID"] = f"<{letter.message_id}@{settings.sender.domain if settings else 'two-way.invalid'}>"
    mail["Auto-Submitted"] = "auto-generated"
    mail.set_content(letter.email.text, cte="quoted-printable")
    mail.add_alternative(letter.email.html, subtype="html", cte="quoted-printable")
    for name, document in letter.documents:
        mail.add_attachment(document, maintype="application", subtype="pdf", filename=name)
    mail["Content-Language"] = letter.email.language  # last: what is said of content goes into its first part
    return mail.as_bytes()
