"""The desk's tables: what people decided. Precious; changed only by a migration (store/migrations)."""

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    ForeignKey,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
    false,
)

TABLES = MetaData(
    naming_convention={
        "pk": "pk_%(table_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "uq": "uq_%(table_name)s_%(column_0_name)s",
    }
)

members = Table(
    "members",
    TABLES,
    Column("id", String, primary_key=True),
    Column("name", String, nullable=False),
    Column("ward", String, nullable=False),
    Column("email", String, nullable=False),
    Column("area", String, nullable=False, server_default=""),  # of several wards
)

# When members were in office (definition 97). Whoever has no row is always in office.
terms = Table(
    "terms",
    TABLES,
    Column("id", Integer, primary_key=True),
    Column("member", String, ForeignKey("members.id"), nullable=False),
    Column("from_on", String, nullable=False, server_default=""),  # ISO day, included; empty: since ever
    Column("to_on", String, nullable=False, server_default=""),  # ISO day, included; empty: still
)

accounts = Table(
    "accounts",
    TABLES,
    Column("id", String, primary_key=True),  # platform:handle as first registered
    Column("member", String, ForeignKey("members.id"), nullable=False),
    Column("platform", String, nullable=False),
    Column("handle", String, nullable=False),  # as it is today
    Column("platform_id", String, nullable=False, server_default=""),
)

consents = Table(
    "consents",
    TABLES,
    Column("id", Integer, primary_key=True),
    Column("account", String, ForeignKey("accounts.id"), nullable=False),
    Column("given_on", String, nullable=False),  # ISO day, in the council's calendar
    Column("given_by", String, nullable=False),
    Column("scope", String, nullable=False),
    Column("recorded_us", BigInteger, nullable=False),
    Column("withdrawn_us", BigInteger),
)

# Every handle that ever was a member's, keyed: its messages are never a resident's (definition 66). Survives erasure.
handles = Table(
    "handles",
    TABLES,
    Column("author", String, primary_key=True),
    Column("source", String, nullable=False),
    Column("platform", String, nullable=False),
    Column("account", String),  # null once the account is erased
)

# A token that a member granted for an account, sealed with the council's key.
tokens = Table(
    "tokens",
    TABLES,
    Column("account", String, ForeignKey("accounts.id"), primary_key=True),
    Column("sealed", Text, nullable=False),
    Column("noted_us", BigInteger, nullable=False),
)

marks = Table(
    "marks",
    TABLES,
    Column("id", Integer, primary_key=True),
    Column("kind", String, nullable=False),
    Column("post", String),
    Column("member", String),
    Column("from_us", BigInteger),
    Column("to_us", BigInteger),
    Column("by", String, nullable=False),
    Column("why", Text, nullable=False),
    Column("made_us", BigInteger, nullable=False),
    Column("undone_us", BigInteger),
    Column("subject", String, nullable=False, server_default=""),  # as whom they were signed in who say so
    Column("with_post", String),  # the other message, of a mark about two
)

audit = Table(
    "audit",
    TABLES,
    Column("id", Integer, primary_key=True),
    Column("happened_us", BigInteger, nullable=False),
    Column("did", String, nullable=False),
    Column("what", Text, nullable=False),
    Column("by", String, nullable=False),  # the name as it was then
    Column("subject", String, nullable=False, server_default=""),  # `issuer subject`, if they were signed in
)

# Erasures that the archive has still to carry out, because another run held it when consent ended.
erasures = Table(
    "erasures",
    TABLES,
    Column("id", Integer, primary_key=True),
    Column("account", String, nullable=False),
    Column("asked_us", BigInteger, nullable=False),
    Column("done_us", BigInteger),
)

# Who may sign in. Matched once by a verified e-mail, from then on by issuer and subject as well.
people = Table(
    "people",
    TABLES,
    Column("email", String, primary_key=True),  # lower case
    Column("issuer", String, nullable=False, server_default=""),
    Column("subject", String, nullable=False, server_default=""),
    Column("added_us", BigInteger, nullable=False),
    Column("pinned_us", BigInteger),
    Column("language", String, nullable=False, server_default=""),  # empty: the council's first
    Column("channel", String, nullable=False, server_default="none"),  # none, email, notify, folder
    Column("attach", Boolean, nullable=False, server_default=false()),  # a member who chose PDFs, not links
    Column("weekly", Boolean, nullable=False, server_default=false()),  # a member who wants to hear who waits
)

roles = Table(
    "roles",
    TABLES,
    Column("email", String, ForeignKey("people.email"), primary_key=True),
    Column("role", String, primary_key=True),
    Column("member", String, nullable=False, server_default=""),  # for that role: whose scorecard is theirs
)

