"""Posts as people read them: who wrote it, when, the words themselves, and the link that opens the original."""

from dashboard.identity import address
from dashboard.ui import markup, times, words
from dashboard.ui.markup import Html, el, join
from dashboard.viewer import Viewer
from facts import DAY_US, Outcome
from metrics import numbers
from store.published import Row

HIDDEN = "Counted, not shown: its author hides it from readers who aren't signed in to the platform."
LINK_ONLY = "Counted, not shown: by X's terms its words are to be read on X."
REMOVED = "Removed since: only its times are kept."
GONE = "Not kept."


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


def _opens(row: Row | None, label: str) -> Html | None:
    """Return the link that opens the original, if it may be opened."""
    if row is None or row["is_removed"] or row["is_hidden"]:
        return None
    return markup.outside_link(row["url"], label, _arrow())


def _head(who: str, when: str, where: str | None) -> Html:
    return el("p", el("b", who), f" · {when}", f" · {where}" if where else "", class_="who")


def _arrow() -> Html:
    return join(" ", el("span", "↗", aria_hidden="true"), el("span", " (new tab)", class_="unseen-words"))


def nobody_waits(row: Row | None) -> str:
    """Return what to say where no waiting ask is listed: that nobody waits, or that we can't know."""
    if row is not None and row["outcome"] == Outcome.MEASURED:
        return "Nobody who asked in the last 14 days is waiting for an answer, as far as we could see."
    why = words.plainly(row["why"]) if row is not None and row["why"] else "It wasn't measured yet."
    return f"We can't say who is waiting. {why}"


def ask(row: Row, *, viewer: Viewer, zone: str, now_us: int, to: str | None = None) -> Html:
    """Return one waiting ask as an item of a list: how long, the words, to whom and since when."""
    shown = row["message"]
    since = (
        f"asked {times.day(row['asked_us'], zone, now_us)} on {words.platform(row['account'].split(':')[0])}"
    )
    told = " · ".join(part for part in (f"to {to}" if to else None, since) if part)
    pending = " · a correction is waiting for the next measure" if row.get("pending") else ""
    text, opens = _inside(shown), _opens(shown, "Open the post")
    window = times.window(row["asked_us"], zone, now_us)
    about = {"m": row["member"], "k": "still-waiting", "w": window, "p": row["post"]}
    correct = el("a", "Correct this", href=address(viewer, "evidence", **about), target="_self")
    return el(
        "li",
        el("p", numbers.waited(row["waited_us"]), _as_far_as_seen(row, zone, now_us), class_="waited"),
        text,
        el("p", f"{told}{pending}", join(" · ", opens) if opens else None, " · ", correct, class_="who"),
    )


def _as_far_as_seen(row: Row, zone: str, now_us: int) -> Html | None:
    """Return until when an ask was seen to wait, where we stopped seeing the member's account."""
    if now_us - row["seen_until_us"] <= DAY_US:
        return None
    until = times.day(row["seen_until_us"], zone, now_us)
    return el("span", f" as far as we saw, to {until}", class_="who")


def asks(
    rows: list[Row], *, viewer: Viewer, zone: str, now_us: int, names: dict[str, str] | None = None
) -> Html:
    """Return waiting asks as a list, in the order given."""
    to = names or {}
    items = [ask(row, viewer=viewer, zone=zone, now_us=now_us, to=to.get(row["member"])) for row in rows]
    return el("ul", *items, class_="asks")
