"""What is due, and to whom: the latest months' summaries and scorecards, and the week of whoever asked for it."""

from collections.abc import Iterator
from datetime import date
from zoneinfo import ZoneInfo

from guidance import PackTrouble
from people import outbox
from people.outbox import Kind
from pipelines.deliver.compose import Composer, NotSent
from pipelines.keep.folder import Folder
from pipelines.measure.calendar import midnight_us
from pipelines.summarise.months import closes_us
from store.outbox import Wanted
from store.trouble import StoreTrouble

MAY_HAVE_GONE = "it may have gone out before a backup was put back"
Key = tuple[str, str, str, str]  # kind, period, member, recipient


def queue(folder: Folder, composer: Composer) -> tuple[int, dict[Key, str]]:
    """Queue what is due and isn't in the outbox. Return how many messages that were, and why others weren't.

    A revision is never queued by itself: a month goes to each person once. What was due before an older copy of the
    desk was put back may have gone out before that: a person has to say so.
    """
    due, unsent = sorted_out(folder, composer)
    put_back_us, zone = folder.desk.put_back_us(), folder.settings.zone
    before = [one for one in due if due_us(one, zone) <= put_back_us]
    new = folder.desk.queue(before, now_us=composer.now_us, in_doubt=MAY_HAVE_GONE)
    return new + folder.desk.queue(due, now_us=composer.now_us), unsent


def due_us(one: Wanted, zone: ZoneInfo) -> int:
    """Return from when on a message may have gone: its month's close, or the Monday of its week."""
    if one.kind != Kind.WAITING:
        return closes_us(one.period, zone)
    year, week = one.period.split("-W")
    return midnight_us(date.fromisocalendar(int(year), int(week), 1), zone)


def sorted_out(folder: Folder, composer: Composer) -> tuple[list[Wanted], dict[Key, str]]:
    """Return what is due and can go, and why else it can't, where anybody has to know; nothing is queued."""
    known = {one.key for one in folder.desk.outbox()}
    unsent: dict[Key, str] = {}
    due = []
    for one in _due(folder, composer):
        if one.key in known:
            continue
        if one.kind == Kind.EDITION:
            due.append(one)
            continue
        try:
            composer.letter(one)
        except NotSent as why:
            if str(why):
                unsent[one.key] = str(why)
        except (StoreTrouble, PackTrouble) as trouble:  # of one, say of what isn't published any more
            unsent[one.key] = str(trouble)
        else:
            due.append(one)
    return due, unsent


def _due(folder: Folder, composer: Composer) -> Iterator[Wanted]:
    today, months = folder.today(), composer.months()
    for kind in (Kind.EDITION, Kind.SCORECARD):
        for month in months:
            yield from outbox.wanted(folder.desk, kind, month, today)
    if composer.is_time_for_the_week():
        yield from outbox.wanted(folder.desk, Kind.WAITING, composer.week(), today)
