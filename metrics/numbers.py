"""Figures as words (3b, 64): whole per cents, hours under 48 with one decimal, else whole days, halves away from 0."""

from decimal import ROUND_HALF_UP, Decimal

from facts import Unit

HOURS_SHOWN_AS_HOURS = 48


def rounded(value: float, places: int = 0) -> str:
    """Return a number with this many decimals, halves away from zero, thousands with commas."""
    # repr gives the shortest decimal that is this float, so 29 / 200 is 14.5 % and not 14.499999999999998 %.
    exact = Decimal(repr(value)).quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP)
    return f"{exact if exact else abs(exact):,}"  # never -0


def per_cent(share: float) -> str:
    """Return a share of 0 to 1 as whole per cent."""
    return f"{_hundredfold(share)}%"


def hours(value: float) -> str:
    """Return a length of time in hours, or in whole days from 48 hours on."""
    if value < HOURS_SHOWN_AS_HOURS:
        return f"{rounded(value, 1)} hours"
    return days(value / 24)


def days(value: float) -> str:
    """Return a length of time in whole days."""
    return count(int(rounded(value).replace(",", "")), "day")


def count(number: int, one: str, many: str | None = None) -> str:
    """Return a number and the word that goes with it: 1 day, 2 days."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def figure(value: float, unit: Unit) -> tuple[str, str]:
    """Return a figure as (number, what follows it): ('61%', ''), ('3.7', 'hours'), ('34', 'days')."""
    if unit is Unit.SHARE:
        return per_cent(value), ""
    if unit is Unit.HOURS:
        number, _, word = hours(value).partition(" ")
        return number, word
    if unit is Unit.DAYS:
        number, _, word = days(value).partition(" ")
        return number, word
    return rounded(value, 1 if unit is Unit.NUMBER else 0), ""


def said(value: float, unit: Unit) -> str:
    """Return a figure as one piece of text."""
    return " ".join(figure(value, unit)).strip()


def span(low: float | None, high: float | None, unit: Unit) -> str:
    """Return a 95 % range as words; an end that the data can't give is said so."""
    if low is None and high is None:
        return ""
    if low is None or high is None:
        return f"at least {said(low, unit)}" if low is not None else f"at most {said(high or 0, unit)}"
    start, end = figure(low, unit), figure(high, unit)
    if start == end:
        return said(low, unit)
    # "8.2 to 14.1 hours" says the unit once; "40.0 hours to 3 days" needs both.
    return f"{start[0] if start[1] == end[1] else said(low, unit)} to {said(high, unit)}"


def ranged(low: float | None, high: float | None, unit: Unit) -> str:
    """Return '95% range 65% to 88%', or nothing; ends that read alike are told once, and as two ends."""
    told = span(low, high, unit)
    if low is not None and high is not None and figure(low, unit) == figure(high, unit):
        return f"95% range: {told} at both ends"
    return f"95% range {told}" if told else ""


def waited(wait_us: int) -> str:
    """Return how long somebody has waited: '5.0 hours', '3 days'."""
    return hours(wait_us / 3_600_000_000)


def _hundredfold(share: float) -> str:
    hundredfold = Decimal(repr(share)) * 100
    return f"{hundredfold.quantize(Decimal(1), rounding=ROUND_HALF_UP):,}"
