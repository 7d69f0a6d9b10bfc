"""What a member is called where their name stands alone: by it, and where others have it too, by what tells them apart.

A select box sends the words that were chosen, and no more: of two options that read alike, one could never be opened.
"""

import json
import unicodedata
from collections import Counter
from collections.abc import Collection, Iterable

from dashboard import services
from dashboard.viewer import Role, Viewer
from store.showing import Person
from wording import choosing
from wording.nouns import Names
from wording.surnames import by_surname


def called(
    people: Iterable[Person], *, platforms: Names, taken: Collection[str] = (), with_ward: bool = False
) -> dict[str, str]:
    """Return what to call each member, by id, in the order of their surnames: no two alike, and none as is `taken`.

    By the name; where it is shared, or `with_ward`, by name and ward; where both are, also by the handle, or the id.
    """
    ways = {person.id: _ways(person, platforms) for person in sorted(people, key=_by_surname)}
    at = dict.fromkeys(ways, int(with_ward))
    while True:
        found = {id_: told[at[id_]] for id_, told in ways.items()}
        alike = Counter(map(_as_read, [*found.values(), *taken]))
        shared = [id_ for id_, told in found.items() if alike[_as_read(told)] > 1]
        raised = [id_ for id_ in shared if at[id_] + 1 < len(ways[id_])]
        if not raised:
            return found
        for id_ in raised:
            at[id_] += 1


def one(viewer: Viewer, member: str) -> str:
    """Return what to call one member, whom this viewer may see."""
    everybody = services.people(viewer) if viewer.role is Role.COMMS else [services.person(viewer, member)]
    return called(everybody, platforms=services.run(viewer).platforms)[member]


def _ways(person: Person, platforms: Names) -> tuple[str, ...]:
    """Return ways to call a member, each longer than the one before. The last is nobody else's: the id is quoted."""
    name = " ".join(person.name.split())
    with_ward = choosing.name_and_ward(name, " ".join(person.ward.split()))
    accounts = [(account["handle"], account["platform"]) for account in person.accounts]
    id_ = json.dumps(person.id, ensure_ascii=False)
    return (
        name,
        with_ward,
        choosing.told_apart(with_ward, choosing.handles(accounts, platforms)),
        choosing.told_apart(with_ward, id_),
    )


def _by_surname(person: Person) -> tuple[str, str, str]:
    return by_surname(person.name, person.ward, person.id)


def _as_read(told: str) -> str:
    """Return what people make of words: case, accents of form, spaces and signs that nobody sees tell nothing apart."""
    plain = unicodedata.normalize("NFKC", told).casefold()
    return " ".join("".join(sign for sign in plain if unicodedata.category(sign) != "Cf").split())
