"""Cleans what an account says of itself, before anything keeps it. Pure.

How a member may be reached is what a profile is there to say, and one of the facts looked for in it (definition 80):
e-mail addresses and telephone numbers stay, as their owner put them there to be used. Whoever else is named, by a
handle or by the address of a page, is masked as in any message.
"""

from typing import Any

from connectors.connector import Masks
from connectors.masking import mask_others
from connectors.tidy import tidy_text


def about(told: Any, platform: str, masks: Masks) -> str | None:
    """Return a profile's text as it may be kept, empty for one that says nothing; None where it is no text at all."""
    return mask_others(tidy_text(told).strip(), platform, masks) if isinstance(told, str) else None


def in_lines(*parts: Any) -> str:
    """Return the parts of a profile below each other, those that are no text or say what was said before left out."""
    told = (part.strip() for part in parts if isinstance(part, str))
    return "\n".join(dict.fromkeys(part for part in told if part))
