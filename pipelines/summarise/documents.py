"""What a month's facts are kept as and handed out as: each file under its own hash, made again where it was lost."""

import json
from collections.abc import Mapping, Sequence
from datetime import date

from people import elections
from people.redaction import of_nobody
from pipelines.keep.folder import Folder
from pipelines.summarise.figures import Facts
from pipelines.summarise.months import closes_us
from store.editions import COUNCIL, Edition, facts_in, is_kept, keep, kept
from summaries.content import content
from summaries.rendering import PAGE, PAPER, rendered
from wording.language import DEFAULT, reading_in

FACTS = "json"
FOR_COMMITTEE = "committee."  # before the form of what names nobody and quotes nobody


def facts_of(folder: Folder, edition: Edition) -> Facts:
    """Return the facts of an edition. Raise StoreTrouble."""
    return facts_in(kept(folder.editions, edition.facts, FACTS))


def documents_of(folder: Folder, edition: Edition) -> dict[str, bytes]:
    """Return what an edition is handed out as, by the names of files; before an election naming nobody.

    Raise StoreTrouble.
    """
    settings = folder.settings
    if hold := elections.hold(settings.country, settings.pre_election, folder.today()):
        return _held(facts_of(folder, edition), hold.polling_on)
    found = {name_of(FACTS): kept(folder.editions, edition.facts, FACTS)}
    lost = [of for of, hash_ in edition.documents.items() if not is_kept(folder.editions, hash_, of[0])]
    made = built(facts_of(folder, edition)) if lost else {}
    for of in lost:  # the same facts give the same bytes; those of another version of ours have another hash
        keep(folder.editions, made[of], of[0])
    for (form, language), hash_ in sorted(edition.documents.items()):
        found[name_of(form, language)] = kept(folder.editions, hash_, form)
    return found


def _held(facts: Facts, polling_on: date) -> dict[str, bytes]:
    found = {name_of(FACTS): written(of_nobody(facts))}
    for language in facts["languages"]:
        with reading_in(language):
            told = content(facts, polling_on=polling_on)
            found |= {name_of(form, language): rendered(form, told) for form in (PAGE, PAPER)}
    return found


def name_of(form: str, language: str = DEFAULT) -> str:
    """Return what a document of an edition is called where it is handed out."""
    return f"summary.{form}" if language == DEFAULT else f"summary-{language}.{form}"


def built(facts: Facts) -> dict[tuple[str, str], bytes]:
    """Return what is made of an edition's facts, by form and language: the same facts give the same bytes."""
    found: dict[tuple[str, str], bytes] = {}
    for language in facts["languages"]:
        with reading_in(language):
            for before, told in (("", content(facts)), (FOR_COMMITTEE, content(facts, names=False))):
                for form in (PAGE, PAPER):
                    found[f"{before}{form}", language] = rendered(form, told)
    return found


def written(facts: Facts) -> bytes:
    """Return a facts document as it is kept."""
    return f"{json.dumps(facts, ensure_ascii=False, indent=1, sort_keys=True)}\n".encode()


def kept_as(
    folder: Folder,
    facts: Facts,
    *,
    by: str,
    names: tuple[str, ...],
    made_of: Mapping[str, Sequence[str]],
    made_us: int,
) -> Edition:
    """Keep a facts document and what is made of it. Return the edition, for the desk to be told of."""
    month = facts["month"]["label"]
    return Edition(
        kind=COUNCIL,
        month=month,
        revision=facts["revision"],
        facts=keep(folder.editions, written(facts), FACTS),
        as_of_us=closes_us(month, folder.settings.zone),
        made_us=made_us,
        by=by,
        names=names,
        made_of=made_of,
        documents={of: keep(folder.editions, one, of[0]) for of, one in built(facts).items()},
    )
