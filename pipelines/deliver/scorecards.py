"""A member's scorecard of a month as a document: the one place where it is asked for."""

from pipelines.keep.folder import Folder


def scorecard_pdf(folder: Folder, member: str, month: str, language: str) -> bytes | None:
    """Return a member's scorecard of a month as a PDF; None where none can be made, and then none is sent."""
    return None
