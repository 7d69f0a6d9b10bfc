"""What the desk holds about a member, kind by kind: who they are, what was agreed, what people decided."""

import json
from collections.abc import Iterator
from typing import Any

from facts import MarkKind
from pipelines.keep.export.acts import about
from pipelines.keep.export.kind import Batches, Kind, in_order
from pipelines.keep.export.sources import Sources
from store.editions import facts_in, kept
from store.trouble import StoreTrouble

PERSON, DECIDED, SENT = "person", "decided", "sent"  # heads, in wording/held.py
Row = dict[str, Any]

ACCOUNTS = (
    "account",
    "platform",
    "handle",
    "platform_id",
    "is_shown",
    "token_held_since_us",
    "erasure_asked_us",
)
CONSENTS = ("account", "given_on", "given_by", "scope", "recorded_us", "withdrawn_us")
NAMES = ("account", "platform", "author", "source")
PEOPLE = (
    "email", "issuer", "subject", "added_us", "pinned_us", "language", "channel", "attach", "weekly",
)  # fmt: skip
ROLES = ("email", "role", "member")
MARKS = (
    "id", "kind", "post", "with_post", "member", "from_us", "to_us", "by", "is_by_member", "why", "made_us",
    "undone_us",
)  # fmt: skip
EXAMPLES = (
    "id", "post", "line", "why", "by", "made_us", "state", "settled_by", "settled_us", "is_settled_by_member",
)  # fmt: skip
OUTBOX = (
    "id", "kind", "period", "member", "recipient", "channel", "message_id", "state", "tries", "next_us", "said",
    "queued_us", "changed_us", "settled_by",
)  # fmt: skip
EDITIONS = ("month", "revision", "as_of_us", "made_us", "named_in", "counted_in", "redacted_us")
ACTS = ("id", "happened_us", "did", "what", "by", "is_by_member")
ABOUT_ANOTHER = {**dict.fromkeys(("post", "with_post", "member", "from_us", "to_us")), "why": ""}
OF_ASKS = (MarkKind.IS_AN_ASK, MarkKind.NOT_AN_ASK, MarkKind.ANSWERED_ELSEWHERE, MarkKind.SET_ASIDE)
LISTS = ("waiting", "silent", "examples")


def _accounts(found: Sources) -> Batches:
    shown = found.member.shown
    return in_order(
        ACCOUNTS,
        [{**row, "is_shown": row["account"] in shown} for row in found.desk.accounts(found.member.id)],
    )


def marks(found: Sources) -> list[Row]:
    """Return the marks about the member and their messages, and those made as the member.

    Of a mark about another, made by whoever acts as the member, only of what kind it is and when it was made. While an
    account is being erased none that may be about its messages: they may say what those said.
    """
    member = found.member
    if "marks" not in found.found:
        rows = found.desk.marks(member.id, found.marked, member.subjects)
        found.found["marks"] = [
            {
                **(row if _is_theirs(row, found) else {**row, **ABOUT_ANOTHER}),
                "is_by_member": row["subject"] in member.subjects,
            }
            for row in rows
            if (_is_theirs(row, found) or row["subject"] in member.subjects)
            and (not member.going or row["post"] is None or _marked(row, found))
        ]
    return found.found["marks"]


def _is_theirs(mark: Row, found: Sources) -> bool:
    """Say whether a mark is about the member: what somebody else says or copies is about them, also in a reply."""
    whose = _marked(mark, found)
    return mark["member"] == found.member.id or "own" in whose or (mark["kind"] in OF_ASKS and bool(whose))


def _marked(mark: Row, found: Sources) -> set[str]:
    return {found.marked[post] for post in (mark["post"], mark["with_post"]) if post in found.marked}


def examples(found: Sources) -> list[Row]:
    """Return the member's posts that were nominated; of an account that is being erased none."""
    if "examples" not in found.found:
        found.found["examples"] = [
            {**row, "is_settled_by_member": row["subject"] in found.member.subjects}
            for row in found.desk.examples(found.member.id)
            if row["post"] in found.marked or not found.member.going
        ]
    return found.found["examples"]


