"""What members' profiles said as far as it was read: the relation that `bio` reads, and by when each was (80)."""

from collections.abc import Iterator, Mapping, Sequence

from facts import Account
from labels.bio import bio
from pipelines.measure.calendar import FOREVER_US
from pipelines.measure.decided import TEXT, WHOLE
from store.archive import Archive
from store.profiles import Profile, as_read_by, profiles
from store.stretches import Stretch

FACTS = ("councillor", "ward", "contact", "hours", "views_own")
COLUMNS = {
    **dict.fromkeys(("account", "member"), TEXT),
    **dict.fromkeys(("read_us", "next_us"), WHOLE),
    "is_link_only": "bool",
    **dict.fromkeys(FACTS, TEXT),
}
Texts = Mapping[str, Sequence[Profile]]  # of each account, in order of time


def load_profiles(archive: Archive, accounts: Sequence[Account], wards: Mapping[str, str]) -> Texts:
    """Load what each text of these accounts says, and from when to when it is the latest. Return the texts.

    The ward is the register's, so the facts are worked out at each run. A fact is the words that show it; none where
    the text doesn't say it, and empty where they may not be shown.
    """
    texts = profiles(archive, [account.id for account in accounts])
    rows = [
        (account.id, account.member, *row)
        for account in accounts
        for row in _facts(texts.get(account.id, ()), wards.get(account.member, ""))
    ]
    archive.load("profile_facts", COLUMNS, rows)
    return texts


def _facts(texts: Sequence[Profile], ward: str) -> Iterator[tuple[object, ...]]:
    nexts = [*(one.read_us for one in texts[1:]), FOREVER_US]
    for text, next_us in zip(texts, nexts, strict=False):
        found = bio(text.text, ward)
        shown = {name: "" if text.is_link_only else found[name].words for name in FACTS}
        said = [shown[name] if found[name].value == "yes" else None for name in FACTS]
        yield (text.read_us, next_us, text.is_link_only, *said)


def was_read(texts: Sequence[Profile], parts: Sequence[Stretch], as_of_us: int) -> bool:
    """Say whether a profile was read at or before the end of these parts of a window, and by the run's moment."""
    return as_read_by(texts, min(parts[-1][1], as_of_us)) is not None
