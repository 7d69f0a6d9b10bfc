"""What of each table, and of each other thing in a data folder, belongs to a member's export; or why nothing does.

A test fails where a table is in neither list, so that whoever adds one decides. Each reason is a sentence of
wording/held.py.
"""

from fnmatch import fnmatch

from pipelines.keep.export import of_archive, of_desk, of_reports
from pipelines.keep.export.kind import Kind

_DESK = {kind.id: kind for kind in of_desk.KINDS}
_PERSON = ("register", "terms", "accounts", "consents", "pseudonyms", "sign-in", "roles")
_DECIDED = ("marks", "examples", "audit")
_SENT = ("editions", "outbox", "looks")

# In the order in which people find them.
KINDS: tuple[Kind, ...] = (
    *(_DESK[name] for name in _PERSON),
    *of_archive.IN_ARCHIVE,
    *of_reports.KINDS,
    *of_archive.PUBLISHED,
    *(_DESK[name] for name in (*_DECIDED, *_SENT)),
)

SECRET, TECHNICAL, COUNCILS, COPY, OTHERS = "secret", "technical", "council", "copy", "others"
RESIDENTS = "residents"
LEFT_OUT: dict[str, str] = {
    # The desk
    "desk.sign_outs": TECHNICAL,
    "desk.backups": COUNCILS,
    "desk.documents": COPY,
    "desk.identity": TECHNICAL,
    # The archive
    "archive.cursors": TECHNICAL,
    "archive.gone_words": TECHNICAL,
    "archive.erased_messages": OTHERS,
    "archive.releases": COUNCILS,
    "archive.identity": TECHNICAL,
    "archive.finished": COPY,  # the whole schema: what is published of it
    # A published run
    "published.meta": COUNCILS,
    "published.members": COPY,
    "published.definitions": COUNCILS,
    "published.platforms": COUNCILS,
    "published.visits": COPY,
    "published.windows": COUNCILS,
    "published.messages": COPY,
    "published.late": COUNCILS,
    "published.council": COUNCILS,
    # The data folder
    "folder.key": SECRET,
    "folder.identity": TECHNICAL,
    "folder.*.toml": COUNCILS,
    "folder.*.set-aside-*": COPY,
    "folder.fault-*.txt": TECHNICAL,
    "folder..*": TECHNICAL,  # locks, and what is being made
}
# The same of columns, of tables that are handed out: told under another name or in another way, or left out.
TOLD_AS = {
    "desk.terms.member": "register.id",
    "desk.accounts.id": "accounts.account",
    "desk.accounts.member": "register.id",
    "desk.tokens.noted_us": "accounts.token_held_since_us",
    "desk.erasures.asked_us": "accounts.erasure_asked_us",
    "desk.marks.subject": "marks.is_by_member",
    "desk.audit.subject": "audit.is_by_member",
    "desk.examples.subject": "examples.is_settled_by_member",
    "desk.examples.member": "register.id",
    "desk.looks.member": "register.id",
    "desk.editions.names": "editions.named_in",
    "desk.editions.made_of": "editions.counted_in",
    "archive.posts.id": "posts.post",
    "archive.posts.removed_us": "posts.is_removed",
    **{f"published.{table}.member": "register.id" for table in of_archive.CALLED},
}
COLUMNS_LEFT_OUT = {
    "desk.terms.id": TECHNICAL,
    "desk.consents.id": TECHNICAL,
    "desk.tokens.sealed": SECRET,
    "desk.erasures.id": TECHNICAL,
    "desk.erasures.done_us": OTHERS,  # by then it names nobody
    "desk.editions.id": TECHNICAL,
    "desk.editions.kind": COUNCILS,
    "desk.editions.facts": COUNCILS,
    "desk.editions.by": COUNCILS,
    "archive.posts.item": COPY,
    "archive.posts.source": RESIDENTS,  # whose words were passed on, and who is named: pseudonyms of others
    "archive.posts.mentions": RESIDENTS,
    "archive.posts.links": TECHNICAL,  # by which two links are known to be the same
    "archive.posts.address": TECHNICAL,
}
STORES = ("desk.sqlite*", "archive.duckdb*", "published")  # whose tables are told one by one
# What is left out of the kinds that are here, or lies elsewhere: reasons that no table stands for.
BESIDES = (RESIDENTS, "words", "between-others", "backups")


def is_decided(name: str) -> bool:
    """Say whether it is decided what of a thing in a data folder belongs to an export."""
    told = [of.removeprefix("folder.") for of in decided() if of.startswith("folder.")]
    return any(fnmatch(name, pattern) for pattern in (*told, *STORES))


def decided() -> set[str]:
    """Return everything of which something is decided."""
    return {of for kind in KINDS for of in kind.of} | set(LEFT_OUT)


def reasons() -> list[str]:
    """Return why things are left out, each once, in the order in which people read it."""
    return [*BESIDES, *dict.fromkeys(sorted(LEFT_OUT.values()))]
