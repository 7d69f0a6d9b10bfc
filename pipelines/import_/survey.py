"""Looks through a posts file before anything of it is kept: bad lines, and how far it shows each account."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path

from connectors import posts_file
from connectors.posts_file import Row
from facts import Kind, Post, Trouble, iso
from pipelines.import_.keep import PAGE, Importing, no_consent, set_aside
from pipelines.import_.kept_before import Meeting
from store.archive import Archive

AHEAD_US = 300_000_000  # clocks differ by minutes; a message further ahead is worth a word


@dataclass(slots=True)
class Span:
    """How far one account's rows reach, and whether anybody but the member wrote one."""

    earliest_us: int
    latest_us: int
    second_us: int | None = None  # the earliest but one
    shows_replies: bool = False

    def reach(self, us: int) -> None:
        """Reach to this moment."""
        if us != self.earliest_us:
            later_us = max(us, self.earliest_us)
            self.second_us = later_us if self.second_us is None else min(self.second_us, later_us)
        self.earliest_us, self.latest_us = min(us, self.earliest_us), max(us, self.latest_us)


@dataclass(slots=True)
class Survey:
    """What the first reading found."""

    skipped: set[int] = field(default_factory=set)  # lines
    spans: dict[str, Span] = field(default_factory=dict)  # account -> span
    first_rows: dict[str, tuple[int, str]] = field(default_factory=dict)  # id -> hash of its row, account
    along: dict[str, tuple[int, int]] = field(
        default_factory=dict
    )  # id of one in a colleague's account -> hash, line
    repeats: set[int] = field(default_factory=set)  # lines that are skipped, as another says the same
    shows_nothing: set[int] = field(default_factory=set)  # lines whose ids other messages have already
    answers: dict[str, tuple[str, int]] = field(default_factory=dict)  # id -> what it answers, line
    refused: dict[str, list[int]] = field(default_factory=dict)  # account without consent -> lines
    were_ahead: set[str] = field(
        default_factory=set
    )  # ids kept before, from files that came before their time
    of_others: int = 0  # rows
    troubles: list[Trouble] = field(default_factory=list)


def look_through(archive: Archive, path: Path, importing: Importing) -> Survey:
    """Read the file once: bad lines, rows without consent, second rows of an id, loops, and how far it reaches."""
    survey = Survey(were_ahead=archive.dated_ahead())
    for row, kept in _beside_what_is_kept(archive, path):
        if isinstance(row, Row):
            _look_at(survey, row, kept, importing)
        else:
            _set_aside(survey, row[0], row[1])
    looped = _lines_on_loops(archive, survey.answers)
    for line in looped:
        _set_aside(survey, line, "it answers itself, directly or through others")
    if looped:  # rare
        _reach_anew(survey, path, set(looped), importing)
    survey.troubles += [no_consent(account, len(lines)) for account, lines in sorted(survey.refused.items())]
    return survey


def _reach_anew(survey: Survey, path: Path, looped: set[int], importing: Importing) -> None:
    """Work out how far a file reaches without its rows on loops, which cover nothing."""
    survey.spans.clear()
    passed_over = (survey.skipped - survey.repeats) | survey.shows_nothing
    for row in posts_file.rows(path):
        if isinstance(row, Row) and row.line not in passed_over:
            _, line = survey.answers.get(row.id, ("", row.line))
            if line not in looped:
                _reach(survey, row, importing)


def _beside_what_is_kept(archive: Archive, path: Path) -> Iterator[tuple[Row | tuple[int, str], Post | None]]:
    """Yield each line, and the message that is kept under its id."""
    lines = posts_file.rows(path)
    while some := list(islice(lines, PAGE)):
        known = archive.known(line.id for line in some if isinstance(line, Row))
        for line in some:
            yield line, known.get(line.id) if isinstance(line, Row) else None


