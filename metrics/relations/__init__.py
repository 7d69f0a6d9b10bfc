"""The ground rules, once each: the relations that measures read. One SQL file a relation, in this order.

Handed in by the run:
- posts, labels; links (id, nth, site), whole_links (id, site, link), mentions (id, source), hashtags (id, tag),
  copied (id, words, is_copy, is_marked, source_kind, source, source_title, source_us, from_at, to_at), of members'
  originals: where in one the passage stands that it shares, never its words; copy_sources (kind, member, first_us),
  from when on there was anything to copy; known_releases (number); own_sites (site); tie_breaks (id, rank)
- handles (author, source, platform, who, member, belongs_to, account), accounts (account, member, platform)
- moment (as_of_us), clock (from_us, to_us, offset_us)
- windows (member, label, kind, from_us, to_us), as far as they lie within a term of office; whole_windows (label,
  to_us); weeks (label, number, from_us, to_us), of each window the 13 whole weeks up to its end
- seen, unseen and mentions_seen (account, from_us, to_us)
- marked (post, kind), marked_pairs (invitation, report, kind); terms, out_of_office and away (member, from_us, to_us)
- hours (member, from_us, to_us, opens_us, closes_us), of a local week that begins on Thursday, as 1970 did;
  stated_hours (member, from_us), of whoever states some
- profile_facts (account, member, read_us, next_us, is_link_only, and each fact), a text of a profile a row

The texts, and those of measures, run unchanged on DuckDB, Spark and PostgreSQL: tests/measures/test_portable_sql.py
says what that takes. A database of PostgreSQL has to order texts by their bytes (collation C), as the other two do.
"""

from pathlib import Path

HERE = Path(__file__).parent

IN_ORDER = ("places", "messages", "linked", "ancestors")  # then the ancestors are followed to their ends
THREADED = ("threaded", "exchanges")  # then each exchange is cut into episodes
AFTER_EXCHANGES = (
    "conversations", "episodes", "own_labels", "said", "originals", "window_replies", "outside_links", "loops", "acts",
    "first_sight", "followed", "asks", "window_asks", "ask_counts", "gaps", "silences",
)  # fmt: skip
FEWEST_WORDS = 12  # of a post, to say whether it copies (definition 73)
TIED, FOLLOW, OPEN = "simultaneous", "follow", "open_asks"


def sql(name: str) -> str:
    """Return the query of a relation."""
    return (HERE / f"{name}.sql").read_text(encoding="utf-8")
