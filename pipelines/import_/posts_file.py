"""Imports posts files: checks every line, keeps the good ones, says of each bad one what is wrong with it.

The file is read twice: once to find bad lines and how far it covers (pipelines/import_/survey.py), once to keep. Rows
are kept page by page; what the file covers is stated with the last page, so a crash claims nothing that wasn't kept.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import islice
from pathlib import Path

from connectors import posts_file
from connectors.posts_file import Row
from facts import DAY_US, Page, Seen, Sight, Trouble
from pipelines.import_.covers import shown_stretch
from pipelines.import_.keep import PAGE, Importing, Report, keep_posts, noting_ends, refused, say_what_ended
from pipelines.import_.survey import Span, look_through
from pipelines.measure.calendar import local_day
from store.archive import Archive

FAR_DAYS = 60  # members write more often: one that lies further off is often one old row that came along


def import_posts_file(
    archive: Archive, path: Path, importing: Importing, tell: Callable[[int], None] = lambda _: None
) -> Report:
    """Import one posts file. Importing it twice changes nothing. Raise NotAPostsFile or OSError."""
    if importing.only and importing.only not in importing.accounts:
        troubles = [refused(importing.only, "The file was refused")]
        return Report(file=path.name, troubles=troubles, refused={importing.only: []})
    found = look_through(archive, path, importing)
    report = Report(file=path.name, troubles=found.troubles, refused=found.refused, of_others=found.of_others)
    rows = (row for row in posts_file.rows(path) if isinstance(row, Row) and row.line not in found.skipped)
    while page_rows := list(islice(rows, PAGE)):
        _keep(archive, page_rows, importing, report)
        tell(report.kept + report.already_kept)
    if importing.states_coverage:
        _keep_coverage(archive, found.spans, importing, report)
    say_what_ended(report)
    return report


def _keep(archive: Archive, rows: Iterable[Row], importing: Importing, report: Report) -> None:
    """Keep one page of rows, and say which differ from what is kept under their ids."""
    brought = {row.line: posts_file.read(row, importing.masks) for row in rows}
    met = keep_posts(archive, list(brought.values()), importing, report)
    for line, post in brought.items():
        if post.id in met and (what := met[post.id].difference()):
            report.troubles.append(Trouble(what=what, where=f"line {line}"))


def _keep_coverage(archive: Archive, spans: Mapping[str, Span], importing: Importing, report: Report) -> None:
    for account, span in sorted(spans.items()):
        stretch = shown_stretch(
            (span.earliest_us, span.latest_us), importing.covers, importing.zone, now_us=importing.now_us
        )
        if stretch is None:
            continue
        sights = (Sight.POSTS, Sight.REPLIES, Sight.MENTIONS) if span.shows_replies else (Sight.POSTS,)
        seen = [Seen(account=account, sight=sight, from_us=stretch[0], to_us=stretch[1]) for sight in sights]
        with noting_ends(report):
            archive.keep(Page(account=account, seen=seen), [], owner="", now_us=importing.now_us)
            report.seen += seen
            report.notes += _if_first_is_far(account, span, importing)
    if not report.seen and not report.ended:
        report.notes.append(_shows_nothing(importing))


def _if_first_is_far(account: str, span: Span, importing: Importing) -> Iterator[str]:
    """Yield a word of warning where one old row claims a long stretch (58)."""
    is_stated = importing.covers is not None and importing.covers.from_us is not None
    if is_stated or span.second_us is None:
        return
    days = (span.second_us - span.earliest_us) // DAY_US
    if days > FAR_DAYS:
        first_on = local_day(span.earliest_us, importing.zone)
        yield (
            f"{account}: its first row is of {first_on}, {days} days before the next, and all of that time counts as "
            "seen. If the file doesn't hold all of it, say with --covers FROM..TO what it holds."
        )


def _shows_nothing(importing: Importing) -> str:
    whose = f" of {importing.only}" if importing.only else ""
    covers = ", whatever --covers says" if importing.covers else ""
    return f"It holds no row{whose} that shows anything, so by it nothing counts as seen{covers}."
