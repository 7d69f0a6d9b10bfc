"""How somebody else's message reached the account it is kept for: so is it to the member or not (definition 91)."""

from enum import StrEnum


class Heard(StrEnum):
    """The ways, the farthest first. `Post.heard` holds one of them."""

    ASIDE = (
        "aside"  # to somebody whose account was erased since: it is to nobody who stays (store/handing_on.py)
    )
    ALONG = "along"  # with a message of the member's that answers, quotes or shares it: it is nobody's ask
    NAMED = "named"  # on a list of those that name the member: to them where such messages were all seen
    ADDRESSED = (
        "addressed"  # below the member's words, as a quote, on their page, or as a file has it: to them
    )
    AS_KEPT = ""  # looked at again: how it was heard stays as it was kept
