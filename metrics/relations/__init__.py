"""The ground rules, once each: the relations that measures read. One SQL file a relation, in this order.

Handed in by the run: posts, labels, handles (author, source, platform, who, member, belongs_to, account),
accounts (account, member, platform), moment (as_of_us), windows (label, kind, from_us, to_us), clock (from_us,
to_us, offset_us), tie_breaks (id, rank), marked (post, kind), seen, unseen and mentions_seen (account, from_us, to_us),
away (member, from_us, to_us), own_sites (site), links (id, nth, site).

The texts, and those of measures, run unchanged on DuckDB, Spark and PostgreSQL: tests/measures/test_portable_sql.py
says what that takes. A database of PostgreSQL has to order texts by their bytes (collation C), as the other two do.
"""

from pathlib import Path

HERE = Path(__file__).parent

IN_ORDER = ("places", "messages", "linked", "ancestors")  # then the ancestors are followed to their ends
THREADED = ("threaded", "exchanges")  # then each exchange is cut into episodes
AFTER_EXCHANGES = (
    "invitations", "said", "acts", "first_sight", "followed", "asks", "window_asks", "ask_counts", "gaps", "silences",
)  # fmt: skip
TIED, FOLLOW = "simultaneous", "follow"


def sql(name: str) -> str:
    """Return the query of a relation."""
    return (HERE / f"{name}.sql").read_text(encoding="utf-8")
