"""What accounts say of themselves (definition 80): each text once, from when to when it was read.

A reading is of one moment. In between nothing is known, so a text holds from its first reading to the next text's,
and whoever asks as of a moment gets the last one that was read by then. Files may bring readings in any order.
"""

from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

import pyarrow as pa

from facts import Page
from store.database import Database
from store.words_gone import note

COLUMNS = pa.schema(
    {
        "account": pa.string(),
        "read_us": pa.int64(),
        "last_read_us": pa.int64(),
        "text": pa.string(),
        "is_link_only": pa.bool_(),
    }
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """One text of an account, and when it was read so first and last. Empty: it was read, and says nothing."""

    account: str
    read_us: int
    last_read_us: int
    text: str
    is_link_only: bool = False  # its platform's terms don't let us show the words


class Met(StrEnum):
    """How a reading met those that were kept."""

    NEW = "new"  # another text, or the same one at a moment that wasn't known
    KNOWN = "known"
    OTHER = "other"  # another text was read at this very moment: that one stays


def reading(account: str, read_us: int, text: str, *, is_link_only: bool = False) -> Profile:
    """Return one reading of an account's profile text."""
    return Profile(
        account=account, read_us=read_us, last_read_us=read_us, text=text, is_link_only=is_link_only
    )


def profiles(archive: Database, accounts: Iterable[str] | None = None) -> dict[str, list[Profile]]:
    """Return every text of each account (or of these accounts), in order of time."""
    found: dict[str, list[Profile]] = {}
    asked = f"select {', '.join(COLUMNS.names)} from profiles"
    rows = (
        archive.rows(f"{asked} order by account, read_us")
        if accounts is None
        else archive.rows(
            f"{asked} where account in (select unnest(?)) order by account, read_us", [list(accounts)]
        )
    )
    for row in rows:
        found.setdefault(row[0], []).append(Profile(**dict(zip(COLUMNS.names, row, strict=True))))
    return found


def as_read_by(texts: Sequence[Profile], at_us: int) -> Profile | None:
    """Return the latest text that was read at or before a moment; None where the profile wasn't read by then.

    `texts` are one account's, in order.
    """
    at = bisect_right(texts, at_us, key=lambda one: one.read_us)
    return texts[at - 1] if at else None


def keep_about(archive: Database, page: Page, now_us: int) -> None:
    """Keep what a page read of its account's profile, or take what may no longer be kept.

    Belongs into the page's own transaction.
    """
    if page.is_about_closed:
        if archive.rows("select 1 from profiles where account = ? limit 1", [page.account]):
            archive.db.execute("delete from profiles where account = ?", [page.account])
            note(archive, now_us)
    elif page.about is not None:
        keep_readings(
            archive, [reading(page.account, now_us, page.about, is_link_only=page.about_is_link_only)]
        )


def keep_readings(archive: Database, readings: Sequence[Profile]) -> list[Met]:
    """Keep what was read, in whatever order, and return how each met what was kept. Belongs into a transaction."""
    known = profiles(archive, {one.account for one in readings})
    texts = {account: list(some) for account, some in known.items()}
    met = [add(texts.setdefault(one.account, []), one) for one in readings]
    for account, some in texts.items():
        _write(archive, account, known.get(account, ()), some)
    return met


def add(texts: list[Profile], new: Profile) -> Met:
    """Put a reading among one account's texts, which are in order, and say how it met them. Pure but for the list."""
    at = bisect_right(texts, new.read_us, key=lambda one: one.read_us)
    before = texts[at - 1] if at else None
    after = texts[at] if at < len(texts) else None
    if before and before.text == new.text:
        last_us = max(before.last_read_us, new.read_us)
        texts[at - 1] = replace(before, last_read_us=last_us, is_link_only=_are_link_only(before, new))
        return Met.KNOWN if texts[at - 1] == before else Met.NEW
    if before and new.read_us in (before.read_us, before.last_read_us):
        return Met.OTHER
    if before and new.read_us < before.last_read_us:  # it was changed in between, and changed back
        back = replace(before, read_us=before.last_read_us)
        texts[at - 1 : at] = [replace(before, last_read_us=before.read_us), new, back]
    elif after and after.text == new.text:
        texts[at] = replace(after, read_us=new.read_us, is_link_only=_are_link_only(after, new))
    else:
        texts.insert(at, new)
    return Met.NEW


def _are_link_only(one: Profile, other: Profile) -> bool:
    """Say whether a text that came twice may not be shown: what a member's own file brought is theirs to give."""
    return one.is_link_only and other.is_link_only


def _write(archive: Database, account: str, before: Iterable[Profile], after: Iterable[Profile]) -> None:
    """Bring an account's rows from what they were to what they are; a row whose text stays isn't written anew."""
    were, are = _by_first_reading(before), _by_first_reading(after)
    stay = {key for key in were.keys() & are.keys() if were[key].text == are[key].text}
    for key in stay:
        if were[key] != are[key]:
            archive.db.execute(
                "update profiles set last_read_us = ?, is_link_only = ? where account = ? and read_us = ?",
                [are[key].last_read_us, are[key].is_link_only, account, key],
            )
    archive.db.execute(
        "delete from profiles where account = ? and read_us in (select unnest(?::bigint[]))",
        [account, sorted(were.keys() - stay)],
    )
    rows = [are[key] for key in sorted(are.keys() - stay)]
    if rows:
        made = {name: [getattr(one, name) for one in rows] for name in COLUMNS.names}
        with archive.lent("read", pa.table(made, schema=COLUMNS)):
            archive.db.execute(f"insert into profiles select {', '.join(COLUMNS.names)} from read")


def _by_first_reading(texts: Iterable[Profile]) -> Mapping[int, Profile]:
    return {one.read_us: one for one in texts}