# Sign-ins that were ended, by a mark of each: browsers keep their cookies, and other tabs don't hear of it.
sign_outs = Table(
    "sign_outs",
    TABLES,
    Column("sign_in", String, primary_key=True),
    Column("ended_us", BigInteger, nullable=False),
)

# By which role, on which day of the council's calendar, somebody else looked at a member's scorecard.
looks = Table(
    "looks",
    TABLES,
    Column("member", String, primary_key=True),
    Column("role", String, primary_key=True),
    Column("day", String, primary_key=True),
)

# A month as it was frozen when it closed, and each revision of it. Its facts lie in editions/, under their own hash.
editions = Table(
    "editions",
    TABLES,
    Column("id", Integer, primary_key=True),
    Column("kind", String, nullable=False),  # council
    Column("month", String, nullable=False),  # YYYY-MM
    Column("revision", Integer, nullable=False),  # 1, then as a person asked for
    Column("facts", String, nullable=False),  # sha256 of the facts document
    Column("as_of_us", BigInteger, nullable=False),  # the month's close
    Column("made_us", BigInteger, nullable=False),
    Column("by", String, nullable=False, server_default=""),  # who asked for a revision
    Column("names", Text, nullable=False, server_default="[]"),  # JSON: members and accounts that it tells of
    Column("made_of", Text, nullable=False, server_default="{}"),  # JSON: measure -> accounts it is made of
    Column("redacted_us", BigInteger),  # when its files went, because somebody it names was erased
    UniqueConstraint("kind", "month", "revision"),
)

# A post that somebody thinks others can learn from, and what its member says to that.
examples = Table(
    "examples",
    TABLES,
    Column("id", Integer, primary_key=True),
    Column("post", String, nullable=False, unique=True),
    Column("member", String, ForeignKey("members.id"), nullable=False),
    Column("line", String, nullable=False),  # of the pack: what it is an example of
    Column("why", Text, nullable=False),
    Column("by", String, nullable=False),  # who nominated it
    Column("made_us", BigInteger, nullable=False),
    Column("state", String, nullable=False),  # nominated, permitted, refused
    Column("settled_by", String, nullable=False, server_default=""),  # who recorded the member's answer
    Column("settled_us", BigInteger),
    Column("subject", String, nullable=False, server_default=""),  # as whom the member was signed in, if so
)

# What was made of an edition's facts, as it was handed out: it lies in editions/ under its own hash.
documents = Table(
    "documents",
    TABLES,
    Column("edition", Integer, ForeignKey("editions.id"), primary_key=True),
    Column("form", String, primary_key=True),  # html, pdf
    Column("language", String, primary_key=True),
    Column("sha256", String, nullable=False),
)

# What goes to whom, and how far it got. Each thing goes to each person once: the key holds no channel.
outbox = Table(
    "outbox",
    TABLES,
    Column("id", Integer, primary_key=True),
    Column("kind", String, nullable=False),  # edition, scorecard, waiting
    Column("period", String, nullable=False),  # YYYY-MM, or the week: YYYY-Www
    Column("member", String, nullable=False, server_default=""),  # whom it is about; empty: the council
    Column("recipient", String, nullable=False),  # people.email
    Column("channel", String, nullable=False),
    Column(
        "message_id", String, nullable=False
    ),  # hash of what goes to whom: the same however often it is tried
    Column("state", String, nullable=False),  # queued, sending, sent, failed, unknown
    Column("tries", Integer, nullable=False, server_default="0"),
    Column("next_us", BigInteger, nullable=False),  # not tried before
    Column("said", Text, nullable=False, server_default=""),  # what the server said, or why it waits
    Column("queued_us", BigInteger, nullable=False),
    Column("changed_us", BigInteger, nullable=False),
    Column("settled_by", String, nullable=False, server_default=""),  # who said what became of an unknown one
    UniqueConstraint("kind", "period", "member", "recipient"),
    sqlite_autoincrement=True,  # a number that somebody has written down is never another message's
)

# Backups that were made of this folder and are there still, as far as anybody told us. A later one of the same name
# takes the place of the former.
backups = Table(
    "backups",
    TABLES,
    Column("path", String, primary_key=True),
    Column("made_us", BigInteger, nullable=False),  # the moment it holds
    Column("length_bytes", BigInteger, nullable=False),
)

# Which data folder this desk belongs to (store/belonging.py): `folder`; and `restored`, the mark of a backup that was
# put back here without what was ended since.
identity = Table(
    "identity",
    TABLES,
    Column("name", String, primary_key=True),
    Column("value", Text, nullable=False),
)
