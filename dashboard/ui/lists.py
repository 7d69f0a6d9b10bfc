"""Posts as people read them: who wrote it, when, the words themselves, and the link that opens the original."""

from dashboard.identity import address
from dashboard.nouns import Group, Run
from dashboard.shown import Person
from dashboard.ui import markup, times, waits, words
from dashboard.ui.markup import Html, bdi, el, join
from dashboard.ui.words import MARKS
from dashboard.viewer import Viewer
from facts import Outcome
from store.published import Row

HIDDEN = "Counted, not shown: its author hides it from readers who aren't signed in to the platform, or had it erased."
LINK_ONLY = "Counted, not shown: by X's terms its words are to be read on X."
REMOVED = "Removed since: only its times are kept."
GONE = "Not kept."
FIRST_WORDS, FIRST_SIGNS = 8, 80  # enough to tell questions of one list apart; some words have no end


def message(row: Row | None, who: str, when: str, *, is_own: bool = False) -> Html:
    """Return one post with its heading and its link; why there are no words where there are none."""
    head = _head(who, when, words.platform(row["platform"]) if row else None)
    opens = _opens(row, f"Open on {words.platform(row['platform'])}") if row else None
    link = el("p", opens, class_="opens") if opens else None
    return el("div", head, _inside(row), link, class_="post own" if is_own else "post")


def _inside(row: Row | None) -> Html:
    """Return a post's words, or why there are none."""
    if row is None or row["is_removed"] or row["is_hidden"]:
        return el("p", GONE if row is None else REMOVED if row["is_removed"] else HIDDEN, class_="absent")
    if row["is_link_only"]:
        return el("p", LINK_ONLY, class_="absent")
    return markup.post(row["text"]) if row["text"].strip() else el("p", "(no words)", class_="absent")


def _opens(row: Row | None, label: str, spoken: str | None = None) -> Html | None:
    """Return the link that opens the original, if it may be opened; `spoken` is what a screen reader calls it."""
    if row is None or row["is_removed"] or row["is_hidden"]:
        return None
    return markup.outside_link(row["url"], label, _arrow(), spoken=spoken)


def _begins(row: Row | None, when: str) -> str:
    """Return a post's first words, by which links of a list are told apart, or when it was where none are shown."""
    shown = row is not None and not (row["is_removed"] or row["is_hidden"] or row["is_link_only"])
    first = row["text"].split() if row is not None and shown else []
    told = " ".join(first[:FIRST_WORDS])
    return f"“{told[:FIRST_SIGNS]}”" if told else f"asked {when}"


def _head(who: str, when: str, where: str | None) -> Html:
    return el("p", el("b", who), f" · {when}", f" · {where}" if where else "", class_="who")


def _arrow() -> Html:
    return join(" ", el("span", "↗", aria_hidden="true"), el("span", " (new tab)", class_="unseen-words"))


def nobody_waits(row: Row | None, counts: list[Row], *, person: Person, run: Run) -> str | None:
    """Return what to say where who waits isn't listed, or not all: that nobody does, or why we can't know.

    `counts`: the member's open asks by group.
    """
    lists_some = waits.totals(counts)[Group.WAITING] > 0
    unsure = f"We can't say who {'else ' if lists_some else ''}is waiting"
    if row is None or row["outcome"] != Outcome.MEASURED:
        why = words.plainly(row["why"]) if row is not None and row["why"] else "It wasn't measured yet."
        return f"{unsure}. {why}"
    if since := waits.lost_since(counts, run):
        return f"{unsure}: not seen without a gap since {since}."
    return None if lists_some else waits.nobody(person, run)


def ask(row: Row, *, viewer: Viewer, run: Run, to: Html | None = None) -> Html:
    """Return one question without an answer we saw as an item of a list: how long ago, the words, to whom."""
    shown, zone, read_us = row["message"], run.zone, run.read_us
    when = f"{times.day(row['asked_us'], zone, read_us)} on {words.platform(row['account'].split(':')[0])}"
    asked = join("to ", to, " · ", when) if to else when
    text, begins = _inside(shown), _begins(shown, when)
    opens = _opens(shown, "Open the post", f"Open the post: {begins} (new tab)")
    window = times.window(row["asked_us"], zone, run.as_of_us)
    about = {"m": row["member"], "k": "still-waiting", "w": window, "p": row["post"]}
    pending = row.get("pending") or []
    verb = "Change this" if pending else "Correct this"
    correct = el(
        "a",
        verb,
        href=address(viewer, "evidence", **about),
        target="_self",
        aria_label=f"{verb}: {begins}",
    )
    return el(
        "li",
        el("p", f"Asked {times.ago(row['asked_us'], read_us)}", _as_far_as_seen(row, run), class_="waited"),
        text,
        el("p", asked, _corrected(row), join(" · ", opens) if opens else None, " · ", correct, class_="who"),
    )


def _as_far_as_seen(row: Row, run: Run) -> Html | None:
    until = times.seen_until(row, run)
    return el("span", f" · {until}", class_="who") if until else None


def asks(rows: list[Row], *, viewer: Viewer, run: Run, names: dict[str, Html] | None = None) -> Html:
    """Return questions without an answer we saw as a list, in the order given."""
    to = names or {}
    return el(
        "ul", *(ask(row, viewer=viewer, run=run, to=to.get(row["member"])) for row in rows), class_="asks"
    )


def _corrected(row: Row) -> Html | None:
    """Return the last correction, or undoing of one, that waits for the next measure."""
    pending, undone = row.get("pending") or [], row.get("undone") or []
    if pending:
        return join(f" · marked as {MARKS[pending[-1].kind]} by ", bdi(pending[-1].by))
    return join(f" · “{MARKS[undone[-1].mark.kind]}” undone by ", bdi(undone[-1].by)) if undone else None
