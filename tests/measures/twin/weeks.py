"""active-weeks: in how many of the last 13 weeks a member said anything in public."""

from datetime import timedelta

from tests.measures.twin.clock import Window, local_day, midnight, moment
from tests.measures.twin.figure import ENOUGH, Figure, Occasion
from tests.measures.twin.history import History
from tests.measures.twin.reading import messages
from tests.measures.twin.sight import POSTS, Stretch, accounts_seen, seen

WEEKS = 13  # 54


def weeks_of(window: Window, history: History) -> list[Stretch]:
    """54: the 13 whole weeks that ended at or before the window's end or as_of, whichever is earlier."""
    zone = history.time_zone
    end = window.end(moment(history.as_of))
    monday = local_day(end, zone)
    while monday.weekday() or midnight(monday, zone) > end:
        monday -= timedelta(days=1)
    weeks = []
    for back in range(WEEKS, 0, -1):
        first = monday - timedelta(weeks=back)
        weeks.append((midnight(first, zone), midnight(first + timedelta(weeks=1), zone)))
    return weeks


def time_of_weeks(window: Window, history: History) -> Window:
    """54: coverage is judged over those 13 weeks."""
    weeks = weeks_of(window, history)
    return Window(label=window.label, start=weeks[0][0], stop=weeks[-1][1], terms=window.terms)


def active_weeks(history: History, member: str, window: Window) -> Figure:
    """54: return the weeks with a public act among those that are occasions; no range."""
    accounts = accounts_seen(history, member, time_of_weeks(window, history), POSTS)
    occasions = []
    for start, stop in weeks_of(window, history):
        if not any(begins <= start and stop <= ends for begins, ends in window.terms):
            continue  # 97
        acts = [
            message
            for message in messages(history)
            if message.writer == ("member", member) and start <= message.at < stop
            if message.from_account  # 48: an act of the account it was posted from
        ]
        was_seen = all(
            any(begins <= start and stop <= ends for begins, ends in seen(history, account, "posts"))
            for account in accounts
        )
        if acts or was_seen:
            occasions.append(Occasion(happened=start, post=acts[0].id if acts else None, met=bool(acts)))
    n, met = len(occasions), sum(bool(occasion.met) for occasion in occasions)
    figure = Figure(unit="share", n=n, met=met, occasions=occasions)
    if n < ENOUGH:  # 57
        figure.outcome = "too few"
    else:
        figure.value = met / n
    return figure
