"""How people are written to, and what of it needs a person: for `doctor`."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from facts import DAY_US
from people.outbox import Channel
from pipelines.deliver.channel import ChannelTrouble
from pipelines.deliver.compose import Composer
from pipelines.deliver.queue import Key, sorted_out
from pipelines.deliver.ways import not_set_up
from pipelines.keep.folder import Folder, now_us
from pipelines.keep.folder_checks import Step
from pipelines.report import count
from store.outbox import State
from store.trouble import StoreTrouble

LATELY_US = 35 * DAY_US  # a failure of longer ago is history
CHANNELS = [one for one in Channel if one is not Channel.NONE]


@dataclass(frozen=True, slots=True)
class Found:
    """What there is to tell."""

    people: Counter[str]  # by channel
    missing: dict[str, ChannelTrouble | None]  # of each channel, what isn't set up
    states: Counter[State]
    failed_lately: int
    unsent: dict[Key, str]  # what is due and can't go, and why


def look(folder: Folder) -> Found:
    """Return what is set up and how far messages got; nothing of them where the desk can't be read."""
    missing = {one.value: not_set_up(folder.settings, one) for one in CHANNELS}
    try:
        people, outbox = folder.desk.persons(), folder.desk.outbox()
        _, waits = sorted_out(folder, Composer(folder, now_us()))
    except StoreTrouble:  # the other checks tell
        people, outbox, waits = [], [], {}
    since_us = now_us() - LATELY_US
    return Found(
        Counter(one.channel for one in people if one.channel != Channel.NONE),
        missing,
        Counter(one.state for one in outbox),
        sum(one.state is State.FAILED and one.changed_us >= since_us for one in outbox),
        waits,
    )


def steps(found: Found) -> Iterator[Step]:
    """Yield what there is to do."""
    for channel, number in found.people.items():
        if why := found.missing.get(channel):
            people = count(number, "person", "people")
            yield Step(why.code, f"{people} chose {channel}, but: {why} Nothing is sent to them until then.")
    yield from unsent(found.unsent)
    yield from of_outbox(unknown=found.states[State.UNKNOWN], failed=found.failed_lately)


def unsent(why_not: Mapping[Key, str]) -> Iterator[Step]:
    """Yield why messages that are due can't go, to how many for each reason."""
    for why, number in Counter(why_not.values()).items():
        yield Step("not-sent", f"Not sent to {count(number, 'member')}: {why.rstrip('.')}.")


def of_outbox(*, unknown: int, failed: int) -> Iterator[Step]:
    """Yield what a person has to do about so many messages nobody can tell of, and so many that failed lately."""
    if unknown:
        told = (
            f"Nobody can tell whether {count(unknown, 'message')} arrived. See deliver list, ask, and say so:"
        )
        yield Step("delivery-unknown", f"{told} deliver settle N --sent or --again")
    if failed:
        told = f"{count(failed, 'message')} couldn't be sent. See deliver list for why; after that:"
        yield Step("delivery-failed", f"{told} deliver settle N --again, or --sent if it is done with.")


def said(found: Found) -> str:
    """Return what is said of it, in a line."""
    if not found.people:
        return "Nobody chose to be written to: nothing is sent."
    people = ", ".join(f"{number:,} by {channel}" for channel, number in sorted(found.people.items()))
    outbox = ", ".join(f"{number:,} {state.value}" for state, number in sorted(found.states.items()))
    return f"Written to: {people}. Outbox: {outbox or 'empty'}."


def document(found: Found) -> dict[str, Any]:
    """Return the same for `--json`."""
    return {
        "set_up": {channel: why is None for channel, why in found.missing.items()},
        "people": {channel: found.people[channel] for channel in found.missing},
        "outbox": {state.value: found.states[state] for state in State},
    }
