"""The council's releases in the archive (definition 75): nobody's account, so no consent and no erasure takes them."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import astuple, dataclass, fields

import pyarrow as pa

from store.archive import Archive, Kept

OF_RELEASES = "releases"  # whose cursors theirs are, in place of an account


@dataclass(frozen=True, slots=True, kw_only=True)
class Release:
    """A press release of the council's. Its text is the latest that was seen, its moment the first it was given."""

    id: str  # the same at every reading of its source
    source: str  # feed:HOST, folder or file
    published_us: int
    title: str
    text: str
    url: str = ""


COLUMNS = [field.name for field in fields(Release)]
SCHEMA = pa.schema([(name, pa.int64() if name == "published_us" else pa.string()) for name in COLUMNS])

RENEW = """
    update releases set
        published_us = case
            when brought.is_redated then brought.published_us
            else least(releases.published_us, brought.published_us)
        end,
        title = brought.title,
        text = brought.text,
        url = brought.url
    from brought
    where brought.id = releases.id and (
        brought.title <> releases.title
        or brought.text <> releases.text
        or brought.url <> releases.url
        or brought.published_us < releases.published_us
        or (brought.is_redated and brought.published_us <> releases.published_us)
    )
"""
ADD = f"""
    insert into releases ({", ".join(COLUMNS)})
    select {", ".join(COLUMNS)} from brought
    where not exists (select 1 from releases where releases.id = brought.id)
"""


def keep_releases(
    archive: Archive,
    brought: Sequence[Release],
    *,
    redated: Collection[str] = (),
    cursors: Mapping[str, str] | None = None,
) -> Kept:
    """Keep releases with the cursors that follow them, in one transaction; one that is kept takes its new words.

    What was copied was copied since the first moment: a feed that dates an edited release anew doesn't move it. The
    ids in `redated` have their moments by a person's hand, and take them.
    """
    once = list({one.id: one for one in brought}.values())
    table = pa.Table.from_pylist([dict(zip(COLUMNS, astuple(one), strict=True)) for one in once], SCHEMA)
    table = table.append_column("is_redated", pa.array([one.id in redated for one in once], pa.bool_()))
    with archive.transaction() as db, archive.lent("brought", table):
        changed, new = (db.execute(sql).fetchone() for sql in (RENEW, ADD))
        for stream, value in (cursors or {}).items():
            db.execute("insert or replace into cursors values (?, ?, ?)", [OF_RELEASES, stream, value])
    return Kept(new[0] if new else 0, changed[0] if changed else 0)


def releases(archive: Archive, until_us: int) -> list[Release]:
    """Return the releases with a moment at or before this one, the earliest first.

    One that came in several ways, by a feed and a file say, in the same words is one, and its earliest moment counts.
    """
    rows = archive.rows(
        f"select {', '.join(COLUMNS)} from releases where published_us <= ? order by published_us, id",
        [until_us],
    )
    found: dict[tuple[str, str], Release] = {}
    for row in rows:
        one = Release(**dict(zip(COLUMNS, row, strict=True)))
        found.setdefault((_alike(one.title), _alike(one.text)), one)
    return list(found.values())


def has_releases(archive: Archive) -> bool:
    """Say whether any release is kept, of whatever moment."""
    return bool(archive.rows("select 1 from releases limit 1"))


def _alike(words: str) -> str:
    return " ".join(words.split()).casefold()
