"""Where a council's data lies, for every door of the house alike. Standard library only, as start.py is."""

from __future__ import annotations

import os
from pathlib import Path

CHECKOUT = Path(__file__).resolve().parent.parent
VARIABLE = "TWOWAY_DATA"


def data_folder(named: Path | str | None = None) -> Path:
    """Return the data folder: the one that is named, else TWOWAY_DATA's, else data/ in the checkout."""
    return Path(named or os.environ.get(VARIABLE) or CHECKOUT / "data")
