"""How much was seen, and what wasn't, with since when and why."""

from collections.abc import Sequence

from facts import Unseen
from wording import nouns
from wording.language import gettext as _
from wording.language import ngettext, template
from wording.reading import Reading
from wording.reasons import capitalised


def of_sight(sight: str) -> str:
    """Return a template of {account}: what a share that was seen is of."""
    return _("of {sight}, {account}", sight=nouns.sights([sight]), account="{account}")


def account() -> str:
    """Return a template of {platform} and {handle}: an account as pages name it."""
    return template("{platform} ({handle})")


def profile(*, is_read: bool) -> str:
    """Return a template of {account}: whether its profile was read by the end of a window."""
    if is_read:
        return template("The profile was read: {account}.")
    return template("The profile wasn't read by then, or can't be: {account}.")


def nothing() -> str:
    """Return what stands where nothing was seen."""
    return _("Nothing was seen.")


def stretch(sights: Sequence[str], from_us: int, until_us: int | None, reading: Reading, why: str) -> str:
    """Return a template of {account}: a stretch that wasn't seen, and why; `until_us` is None where it still runs."""
    told = _(
        "{sights} not seen from {start} to {end}, {account}: {why}.",
        sights=nouns.sights(sights),
        start=reading.day(from_us),
        end=reading.day(until_us) if until_us is not None else _("now"),
        account="{account}",
        why=nouns.unseen(Unseen(why)) if why else _("nothing we have shows it"),
    )
    return capitalised(told)


def more(number: int) -> str:
    """Return how many more stretches there are."""
    return ngettext("And {n} more stretch.", "And {n} more stretches.", number)
