"""The nouns that services hand to pages: the run that is shown, one figure's evidence."""

from dataclasses import dataclass
from datetime import date

from store.editions import Edition
from store.marks import Mark, Undo
from store.published import Row
from store.showing import Person
from wording.reading import Reading


@dataclass(frozen=True, slots=True)
class Definition:
    """By which version of its definition a measure was worked out, in every window alike, and since which day."""

    version: int
    since: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Run(Reading):
    """What is known about the run that is shown, and what its sentences are told by."""

    version: str
    council: str
    pack: str
    published_us: int
    cut_off_us: int
    is_invented: bool
    definitions: dict[str, Definition]  # by measure


@dataclass(frozen=True, slots=True)
class Frozen:
    """An edition, and the facts it holds (pipelines/summarise/council_facts.py), as far as they may be shown now."""

    edition: Edition
    facts: Row
    polling_on: date | None  # of the election before which nobody is named
    is_whole: bool  # its files may be handed out as they were frozen
    late: Row | None  # how many messages and corrections came too late for it, by the run that is shown


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """One result and the very rows it was summed up from."""

    person: Person
    result: Row | None
    occasions: list[Row]
    messages: dict[str, Row]
    coverage: list[Row]
    unseen: list[Row]  # the stretches that are missing from it, and why
    open_asks: dict[str, str]  # post -> new, waiting or closed (definition 89), where it has no answer we saw
    pending: dict[str, list[Mark]]  # post -> marks that take effect at the next measure
    in_force: dict[str, list[Mark]]  # post -> marks that these figures rest on
    undone: dict[
        str, list[Undo]
    ]  # post -> marks these figures rest on, undone since: the next measure counts anew
