"""Works the outbox: queues what is due, then sends each message once, or says that nobody can tell.

`sending` is written to the desk before a message can leave this machine. Whoever is killed then leaves it there, and
the next run calls it unknown: it is for a person to settle, and never sent again by itself.
"""

from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from facts import DAY_US, HOUR_US, SECOND_US
from guidance import PackTrouble
from people import outbox
from pipelines.deliver.channel import Channel, ChannelTrouble, Outcome
from pipelines.deliver.compose import Composer, NotSent
from pipelines.deliver.queue import Key, queue
from pipelines.deliver.ways import way
from pipelines.keep.folder import Folder, now_us
from store.locking import AtWork, one_at_a_time
from store.outbox import Message, State
from store.trouble import ArchiveBusy, StoreTrouble

FIRST_WAIT_US, LONGEST_WAIT_US = 300 * SECOND_US, 6 * HOUR_US
MOST_TRIES = 20  # more than three days
KEPT_US = 365 * DAY_US  # how long it is kept what went to whom
STOPPED = "Two-Way was stopped while it handed the message over."
WORK = (
    "delivery"  # whose lock is held while messages are sent: the folder's own would stop every other command
)
Tell = Callable[[str], None]


class DeliveryBusy(ArchiveBusy):
    """Another run works the outbox."""

    code = "delivery-busy"


@dataclass(slots=True)
class Done:
    """What a run did, by number of messages; and what kept others back, with its code."""

    queued: int = 0
    states: Counter[State] = field(default_factory=Counter)  # QUEUED: to be tried again
    dropped: int = 0
    unsent: dict[Key, str] = field(default_factory=dict)  # what is due and can't go, and why
    troubles: dict[str, str] = field(default_factory=dict)  # what kept a whole channel back, by code
    told: list[tuple[int, State]] = field(default_factory=list)  # the messages that a person has to look at


def deliver(folder: Folder, tell: Tell = lambda _: None) -> Done:
    """Queue what is due and send what waits. Raise DeliveryBusy or StoreTrouble."""
    with _alone(folder):
        done, composer = Done(), Composer(folder, now_us())
        folder.desk.forget_messages(before_us=composer.now_us - KEPT_US)
        sender = _Sender(folder, composer, done, tell)
        try:
            sender.settle_doubts()
            sender.drop_unwanted()
            done.queued, done.unsent = queue(folder, composer)
            sender.send_all()
        finally:
            sender.close()
        return done


@contextmanager
def _alone(folder: Folder) -> Iterator[None]:
    try:
        with one_at_a_time(folder.path, WORK):
            yield
    except AtWork:
        raise DeliveryBusy(
            "Another run works the outbox. It sends what is due; this one did nothing."
        ) from None


class _Sender:
    """Sends messages, by whichever way each goes."""

    def __init__(self, folder: Folder, composer: Composer, done: Done, tell: Tell) -> None:
        self._folder, self._composer, self._done, self._tell = folder, composer, done, tell
        self._ways: dict[str, Channel] = {}
        self._shut: set[str] = set()

    def close(self) -> None:
        """End what is open."""
        for one in self._ways.values():
            one.close()

    def settle_doubts(self) -> None:
        """Call unknown what a killed run left, and ask of all that is unknown whoever may know."""
        stopped = {one.id for one in self._folder.desk.doubt(STOPPED, now_us=self._composer.now_us)}
        for message in self._folder.desk.outbox():
            if message.state is not State.UNKNOWN:
                continue
            found = self._looked_up(message)
            if found:
                self._note(message, found)
            elif message.id in stopped:
                self._done.states[State.UNKNOWN] += 1
                self._done.told.append((message.id, State.UNKNOWN))

    def _looked_up(self, message: Message) -> Outcome | None:
        try:
            return self._way(message.channel).look_up(message)
        except ChannelTrouble:
            return None

    def drop_unwanted(self) -> None:
        """Drop what waits and isn't wanted any more, so that what is wanted instead can be queued in its place."""
        for message in self._folder.desk.outbox():
            if message.state is State.QUEUED and not self._may_go(message):
                self._done.dropped += self._folder.desk.drop(message.id)

    def send_all(self) -> None:
        """Send whatever is queued and due, oldest first."""
        now = self._composer.now_us
        due = [one for one in self._folder.desk.outbox() if one.state is State.QUEUED and one.next_us <= now]
        for place, message in enumerate(due, start=1):
            if message.channel not in self._shut:
                self._send(message)
                self._tell(f"{place} of {len(due)} messages")

    def _send(self, message: Message) -> None:
        desk = self._folder.desk
        begun = False

        def begin() -> bool:
            nonlocal begun
            begun = self._may_go(message) and desk.begin(message.id, now_us=now_us())
            return begun

        try:
            if not self._may_go(message):
                raise NotSent
            letter = self._composer.letter(message)
            outcome = self._way(message.channel).send(letter, begin)
            if outcome is None:
                raise NotSent
        except NotSent:
            self._done.dropped += desk.drop(message.id)
        except ChannelTrouble as why:
            self._shut.add(message.channel)
            self._done.troubles[why.code] = str(why)
        except (
            StoreTrouble,
            PackTrouble,
        ) as why:  # of an edition whose files are lost, say; nothing has left
            self._done.troubles[why.code] = str(why)
        else:
            self._note(message, outcome, is_counted=begun)

    def _may_go(self, message: Message) -> bool:
        """Say whether role, choice and consent still allow it, as the desk says now."""
        return outbox.is_still_wanted(self._folder.desk, message, self._folder.today())

    def _note(self, message: Message, outcome: Outcome, *, is_counted: bool = False) -> None:
        """Note what became of a message; `is_counted`: its try was, when it began."""
        desk, state, said, now = self._folder.desk, outcome.state, outcome.said, now_us()
        tries = message.tries + 1
        if state is State.QUEUED and tries >= MOST_TRIES:
            state, said = State.FAILED, f"Given up after {tries} tries. {said}"
        if state is State.QUEUED:
            wait_us = min(FIRST_WAIT_US * 2 ** (tries - 1), LONGEST_WAIT_US)
            desk.put_off(message.id, said, next_us=now + wait_us, counted=not is_counted, now_us=now)
        else:
            desk.ended(message.id, state, said, now_us=now)
        self._done.states[state] += 1
        if state in (State.FAILED, State.UNKNOWN):
            self._done.told.append((message.id, state))

    def _way(self, name: str) -> Channel:
        """Return a way out, opened once. Raise ChannelTrouble where it isn't set up."""
        if name not in self._ways:
            self._ways[name] = way(self._folder.settings, name)
        return self._ways[name]
