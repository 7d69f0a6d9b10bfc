"""Imports posts files: checks every line, keeps the good ones, says of each bad one what is wrong with it.

The file is read twice: once to find bad lines and how far it covers, once to keep. Rows are kept page by page;
what the file covers is stated with the last page, so a crash claims nothing that wasn't kept.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path

from connectors import posts_file
from connectors.posts_file import Row
from facts import Page, Post, Seen, Sight, Trouble, iso
from pipelines.covers import shown_stretch
from pipelines.keeping import (
    PAGE,
    Importing,
    Report,
    keep_posts,
    no_consent,
    noting_ends,
    say_what_ended,
)
from store.archive import Archive

AHEAD_US = 300_000_000  # clocks differ by minutes; a message further ahead is worth a word


@dataclass(slots=True)
class _Span:
    """How far one account's rows reach, and whether anybody but the member wrote one."""

    earliest_us: int
    latest_us: int
    shows_replies: bool = False


@dataclass(slots=True)
class _Survey:
    """What the first reading found."""

    skipped: set[int] = field(default_factory=set)  # lines
    spans: dict[str, _Span] = field(default_factory=dict)  # account -> span
    first_rows: dict[str, int] = field(default_factory=dict)  # id -> hash of its row
    answers: dict[str, tuple[str, int]] = field(default_factory=dict)  # id -> what it answers, line
    refused: dict[str, list[int]] = field(default_factory=dict)  # account without consent -> lines
    were_ahead: set[str] = field(
        default_factory=set
    )  # ids kept before, from a file that came before their time
    troubles: list[Trouble] = field(default_factory=list)


def import_posts_file(
    archive: Archive, path: Path, importing: Importing, tell: Callable[[int], None] = lambda _: None
) -> Report:
    """Import one posts file. Importing it twice changes nothing. Raise NotAPostsFile or OSError."""
    survey = _survey(archive, path, importing)
    report = Report(file=path.name, troubles=survey.troubles, refused=survey.refused)
    rows = (row for row in posts_file.rows(path) if isinstance(row, Row) and row.line not in survey.skipped)
    while page_rows := list(islice(rows, PAGE)):
        _keep(archive, page_rows, importing, report)
        tell(report.kept + report.already_kept)
    if importing.states_coverage:
        _keep_coverage(archive, survey.spans, importing, report)
    say_what_ended(report)
    return report


def _survey(archive: Archive, path: Path, importing: Importing) -> _Survey:
    """Read the file once: bad lines, rows without consent, second rows of an id, loops, and how far it reaches."""
    survey = _Survey(were_ahead=archive.dated_ahead())
    for row in posts_file.rows(path):
        if isinstance(row, Row):
            _look_at(survey, row, importing)
        else:
            _set_aside(survey, row[0], row[1])
    looped = _lines_on_loops(archive, survey.answers)
    for line in looped:
        _set_aside(survey, line, "it answers itself, directly or through others")
    if looped:  # rare, and a row on a loop covers nothing
        survey.spans.clear()
        for row in posts_file.rows(path):
            if isinstance(row, Row) and row.line not in survey.skipped:
                _reach(survey, row, importing)
    survey.troubles += [no_consent(account, len(lines)) for account, lines in sorted(survey.refused.items())]
    return survey


def _look_at(survey: _Survey, row: Row, importing: Importing) -> None:
    """Note what a good line brings, or why it is skipped."""
    if importing.only and row.account != importing.only:
        survey.skipped.add(row.line)
    elif row.account not in importing.accounts:
        survey.skipped.add(row.line)
        survey.refused.setdefault(row.account, []).append(row.line)
    elif row.id in survey.first_rows:
        survey.skipped.add(row.line)
        if survey.first_rows[row.id] != _hash(row):
            what = "a different row with this id came earlier; that one stays."
            survey.troubles.append(_trouble(row.line, what))
    else:
        survey.first_rows[row.id] = _hash(row)
        if row.answers:
            survey.answers[row.id] = row.answers, row.line
        if row.posted_us > importing.now_us + AHEAD_US:
            what = f"it is dated {iso(row.posted_us)}, which is still to come. Kept; check the clock it came from."
            survey.troubles.append(_trouble(row.line, what))
        _reach(survey, row, importing)


def _reach(survey: _Survey, row: Row, importing: Importing) -> None:
    """Let the span of the row's account reach to it; one that lies ahead claims no sight, of anything (3b, 90)."""
    if row.posted_us > importing.now_us + AHEAD_US or row.id in survey.were_ahead:
        return
    span = survey.spans.setdefault(row.account, _Span(row.posted_us, row.posted_us))
    span.earliest_us = min(span.earliest_us, row.posted_us)
    span.latest_us = max(span.latest_us, row.posted_us)
    if not span.shows_replies and row.author != posts_file.MEMBER:
        author = importing.masks.author(row.platform, row.author)
        span.shows_replies = importing.members.get(author) != importing.accounts[row.account].member


def _set_aside(survey: _Survey, line: int, why: str) -> None:
    survey.skipped.add(line)
    survey.troubles.append(_trouble(line, f"{why}. Set aside; mend it and import the file again."))


def _trouble(line: int, what: str) -> Trouble:
    return Trouble(what=what, where=f"line {line}")


def _hash(row: Row) -> int:
    return hash(
        (row.platform, row.account, row.author, row.kind, row.posted_us, row.text, row.answers, row.source)
    )


def _lines_on_loops(archive: Archive, answers: Mapping[str, tuple[str, int]]) -> list[int]:
    """Return the lines whose `answers` lead back to themselves, also through messages kept before (3b, 12)."""
    known = archive.kept(answers)  # of these the message we have stays, whatever this row says (3b, 62)
    answers = {id_: told for id_, told in answers.items() if id_ not in known}
    kept = archive.answers_leading_to(answers)
    done: set[str] = set()
    lines: list[int] = []
    for start in answers:
        path: dict[str, int] = {}
        id_: str | None = start
        while id_ is not None and id_ not in done and id_ not in path:
            path[id_] = len(path)
            id_ = answers[id_][0] if id_ in answers else kept.get(id_)
        if id_ in path:
            loop = list(path)[path[id_] :]
            lines += [answers[one][1] for one in loop if one in answers]
        done.update(path)
    return lines


def _keep(archive: Archive, rows: Iterable[Row], importing: Importing, report: Report) -> None:
    """Keep one page of rows, and say which differ from what is kept under their ids."""
    brought = {row.line: posts_file.read(row, importing.masks) for row in rows}
    known = keep_posts(archive, list(brought.values()), importing, report)
    for line, post in brought.items():
        if post.id in known and not _is_same(post, known[post.id]):
            report.troubles.append(
                _trouble(line, "a different message with this id is kept already; that one stays.")
            )


def _is_same(brought: Post, kept: Post) -> bool:
    names = ("author", "kind", "posted_us", "text", "answers", "source")
    return all(getattr(brought, name) == getattr(kept, name) for name in names)


def _keep_coverage(
    archive: Archive, spans: Mapping[str, _Span], importing: Importing, report: Report
) -> None:
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
