"""Who looked at a member's scorecard: noted for the member by role and day, and shown to nobody else."""

import logging
from datetime import date

from dashboard import services, sources
from dashboard.viewer import NotForYou, Role, Viewer
from people import looks
from store.trouble import StoreTrouble
from wording import refusals
from wording.times import local

LOG = logging.getLogger("two-way")


def note(viewer: Viewer, member: str) -> None:
    """Note, for the member, that somebody else looks at their scorecard: by role and day, if it is to be kept.

    Whoever may not look is refused, and no look is noted. That it can't be noted keeps nobody from looking, and is
    logged. Raise NotForYou.
    """
    services.person(viewer, member)
    settings = sources.sign_in()
    if settings is None or viewer.person is None or member in viewer.person.members:
        return
    try:
        looks.note(sources.desk(), member, viewer.role, settings.looks_kept_days, _today(viewer))
    except StoreTrouble as trouble:
        LOG.warning("a look at a scorecard couldn't be noted [%s]", trouble.code)


def of(viewer: Viewer) -> dict[str, list[date]]:
    """Return on which days somebody else looked at this member's scorecard, by role; none where nobody signs in."""
    settings = sources.sign_in()
    if viewer.role is not Role.MEMBER or viewer.member is None:
        raise NotForYou(refusals.own_scorecard_only())
    if settings is None or viewer.person is None:
        return {}
    return looks.of(sources.desk(), viewer.member, settings.looks_kept_days, _today(viewer))


def _today(viewer: Viewer) -> date:
    """Return today in the council's calendar."""
    return local(sources.now_us(), services.run(viewer).zone).date()
