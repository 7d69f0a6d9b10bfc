"""The erasure of a resident who asks for it. Nothing lists or searches residents: they must say who they are."""

from handles import account_id
from pipelines.keep.folder import Folder, now_us
from pipelines.keep.opening import remember_residents
from pipelines.publish.make_good import make_good
from pipelines.report import count
from store.erased_messages import count_by, erase_authors
from store.erasing import rewrite


def why_not(folder: Folder, person: str) -> str:
    """Return why `platform:name` is no resident's to erase: it was a member's, or is the council's. Else nothing."""
    authors = _authors(folder, person)
    if not {author for author, *_ in folder.council_handles()}.isdisjoint(authors):
        return f"{person} is one of the council's accounts (council_accounts in settings.toml), and no resident's."
    if not folder.on_register().isdisjoint(authors):
        return f"{person} was a member's once: of what it says in others' threads only when and what kind is kept."
    return ""


def erase(folder: Folder, person: str, *, by: str) -> int:
    """Erase the words and the name of all that `platform:name` wrote, from every file. Return how many messages.

    One line of the audit stays, without the name. Raise ArchiveBusy: nothing was erased then.
    """
    authors, platform = _authors(folder, person), person.partition(":")[0]
    remember_residents(folder.path, authors, now_us())  # an older copy may hold what is here no more
    with folder.archive() as archive:
        messages = count_by(archive, authors)
        if not messages:
            return 0
        told = f"{count(messages, 'message')} on {platform}"
        folder.desk.log("erase resident", told, by=by, now_us=now_us())
        erase_authors(archive, authors, now_us())
        make_good(folder, archive)
        rewrite(archive)
    return messages


def _authors(folder: Folder, person: str) -> list[str]:
    """Return the pseudonyms under which what a person wrote may be kept."""
    platform, name = account_id(*person.split(":", 1)).split(":", 1)
    return sorted({author for author, *_ in folder.spellings(platform, name)})
