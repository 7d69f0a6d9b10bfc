"""What documents are called as files: of names that may hold anything, letters, digits and a few signs."""

import re

LONGEST = 80  # signs of one part: a file system takes 255 bytes in all


def file_name(*parts: str, form: str) -> str:
    """Return a name for a file of these parts and this form: 'scorecard-jo-oneill-2026-10.pdf'."""
    plain = (re.sub(r"[^\w.]+", "-", part).strip("-.")[:LONGEST] for part in parts)
    return f"{'-'.join(part for part in plain if part)}.{form}"
