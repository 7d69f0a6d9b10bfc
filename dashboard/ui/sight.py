"""How much of a window was seen, account by account, and what is missing from it, with since when and why."""

from dashboard.nouns import Evidence, Run
from dashboard.ui import times, words
from dashboard.ui.markup import Html, bdi, el, join
from facts import HOUR_US
from metrics import numbers
from store.published import Row

MOST_SHOWN = 8
BRIEF_US = HOUR_US  # shorter than between two runs: nobody misses it
NOBODY_KNOWS = "nothing we have shows it"


def seen(behind: Evidence, run: Run) -> Html:
    """Return the shares that were seen, and below them the stretches that weren't."""
    handles = {account["account"]: account for account in behind.person.accounts}
    parts = []
    for row in behind.coverage:
        parts.append(el("dt", numbers.per_cent(row["seen"])))
        parts.append(el("dd", f"of {row['sight']}, ", _name(handles[row["account"]])))
    shares = el("dl", *parts, class_="plain") if parts else el("p", "Nothing was seen.", class_="sub")
    return join(shares, _missing(behind, handles, run))


def _missing(behind: Evidence, handles: dict[str, Row], run: Run) -> Html | None:
    """Return what wasn't seen: the same stretch of two sights once, the latest first."""
    sights: dict[tuple[str, int, int, str], list[str]] = {}
    for row in behind.unseen:
        if row["to_us"] - row["from_us"] >= BRIEF_US:
            key = row["account"], row["from_us"], row["to_us"], row["what"]
            sights.setdefault(key, []).append(row["sight"])
    rows = sorted(sights, key=lambda row: (-row[2], row[0]))
    items = [_stretch(row, sights[row], handles, run) for row in rows[:MOST_SHOWN]]
    more = len(rows) - MOST_SHOWN
    items += [el("li", f"And {numbers.count(more, 'more stretch', 'more stretches')}.")] if more > 0 else []
    return el("ul", *items, class_="facts") if items else None


def _stretch(row: tuple[str, int, int, str], sights: list[str], handles: dict[str, Row], run: Run) -> Html:
    account, from_us, to_us, what = row
    # What wasn't seen when the run ended hasn't been since, as far as this page can say.
    until = "now" if run.as_of_us - to_us < BRIEF_US else times.day(to_us, run.zone, run.read_us)
    told = f"{' and '.join(sights)} not seen from {times.day(from_us, run.zone, run.read_us)} to {until}, "
    return el("li", f"{told[:1].upper()}{told[1:]}", _name(handles[account]), f": {what or NOBODY_KNOWS}.")


def _name(account: Row) -> Html:
    return join(f"{words.platform(account['platform'])} (", bdi(account["handle"]), ")")
