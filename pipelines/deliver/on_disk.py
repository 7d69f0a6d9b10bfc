"""A folder on disk, for councils whose mail goes out by other hands: each message as .eml, its documents beside it."""

from pathlib import Path

from pipelines.deliver.channel import Begin, ChannelTrouble, Letter, Outcome
from pipelines.deliver.mail import Unwritable, as_mail
from pipelines.keep.delivery_settings import MailSettings
from store.outbox import Message, State
from store.writing import write_whole_bytes


class OnDisk:
    """The folder. Each file is written whole, by rename; the .eml last, so that whoever finds it finds the rest."""

    def __init__(self, folder: Path, mail: MailSettings | None) -> None:
        self._folder, self._mail = folder, mail

    def send(self, letter: Letter, begin: Begin) -> Outcome | None:
        """Write a message. Return what became of it; None where it was not to begin. Raise ChannelTrouble."""
        try:
            written = as_mail(letter, self._mail)
        except Unwritable as why:
            return Outcome(State.FAILED, str(why))
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            for name, document in letter.documents:
                write_whole_bytes(self._folder / f"{letter.message_id}-{name}", document)
        except OSError as error:
            raise self._not_now(error) from error
        if not begin():
            for name, _ in letter.documents:
                (self._folder / f"{letter.message_id}-{name}").unlink(missing_ok=True)
            return None
        try:
            write_whole_bytes(self._path(letter.message_id), written)
        except OSError as error:
            if self._path(letter.message_id).exists():  # renamed, and perhaps not settled on the disk
                return Outcome(State.UNKNOWN, f"{error.strerror or error}")
            return Outcome(State.QUEUED, f"{error.strerror or error}")
        return Outcome(State.SENT, self._path(letter.message_id).name)

    def look_up(self, message: Message) -> Outcome | None:
        """Return that a message was written, if it lies there still."""
        path = self._path(message.message_id)
        return Outcome(State.SENT, path.name) if path.is_file() else None

    def close(self) -> None:
        """Be done: nothing is held open."""

    def _path(self, message_id: str) -> Path:
        return self._folder / f"{message_id}.eml"

    def _not_now(self, error: OSError) -> ChannelTrouble:
        told = f"Nothing can be written to {self._folder} ({error.strerror or error}). Mend that, and run this again."
        return ChannelTrouble(told, code="deliver-folder")
