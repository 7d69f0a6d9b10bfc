"""One row of evidence as people read it: what was asked or posted, what came of it, and whether it counts."""

from dashboard.nouns import Evidence
from dashboard.ui import lists, times
from dashboard.ui.markup import Html, bdi, el, join, verb
from dashboard.ui.words import MARKS
from facts import DAY_US, Outcome, Unit
from metrics import numbers
from metrics.measure import Measure
from store.marks import Mark, Undo
from store.published import Row

STATES = {  # of a question without an answer we saw
    "new": "New",
    "waiting": "Waiting",
    "closed": "Closed, no longer followed",
}

COUNTED = {  # a reason in the list -> the count beside the figure
    "same person": "same_person",
    "answered elsewhere": "answered_elsewhere",
    "set aside": "set_aside",
    "removed": "removed",
    "backdated": "backdated",
}
SEEN_TOO_BRIEFLY = "less than a day seen since it was asked"
YOUNG_OR_UNSEEN = (
    "younger_than_a_day",
    "first_day_unseen",
)  # the same reason in the list, two counts (3b, 87)


def occasion(row: Row, evidence: Evidence, measure: Measure, *, zone: str, now_us: int) -> Html:
    """Return one occasion, with the marks that wait for the next measure."""
    parts = [_verdict(row, evidence, measure), _post(row, evidence, zone, now_us)]
    if row["answer"]:
        parts.append(_answer(row, evidence, zone, now_us, is_ask=measure.is_about_asks))
    marks = [_marked(mark) for mark in evidence.in_force.get(row["post"] or "", [])]
    marks += [_undone(undo) for undo in evidence.undone.get(row["post"] or "", [])]
    marks += [_pending(mark) for mark in evidence.pending.get(row["post"] or "", [])]
    return el("article", *parts, *marks, class_="occasion")


def is_counted(row: Row, evidence: Evidence) -> bool:
    """Say whether an occasion is in the figure: nothing is where there is no figure to be in."""
    return not row["left_out"] and has_figure(evidence)


def has_figure(evidence: Evidence) -> bool:
    """Say whether occasions were counted: as a figure, or towards one that has too few yet."""
    return evidence.result is not None and evidence.result["outcome"] in (Outcome.MEASURED, Outcome.TOO_FEW)


def _verdict(row: Row, evidence: Evidence, measure: Measure) -> Html:
    told = _what(row, evidence, measure)
    if not has_figure(evidence):
        return el("p", told, el("span", ". Seen, but not counted", class_="out"), class_="verdict")
    if row["left_out"]:
        return el(
            "p", told, el("span", ". Listed beside the figure, not in it", class_="out"), class_="verdict"
        )
    if measure.sum_up.is_share:
        told += ". Counts as met" if row["met"] else ". Counts as not met"
    return el("p", told, class_="verdict")


def _what(row: Row, evidence: Evidence, measure: Measure) -> str:
    """Return what was seen, and how long it took."""
    state = evidence.open_asks.get(row["post"] or "") if row["why"] == "waiting" else None
    why = str(row["why"])
    told = STATES.get(state or "", why[:1].upper() + why[1:])
    return told + _how_long(row, measure)


def _how_long(row: Row, measure: Measure) -> str:
    if row["value"] is None:
        return ""
    if measure.unit is Unit.DAYS:
        return f": {numbers.hours(row['value'] * 24)}"
    after = numbers.hours(row["value"])
    if not row["answer"]:
        if row["why"] == "no answer within 14 days":
            return ""
        is_open = row["why"] == "waiting"
        return f": {after}{' as far as we saw' if is_open else ''}"
    return f", after {after}" if row["why"].startswith("answered") else f". Answered after {after}"


def _post(row: Row, evidence: Evidence, zone: str, now_us: int) -> Html:
    when = times.moment(row["happened_us"], zone, now_us)
    if row["post"] is None:
        return el("p", f"From {when}, when the account was first seen.", class_="who")
    found = evidence.messages.get(row["post"])
    is_own = found is not None and found["who"] == "member"
    who = join(_who(found, evidence), f" {verb(found['kind'], is_own)}" if found else "")
    return lists.message(found, who, when, is_own=is_own)


def _answer(row: Row, evidence: Evidence, zone: str, now_us: int, *, is_ask: bool) -> Html:
    found = evidence.messages.get(row["answer"])
    when = times.moment(found["posted_us"], zone, now_us) if found else "later"
    did = "answered" if is_ask or found is None else verb(found["kind"], True)
    return lists.message(found, join(bdi(evidence.person.name), f" {did}"), when, is_own=True)


def in_order(rows: list[Row], measure: Measure) -> list[Row]:
    """Return the rows as they are read: the longest silence first, of other measures the newest."""
    if measure.unit is Unit.DAYS:
        return sorted(rows, key=lambda row: -(row["value"] or 0))
    return rows[::-1]


def _who(found: Row | None, evidence: Evidence) -> str:
    names = {"resident": "A resident", "council": "The council", "former": "A former member"}
    if found is None:
        return "Somebody"
    return bdi(evidence.person.name) if found["who"] == "member" else names[found["who"]]


def _marked(mark: Mark) -> Html:
    return el("p", _told(mark), class_="pending")


def _pending(mark: Mark) -> Html:
    return _from_next(_told(mark))


def _undone(undo: Undo) -> Html:
    return _from_next(join("Undone by ", bdi(undo.by), ": ", _told(undo.mark, begins="marked")))


def _from_next(told: Html) -> Html:
    return el("p", el("b", "Pending. "), told, " Takes effect at the next measure.", class_="pending")


def _told(mark: Mark, *, begins: str = "Marked") -> Html:
    why = join(": “", bdi(mark.why), "”") if mark.why else None
    return join(f"{begins} as {MARKS[mark.kind]} by ", bdi(mark.by), why, ".")


def reasons(rows: list[Row], as_of_us: int) -> dict[str, int]:
    """Return how many occasions were left out for what each of the counts beside a figure counts."""
    found = dict.fromkeys((*COUNTED.values(), *YOUNG_OR_UNSEEN), 0)
    for row in rows:
        if row["left_out"] and row["why"] == SEEN_TOO_BRIEFLY:
            found[YOUNG_OR_UNSEEN[as_of_us - row["happened_us"] >= DAY_US]] += 1
        elif row["left_out"] and row["why"] in COUNTED:
            found[COUNTED[row["why"]]] += 1
    return found


def left_out(rows: list[Row]) -> Html | None:
    """Return what was left out of the figure, by reason."""
    reasons: dict[str, int] = {}
    for row in rows:
        if row["left_out"]:
            reasons[row["why"]] = reasons.get(row["why"], 0) + 1
    if not reasons:
        return None
    parts = [part for why, number in reasons.items() for part in (el("dt", f"{number:,}"), el("dd", why))]
    return join(el("h2", "Left out of the figure", class_="part"), el("dl", *parts, class_="plain"))
