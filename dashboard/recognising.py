"""Who is signed in at this moment, and the end of a sign-in, for the pages and for what stands in front of them."""

import logging
from collections.abc import Mapping
from typing import Any

from dashboard import sources
from dashboard.viewer import NotForYou, Viewer
from people import sign_in
from people.sign_in import Refused, SignedIn, Why
from people.sign_in_settings import SignInSettings
from store.trouble import StoreTrouble
from wording import refusals

LOG = logging.getLogger("two-way.sign-in")
MOST_ENDED = 10_000

# Marks of sign-ins that were ended in this process: they are over though the desk can't be written, on a full disk say.
_ended: dict[str, None] = {}


def recognise(claims: Mapping[str, Any], settings: SignInSettings) -> SignedIn:
    """Return who signed in, by claims that were verified. Raise Refused or StoreTrouble."""
    if sign_in.mark_of(claims) in _ended:
        raise Refused(Why.SIGNED_OUT)
    return sign_in.recognise(sources.desk(), claims, settings, sources.now_us())


def end(claims: Mapping[str, Any]) -> None:
    """End a sign-in: here at once, and for every process at the desk. That it can't be noted there is logged."""
    if len(_ended) >= MOST_ENDED:
        _ended.pop(next(iter(_ended)))
    _ended[sign_in.mark_of(claims)] = None
    try:
        sign_in.end(sources.desk(), claims, sources.now_us())
    except StoreTrouble as trouble:
        LOG.warning("a sign-out couldn't be noted [%s]", trouble.code)


def still(viewer: Viewer) -> Viewer:
    """Return somebody who is looking, if they still may, as they could when the page was drawn. Raise NotForYou."""
    person = viewer.person
    if person and (person.sign_in in _ended or not sign_in.holds(sources.desk(), person, sources.now_us())):
        raise NotForYou(refusals.not_any_more())
    return viewer
