"""How much of a window was seen, account by account, and what is missing from it, with since when and why."""

from dashboard.nouns import Evidence, Run
from dashboard.ui.markup import Html, bdi, el, fill, join
from facts import HOUR_US
from store.published import Row
from wording import nouns, numbers
from wording import sight as words

MOST_SHOWN = 8
BRIEF_US = HOUR_US  # shorter than between two runs: nobody misses it


def seen(behind: Evidence, run: Run) -> Html:
    """Return the shares that were seen, and below them the stretches that weren't."""
    handles = {account["account"]: account for account in behind.person.accounts}
    parts = []
    for row in behind.coverage:
        parts.append(el("dt", numbers.per_cent(row["seen"])))
        parts.append(
            el("dd", fill(words.of_sight(row["sight"]), account=_name(handles[row["account"]], run)))
        )
    shares = el("dl", *parts, class_="plain") if parts else el("p", words.nothing(), class_="sub")
    return join(shares, _missing(behind, handles, run))


def _missing(behind: Evidence, handles: dict[str, Row], run: Run) -> Html | None:
    """Return what wasn't seen: the same stretch of two sights once, the latest first."""
    sights: dict[tuple[str, int, int, str], list[str]] = {}
    for row in behind.unseen:
        if row["to_us"] - row["from_us"] >= BRIEF_US:
            key = row["account"], row["from_us"], row["to_us"], row["reason"]["code"] if row["reason"] else ""
            sights.setdefault(key, []).append(row["sight"])
    rows = sorted(sights, key=lambda row: (-row[2], row[0]))
    items = [_stretch(row, sights[row], handles, run) for row in rows[:MOST_SHOWN]]
    more = len(rows) - MOST_SHOWN
    items += [el("li", words.more(more))] if more > 0 else []
    return el("ul", *items, class_="facts") if items else None


def _stretch(row: tuple[str, int, int, str], sights: list[str], handles: dict[str, Row], run: Run) -> Html:
    account, from_us, to_us, why = row
    # What wasn't seen when the run ended hasn't been since, as far as this page can say.
    until_us = None if run.as_of_us - to_us < BRIEF_US else to_us
    told = words.stretch(sights, from_us, until_us, run, why)
    return el("li", fill(told, account=_name(handles[account], run)))


def read(behind: Evidence, run: Run) -> Html:
    """Return whose profile was read, and whose wasn't."""
    names = {row["reason"].get("account") for row in behind.occasions}
    parts = [
        el("li", fill(words.profile(is_read=account["account"] in names), account=_name(account, run)))
        for account in behind.person.accounts
    ]
    return el("ul", *parts, class_="facts")


def name(account: str, behind: Evidence, run: Run) -> Html:
    """Return an account of the member's as pages name it."""
    return _name(next(row for row in behind.person.accounts if row["account"] == account), run)


def _name(account: Row, run: Run) -> Html:
    where = nouns.platform(account["platform"], run.platforms)
    return fill(words.account(), platform=where, handle=bdi(account["handle"]))
