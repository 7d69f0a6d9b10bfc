"""Finds which originals of members copy an earlier text of somebody else (definitions 73 and 74), as of the run.

The relations keep where in the post the shared passage stands, and never its words: those go with the post.
"""

from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from facts import iso
from labels import Copy, Shelf, count_words, grams
from metrics.relations import FEWEST_WORDS
from pipelines.keep.settings import Settings
from pipelines.measure.calendar import FOREVER_US
from pipelines.measure.decided import TEXT, WHOLE
from store.archive import Archive
from store.compared import compared_texts, marked_as_copies, own_texts
from store.releases import Release, has_releases, releases

RELEASE, COUNCIL, MEMBER = "release", "council", "member"


class Text(NamedTuple):
    """A text that may have been copied; a release is two, its title and its text."""

    at_us: int
    kind: str
    owner: str  # the member; empty for the council's
    id: str
    text: str
    title: str  # of a release
    is_judged: bool  # an original of a member whose results may be shown

    @property
    def source(self) -> str:
        """Return whose texts are one source: all releases, the council's accounts, each member's originals."""
        return f"{self.kind} {self.owner}"


def load(archive: Archive, settings: Settings, as_of_us: int) -> None:
    """Load which originals copy, and from when on there was anything to copy."""
    known = releases(archive, as_of_us)
    texts = sorted(
        [*_of_releases(known), *_of_people(archive)], key=lambda one: (one.at_us, _rank(one), one.id)
    )
    columns = {"id": TEXT, "words": WHOLE, "is_copy": "bool", "is_marked": "bool", "source_kind": TEXT}
    columns |= {"source": TEXT, "source_title": TEXT, "source_us": WHOLE, "from_at": WHOLE, "to_at": WHOLE}
    archive.load("copied", columns, _copied(archive, texts))
    archive.load("known_releases", {"number": WHOLE}, [(len(known),)])
    is_set_up = settings.releases.is_set_up or has_releases(archive)
    columns = {"kind": TEXT, "member": TEXT, "first_us": WHOLE}
    archive.load("copy_sources", columns, _sources(texts, is_set_up=is_set_up))


def _rank(text: Text) -> int:
    return (RELEASE, COUNCIL, MEMBER).index(text.kind)


def _of_releases(known: Sequence[Release]) -> Iterator[Text]:
    for one in known:
        title = one.title or one.url or iso(one.published_us)
        for text in (one.title, one.text):
            yield Text(one.published_us, RELEASE, "", one.id, text, title, is_judged=False)


def _of_people(archive: Archive) -> Iterator[Text]:
    for kind, owner, id_, at_us, text, is_judged in compared_texts(archive):
        if kind == MEMBER or count_words(text):
            yield Text(at_us, kind, owner, id_, text, "", is_judged)


def _sources(texts: Sequence[Text], *, is_set_up: bool) -> list[tuple[str, str | None, int]]:
    """Return from when on each source had a text; releases that are set up count always (definition 73)."""
    first: dict[tuple[str, str | None], int] = {(RELEASE, None): -FOREVER_US} if is_set_up else {}
    for one in texts:
        first.setdefault((one.kind, one.owner or None), one.at_us)
    return [(kind, member, at_us) for (kind, member), at_us in first.items()]


def _copied(archive: Archive, texts: Sequence[Text]) -> Iterator[tuple[object, ...]]:
    marks = marked_as_copies(archive)  # which beat the rule (definition 82)
    shelf = Shelf([one.text for one in texts], [one.source for one in texts])
    own = _Own(archive)
    judged = (place for place, one in enumerate(texts) if one.is_judged)
    for place in sorted(judged, key=lambda place: texts[place].owner):
        one = texts[place]
        words = count_words(one.text)
        found = _found(shelf, texts, place, own) if words >= FEWEST_WORDS else None
        mark = marks.get(one.id)
        is_copy = words >= FEWEST_WORDS and (found is not None if mark is None else mark)
        told = _told(texts[found.against], found) if found and is_copy else (None,) * 6
        yield one.id, words, is_copy, mark is not None, *told


def _found(shelf: Shelf, texts: Sequence[Text], place: int, own: "_Own") -> Copy | None:
    """Return what a post copies of the earliest text of somebody else that it copies."""
    post = texts[place]
    for other in shelf.alike(place):
        source = texts[other]
        if source.at_us >= post.at_us:
            return None  # they are in order of time
        if source.source != post.source and (
            found := shelf.copy(place, other, own.before(post.owner, source.at_us))
        ):
            return found
    return None


def _told(source: Text, found: Copy) -> tuple[object, ...]:
    return source.kind, source.id, source.title or None, source.at_us, found.start, found.end


class _Own:
    """What a member said themselves, read once one of their posts shares words with somebody's text.

    It holds one member at a time: what all members ever said would be large.
    """

    def __init__(self, archive: Archive) -> None:
        self._archive = archive
        self._member = ""
        self._first_us: dict[int, int] = {}  # a gram, and when they first said it

    def before(self, member: str, at_us: int) -> Callable[[int], bool]:
        """Return what says whether a gram stands in a message of the member's before a moment."""
        if member != self._member:
            self._member, self._first_us = member, {}
            for text, posted_us in own_texts(self._archive, member):
                for gram in grams(text).tolist():
                    self._first_us.setdefault(gram, posted_us)
        return lambda gram: self._first_us.get(gram, FOREVER_US) < at_us