def _look_at(survey: Survey, row: Row, kept: Post | None, importing: Importing) -> None:
    """Note what a good line brings, or why it is skipped."""
    if importing.only and row.account != importing.only:
        survey.skipped.add(row.line)
        survey.of_others += 1
    elif row.account not in importing.accounts:
        survey.skipped.add(row.line)
        survey.refused.setdefault(row.account, []).append(row.line)
    elif row.id in survey.first_rows and not _gives_way(survey, row, importing):
        survey.skipped.add(row.line)
        told, account = survey.first_rows[row.id]
        if told == _hash(row, importing):
            survey.repeats.add(row.line)
            _show(survey, row, kept, importing)
        else:
            whose = "" if account == row.account else f", for {account}"
            what = f"a different row with this id came earlier{whose}; that one stays."
            survey.troubles.append(_trouble(row.line, what))
    else:
        _take(survey, row, kept, importing)


def _take(survey: Survey, row: Row, kept: Post | None, importing: Importing) -> None:
    """Note what a line brings that is to be kept, or was."""
    survey.first_rows[row.id] = _hash(row, importing), row.account
    if importing.people.get(_author(row, importing), row.account) != row.account:
        survey.along[row.id] = _message(row, importing), row.line
    if row.answers:
        survey.answers[row.id] = row.answers, row.line
    if row.posted_us > importing.now_us + AHEAD_US:
        what = (
            f"it is dated {iso(row.posted_us)}, which is still to come. Kept; check the clock it came from."
        )
        survey.troubles.append(_trouble(row.line, what))
    _show(survey, row, kept, importing)


def _gives_way(survey: Survey, row: Row, importing: Importing) -> bool:
    """Let a row of a colleague's account give way to the same one of its author's own, wherever in the file it is."""
    if importing.people.get(_author(row, importing)) != row.account:
        return False
    message, line = survey.along.get(row.id, (None, 0))
    if message != _message(row, importing):
        return False
    survey.skipped.add(line)
    survey.repeats.add(line)
    del survey.along[row.id]
    return True


def _show(survey: Survey, row: Row, kept: Post | None, importing: Importing) -> None:
    if kept is None or _shows_account(row, kept, importing):
        _reach(survey, row, importing)
    else:
        survey.shows_nothing.add(row.line)


def _shows_account(row: Row, kept: Post, importing: Importing) -> bool:
    """Say whether a row shows anything of its account, though a message is kept under its id (definition 58)."""
    if (kept.account, kept.posted_us, kept.author) == (row.account, row.posted_us, _author(row, importing)):
        return True
    return Meeting(posts_file.read(row, importing.masks), kept, importing.people).shows_account


def _reach(survey: Survey, row: Row, importing: Importing) -> None:
    """Let the span of the row's account reach to it; one that lies ahead claims no sight (definition 90)."""
    if row.posted_us > importing.now_us + AHEAD_US or row.id in survey.were_ahead:
        return
    span = survey.spans.setdefault(row.account, Span(row.posted_us, row.posted_us))
    span.reach(row.posted_us)
    if not span.shows_replies and row.author != posts_file.MEMBER:
        author = _author(row, importing)
        span.shows_replies = importing.members.get(author) != importing.accounts[row.account].member


def _set_aside(survey: Survey, line: int, why: str) -> None:
    survey.skipped.add(line)
    survey.troubles.append(set_aside(line, why))


def _trouble(line: int, what: str) -> Trouble:
    return Trouble(what=what, where=f"line {line}")


def _author(row: Row, importing: Importing) -> str:
    return posts_file.author_of(row, importing.masks)


def _message(row: Row, importing: Importing) -> int:
    """Return by what a message is the same one whoever exported it, beside its id."""
    author = _author(row, importing)
    return hash((importing.people.get(author, author), row.posted_us, row.answers))


def _hash(row: Row, importing: Importing) -> int:
    """Return what a row says, as one number; what it says in the account of its author counts as said there."""
    author = _author(row, importing)
    person = importing.people.get(author, author)
    home = person if ":" in person else row.account
    text = "" if row.kind is Kind.SHARE else row.text
    parts = (row.kind, row.posted_us, text, row.url, row.answers, row.conversation, row.source, row.format)
    return hash((row.platform, home, person, *parts))


def _lines_on_loops(archive: Archive, answers: Mapping[str, tuple[str, int]]) -> list[int]:
    """Return the lines whose `answers` lead back to themselves, also through messages kept before (definition 12)."""
    known = archive.kept(
        answers
    )  # of these the message we have stays, whatever this row says (definition 62)
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
