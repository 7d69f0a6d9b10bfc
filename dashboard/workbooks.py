"""A window's figures as a workbook, for the communications team: what they see of it on the pages, and no more."""

from dashboard import editions, services, sources
from dashboard.snapshot import one_snapshot
from dashboard.viewer import NotForYou, Viewer
from summaries import sheets
from wording import refusals

TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def file_name(label: str) -> str:
    """Return what the file is called."""
    return f"members-{label.replace(' ', '-')}.xlsx"


def workbook(viewer: Viewer, label: str) -> bytes:
    """Return the workbook of a window, for a viewer who may see every member. Raise NotForYou."""
    with one_snapshot():  # the file is made after the page: all of it is of one run
        figures = services.figures(viewer, label)
        frozen = editions.edition(viewer, label)
    if figures is None:
        raise NotForYou(refusals.no_such_file())
    return sheets.book(figures, frozen.facts if frozen else None, signed=sources.languages_signed())