def messages(found: Sources) -> list[Row]:
    """Return what was sent; no address of somebody who no longer acts as the member, which a server may quote too."""
    emails = found.member.emails
    if "outbox" not in found.found:
        found.found["outbox"] = [
            row if row["recipient"] in emails else {**row, "recipient": "", "said": ""}
            for row in found.desk.messages(found.member.id, emails)
        ]
    return found.found["outbox"]


def _editions(found: Sources) -> Iterator[Row]:
    """Yield the frozen months that name the member, or whose figures their accounts are part of."""
    mine = {f"member:{found.member.id}", *(f"account:{one}" for one in found.member.accounts)}
    for one in found.folder.desk.editions():
        counted = sorted(
            of for of, accounts in one.made_of.items() if set(accounts) & set(found.member.accounts)
        )
        named = _named_in(found, one.facts) if mine & set(one.names) else ""
        if named or counted or mine & set(one.names):
            yield {
                "month": one.month, "revision": one.revision, "as_of_us": one.as_of_us, "made_us": one.made_us,
                "named_in": named, "counted_in": " ".join(counted), "redacted_us": one.redacted_us,
            }  # fmt: skip


def _named_in(found: Sources, facts: str) -> str:
    """Return the lists of a month that name the member; nothing where its file can't be read, as `doctor` says."""
    try:
        named = facts_in(kept(found.folder.editions, facts, "json"))["named"]
    except (StoreTrouble, json.JSONDecodeError):
        return ""
    return " ".join(of for of in LISTS if any(one["member"] == found.member.id for one in named[of]))


def _acts(found: Sources) -> Batches:
    rows = about(
        found.desk.lines(),
        found.member,
        marks=marks(found),
        examples=examples(found),
        messages=messages(found),
    )
    return in_order(ACTS, rows)


def _of(name: str, group: str, of: tuple[str, ...], columns: tuple[str, ...]) -> Kind:
    """Return a kind that one question to the desk answers, about the member alone."""
    return Kind(
        id=name,
        group=group,
        of=of,
        columns=columns,
        rows=lambda found: in_order(columns, getattr(found.desk, _QUESTIONS[name])(found.member.id)),
    )


_QUESTIONS = {"register": "member", "terms": "terms", "consents": "consents", "pseudonyms": "names",
              "sign-in": "people", "looks": "looks"}  # fmt: skip

KINDS = (
    _of("register", PERSON, ("desk.members",), ("id", "name", "ward", "area", "email")),
    _of("terms", PERSON, ("desk.terms",), ("from_on", "to_on")),
    Kind(
        id="accounts", group=PERSON, of=("desk.accounts", "desk.tokens", "desk.erasures"), columns=ACCOUNTS,
        rows=_accounts,
    ),
    _of("consents", PERSON, ("desk.consents",), CONSENTS),
    _of("pseudonyms", PERSON, ("desk.handles",), NAMES),
    _of("sign-in", PERSON, ("desk.people",), PEOPLE),
    Kind(
        id="roles", group=PERSON, of=("desk.roles",), columns=ROLES,
        rows=lambda found: in_order(ROLES, found.desk.roles(found.member.emails)),
    ),
    Kind(
        id="marks", group=DECIDED, of=("desk.marks",), columns=MARKS,
        rows=lambda found: in_order(MARKS, marks(found)),
    ),
    Kind(
        id="examples", group=DECIDED, of=("desk.examples",), columns=EXAMPLES,
        rows=lambda found: in_order(EXAMPLES, examples(found)),
    ),
    Kind(
        id="editions", group=SENT, of=("desk.editions", "folder.editions"), columns=EDITIONS,
        rows=lambda found: in_order(EDITIONS, _editions(found)),
    ),
    Kind(
        id="outbox", group=SENT, of=("desk.outbox",), columns=OUTBOX,
        rows=lambda found: in_order(OUTBOX, messages(found)),
    ),
    _of("looks", SENT, ("desk.looks",), ("role", "day")),
    Kind(id="audit", group=DECIDED, of=("desk.audit",), columns=ACTS, rows=_acts),
)  # fmt: skip
