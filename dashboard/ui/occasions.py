"""One row of evidence as people read it: what was asked or posted, what came of it, and whether it counts."""

from dashboard.nouns import Evidence, Run
from dashboard.ui import lists, sight
from dashboard.ui.markup import Html, bdi, el, fill, join
from facts import DAY_US, Kind, Outcome, Unit
from metrics.measure import Measure
from store.marks import Mark, Undo
from store.published import Row
from wording import evidence, posts, reasons, times

COUNTED = {  # a reason in the list -> the count beside the figure
    "same-person": "same_person",
    "answered-elsewhere": "answered_elsewhere",
    "set-aside": "set_aside",
    "removed": "removed",
    "backdated": "backdated",
}
SEEN_TOO_BRIEFLY = "seen-under-a-day"
YOUNG_OR_UNSEEN = (
    "younger_than_a_day",
    "first_day_unseen",
)  # the same reason in the list, two counts (definition 87)


def occasion(row: Row, behind: Evidence, measure: Measure, run: Run) -> Html:
    """Return one occasion, with the marks that wait for the next measure."""
    parts = [_verdict(row, behind, measure, run)]
    parts += _profile(row, measure, run) if measure.is_of_profiles else [_post(row, behind, run)]
    if row["answer"]:
        parts.append(_answer(row, behind, run, is_ask=measure.is_about_asks))
    marks = [_marked(mark) for mark in behind.in_force.get(row["post"] or "", [])]
    marks += [_undone(undo) for undo in behind.undone.get(row["post"] or "", [])]
    marks += [_pending(mark) for mark in behind.pending.get(row["post"] or "", [])]
    return el("article", *parts, *marks, class_="occasion")


def is_counted(row: Row, behind: Evidence) -> bool:
    """Say whether an occasion is in the figure: nothing is where there is no figure to be in."""
    return not row["left_out"] and has_figure(behind)


def has_figure(behind: Evidence) -> bool:
    """Say whether occasions were counted: as a figure, or towards one that has too few yet."""
    return behind.result is not None and behind.result["outcome"] in (Outcome.MEASURED, Outcome.TOO_FEW)


def _verdict(row: Row, behind: Evidence, measure: Measure, run: Run) -> Html:
    state = behind.open_asks.get(row["post"] or "") if row["reason"]["code"] == "waiting" else None
    if measure.is_of_profiles and "account" in row["reason"]:  # what it says stands below, a fact a line
        told: str = sight.name(row["reason"]["account"], behind, run)
    else:
        told = evidence.what(
            measure, row["reason"], row["value"], open_as=state, is_answered=bool(row["answer"])
        )
    if not has_figure(behind):
        return el("p", told, el("span", evidence.not_counted(), class_="out"), class_="verdict")
    if row["left_out"]:
        return el("p", told, el("span", evidence.left_out(), class_="out"), class_="verdict")
    if measure.sum_up.is_share:
        told += evidence.met(is_met=row["met"])
    return el("p", told, class_="verdict")


def _post(row: Row, behind: Evidence, run: Run) -> Html:
    when = times.moment(row["happened_us"], run.zone, run.read_us)
    if row["post"] is None:
        return el("p", evidence.first_seen(when), class_="who")
    found = behind.messages.get(row["post"])
    is_own = found is not None and found["who"] == "member"
    who = _who(found, behind)
    if found:
        who = fill(evidence.did(Kind(found["kind"]), is_own=is_own), name=who)
    place = (row["reason"].get("from_at"), row["reason"].get("to_at"))
    shared = None if None in place else place
    return lists.message(found, who, when, run, is_own=is_own, shared=shared)


def _profile(row: Row, measure: Measure, run: Run) -> list[Html]:
    """Return when a profile was read, and each fact with the words that show it. Once its words went, no fact stays."""
    reason = row["reason"]
    when = el("p", evidence.read(times.moment(row["happened_us"], run.zone, run.read_us)), class_="who")
    if "account" not in reason:
        return [when]
    facts = [
        fill(reasons.fact_template(measure, name, reason.get(name)), words=bdi(reason.get(name) or ""))
        for name in measure.facts
    ]
    told = [when, el("ul", *(el("li", one) for one in facts), class_="facts")]
    return [*told, el("p", posts.link_only(), class_="absent")] if reason["code"] == "link-only" else told


def _answer(row: Row, behind: Evidence, run: Run, *, is_ask: bool) -> Html:
    found = behind.messages.get(row["answer"])
    when = times.moment(found["posted_us"], run.zone, run.read_us) if found else evidence.later()
    did = evidence.answered() if is_ask or found is None else evidence.did(Kind(found["kind"]), is_own=True)
    return lists.message(found, fill(did, name=bdi(behind.person.name)), when, run, is_own=True)


def in_order(rows: list[Row], measure: Measure) -> list[Row]:
    """Return the rows as they are read: the longest silence first, of other measures the newest."""
    if measure.unit is Unit.DAYS:
        return sorted(rows, key=lambda row: -(row["value"] or 0))
    return rows[::-1]


def _who(found: Row | None, behind: Evidence) -> str:
    if found is not None and found["who"] == "member":
        return bdi(behind.person.name)
    return evidence.somebody(found["who"] if found else None)


def _marked(mark: Mark) -> Html:
    return el("p", _told(mark), class_="pending")


def _pending(mark: Mark) -> Html:
    return _from_next(_told(mark))


def _undone(undo: Undo) -> Html:
    told = evidence.undone(undo.mark.kind, undo.mark.why)
    parts = {"by": bdi(undo.mark.by), "why": bdi(undo.mark.why)}
    return _from_next(fill(told, undone_by=bdi(undo.by), **parts))


def _told(mark: Mark) -> Html:
    return fill(evidence.marked(mark.kind, mark.why), by=bdi(mark.by), why=bdi(mark.why))


def _from_next(told: Html) -> Html:
    before, after = evidence.pending()
    return el("p", el("b", before), " ", told, f" {after}", class_="pending")


def reasons_counted(rows: list[Row], as_of_us: int) -> dict[str, int]:
    """Return how many occasions were left out for what each of the counts beside a figure counts."""
    found = dict.fromkeys((*COUNTED.values(), *YOUNG_OR_UNSEEN), 0)
    for row in rows:
        code = row["reason"]["code"]
        if row["left_out"] and code == SEEN_TOO_BRIEFLY:
            found[YOUNG_OR_UNSEEN[as_of_us - row["happened_us"] >= DAY_US]] += 1
        elif row["left_out"] and code in COUNTED:
            found[COUNTED[code]] += 1
    return found


def left_out(rows: list[Row], measure: Measure) -> Html | None:
    """Return what was left out of the figure, by reason."""
    found: dict[str, int] = {}
    for row in rows:
        if row["left_out"]:
            told = reasons.occasion(measure, row["reason"])
            found[told] = found.get(told, 0) + 1
    if not found:
        return None
    parts = [part for told, number in found.items() for part in (el("dt", f"{number:,}"), el("dd", told))]
    return join(el("h2", evidence.left_out_head(), class_="part"), el("dl", *parts, class_="plain"))
