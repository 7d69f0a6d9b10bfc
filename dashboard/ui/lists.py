"""Posts as people read them: who wrote it, when, the words themselves, and the link that opens the original."""

from collections.abc import Sequence

from dashboard.identity import address
from dashboard.nouns import Run
from dashboard.ui import markup
from dashboard.ui.markup import Html, bdi, el, fill, join
from dashboard.viewer import Viewer
from store.published import Row
from store.showing import Person
from wording import findings, nouns, posts, scorecard, times

FIRST_WORDS, FIRST_SIGNS = 8, 80  # enough to tell questions of one list apart; some words have no end
Span = tuple[int, int]


def message(
    row: Row | None, who: str, when: str, run: Run, *, is_own: bool = False, shared: Span | None = None
) -> Html:
    """Return one post with its heading and its link; why there are no words where there are none.

    `shared` is from where to where it has the words of another text: there they are marked.
    """
    head = _head(who, when, nouns.platform(row["platform"], run.platforms) if row else None)
    opens = _opens(row, posts.open_on(row["platform"], run.platforms)) if row else None
    link = el("p", opens, class_="opens") if opens else None
    return el("div", head, _inside(row, shared), link, class_="post own" if is_own else "post")


def _inside(row: Row | None, shared: Span | None = None) -> Html:
    """Return a post's words, or why there are none."""
    absent = _absent(row)
    if not row or absent:
        return el("p", absent, class_="absent")
    if shared is None:
        return markup.post(row["text"])
    words = row["text"][slice(*shared)]
    passage = markup.marked(words, posts.passage_begins(), posts.passage_ends())
    return markup.post(row["text"], passage, shared[0], until=shared[1])


def _absent(row: Row | None) -> str:
    """Return why a post has no words to show, or nothing where it has."""
    if row is None:
        return posts.gone()
    if row["is_removed"]:
        return posts.removed()
    if row["is_hidden"]:
        return posts.hidden()
    if row["is_link_only"]:
        return posts.link_only()
    return "" if row["text"].strip() else posts.no_words()


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
    return posts.first_words(told[:FIRST_SIGNS]) if told else posts.asked_then(when)


def _head(who: str, when: str, where: str | None) -> Html:
    return el("p", el("b", who), f" · {when}", f" · {where}" if where else "", class_="who")


def _arrow() -> Html:
    unseen = el("span", f" {posts.new_tab()}", class_="unseen-words")
    return join(" ", el("span", "↗", aria_hidden="true"), unseen)


def nobody_waits(row: Row | None, counts: list[Row], *, person: Person, run: Run) -> str:
    """Return what to say where who waits isn't listed, or not all (wording/scorecard.py)."""
    return scorecard.nobody_waits(row, counts, person.accounts, run)


def ask(row: Row, *, viewer: Viewer, run: Run, to: Html | None = None) -> Html:
    """Return one question without an answer we saw as an item of a list: how long ago, the words, to whom."""
    shown, when = row["message"], posts.day_and_place(row["asked_us"], row["account"], run)
    begins = _begins(shown, when)
    opens = _opens(shown, posts.open_post(), posts.open_this_post(begins))
    parts = [
        fill(posts.to(), name=to) if to else None,
        when,
        _corrected(row),
        opens,
        _correct(row, begins, viewer, run),
    ]
    return el(
        "li",
        el("p", posts.asked(row["asked_us"], run), _as_far_as_seen(row, run), class_="waited"),
        _inside(shown),
        el("p", _beside(parts), class_="who"),
    )


def _beside(parts: Sequence[str | None]) -> Html:
    """Return what there is of these, one beside the other."""
    there = [part for part in parts if part]
    return join(*(join(" · " if place else None, part) for place, part in enumerate(there)))


def _correct(row: Row, begins: str, viewer: Viewer, run: Run) -> Html:
    """Return the way to where a question can be corrected."""
    window = times.window(row["asked_us"], run.zone, run.as_of_us)
    about = {"m": row["member"], "k": "still-waiting", "w": window, "p": row["post"]}
    is_again = bool(row.get("pending"))
    return el(
        "a",
        posts.correct(is_again=is_again),
        href=address(viewer, "evidence", **about),
        target="_self",
        aria_label=posts.correct_this(begins, is_again=is_again),
    )


def _as_far_as_seen(row: Row, run: Run) -> Html | None:
    until = findings.seen_until(row["seen_until_us"], run)
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
        return fill(posts.marked(pending[-1].kind), name=bdi(pending[-1].by))
    return fill(posts.undone(undone[-1].mark.kind), name=bdi(undone[-1].by)) if undone else None
