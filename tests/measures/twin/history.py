"""A history: all that people and platforms gave us up to a moment, read by the slow twin and the product.

Everything is plain text and lists, as it stands in the files a council would hand in, so that a history is
also its own bug report. Numbers of rules in this folder are those of docs/definitions.md.
"""

import json
from dataclasses import asdict, dataclass, field
from typing import Any

Row = dict[str, str]

PLAIN_ASKS = (
    "When will the bins on Mill Lane be collected?",
    "Can you tell me who repairs the street lights in Orchard Road?",
    "What time does the library open on Saturday?",
    "How do I apply for a resident parking permit?",
    "Why has the number 7 bus been cancelled?",
)
PLAIN_REMARKS = (
    "Lovely weather today.",
    "The brass band played in the park.",
    "We walked along the canal on Sunday.",
    "The market was busy this morning.",
)
PLAIN_INVITATIONS = (
    "Tell me what you think before 15 December.",
    "What should we do with the old library? Let me know your views.",
    "Which of the two playground designs do you prefer?",
    "Seen a broken lamp? Tell me where.",
    "Beth yw eich barn am y llyfrgell?",
)
PLAIN_STATEMENTS = (  # a question mark, or talk of surveys, invites nobody
    "Did you know the library opens on Sundays?",
    "How many bins does one street need?",
    "Who would have thought the brass band could play so loud?",
    "Results of the survey are in: most of you wanted trees.",
)

PLAIN_QUIZZES = (  # they invite, and seek no views
    "Quiz time: which street is this? Tell me below.",
    "Caption competition: tell me your best caption for this photo.",
)
PLAIN_REPORTS_BACK = (
    "Results of the survey: 62% of you chose the crossing.",
    "Here is what you said about the old library.",
    PLAIN_STATEMENTS[-1],
)
PLAIN_CREDITS = ("Thanks to Sam Lee for this photo.", "Photo by Sam Lee.")
PLAIN_CORRECTIONS = (
    "Sorry, I was wrong: the meeting is on Thursday.",
    "Correction: the meeting is on Friday, not Thursday. My mistake.",
)
PLAIN_PROFILES: dict[str, tuple[str, ...]] = {  # what each says of a member for Mill Lane
    "": (),
    "Gardener. Runner.": (),
    "Former councillor for Mill Lane": ("ward",),
    "Cllr for Mill Lane": ("councillor", "ward"),
    "Councillor. Views my own.": ("councillor", "views_own"),
    "Cynghorydd dros Mill Lane. Barn bersonol.": ("councillor", "ward", "views_own"),
    "Cllr. Email cllr@anytown.example": ("councillor", "contact"),
    "Mill Lane. Surgery first Saturday of the month.": ("ward", "hours"),
    "Cllr for Mill Lane. Ring 01248 712345, Mon-Fri only. Own views.": (
        "councillor", "ward", "contact", "hours", "views_own",
    ),
}  # fmt: skip


@dataclass(kw_only=True)
class Import:
    """One posts file handed in, and what `--covers` said of it."""

    rows: list[Row] = field(default_factory=list)
    covers: str | None = None  # FROM..TO or ..TO


@dataclass(kw_only=True, eq=False)
class History:
    """The register, the files in the order they came, what people corrected, and the moment we look.

    What was read of a history is remembered, so don't change one after the first look: make another.
    """

    as_of: str  # ISO 8601 with offset
    register: list[Row] = field(default_factory=list)  # rows of register.csv
    imports: list[Import] = field(default_factory=list)
    marks: list[Row] = field(default_factory=list)  # kind, by and post; or kind, by, member, from and to
    council_accounts: list[str] = field(default_factory=list)  # platform:handle
    own_sites: list[str] = field(default_factory=list)
    time_zone: str = "Europe/London"
    hours: list[dict[str, Any]] = field(
        default_factory=list
    )  # [[hours]] of settings.toml: member, from, weekly
    releases: list[Row] = field(default_factory=list)  # published_at, title, text
    removed: dict[str, str] = field(default_factory=dict)  # message id -> when it was removed
    written: dict[str, str] = field(default_factory=dict)  # message id -> the platform's own clock
    profiles: list[Row] = field(default_factory=list)  # account, read_at, text
    former: list[str] = field(default_factory=list)  # accounts that once were a member's

    def members(self) -> list[str]:
        """Return the ids of the registered members, in the order of the register."""
        return list(dict.fromkeys(row["member"] for row in self.register))

    def rows(self) -> list[Row]:
        """Return all rows of all files, in the order they came."""
        return [row for step in self.imports for row in step.rows]

    def to_json(self) -> str:
        """Return the whole history as one JSON document."""
        return json.dumps(asdict(self), ensure_ascii=False)


def from_json(text: str) -> History:
    """Return the history that `to_json` wrote."""
    fields: dict[str, Any] = json.loads(text)
    fields["imports"] = [Import(**step) for step in fields["imports"]]
    return History(**fields)


def is_plainly(some: tuple[str, ...], text: str) -> bool:
    """Say whether a text is one of these, with something behind it. The twin doesn't depend on the text rules."""
    return any(text.startswith(one) for one in some)


def is_plainly_an_invitation(text: str) -> bool:
    """Say whether a text is one of the fixed invitations."""
    return is_plainly(PLAIN_INVITATIONS + PLAIN_QUIZZES, text)


def is_plainly_an_ask(text: str) -> bool:
    """Say whether a text is one of the fixed asks."""
    return is_plainly(PLAIN_ASKS, text)
