"""Figures as words (definition 64): whole per cents, hours to 48 with one decimal, then days, halves away from 0."""

from decimal import ROUND_HALF_UP, Decimal

from facts import Unit
from wording.language import gettext as _
from wording.language import ngettext

HOURS_SHOWN_AS_HOURS = 48


def rounded(value: float, places: int = 0) -> str:
    """Return a number with this many decimals, halves away from zero, thousands with commas."""
    # repr gives the shortest decimal that is this float, so 29 / 200 is 14.5 % and not 14.499999999999998 %.
    exact = Decimal(repr(value)).quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP)
    return f"{exact if exact else abs(exact):,}"  # never -0


def per_cent(share: float) -> str:
    """Return a share of 0 to 1 as whole per cent."""
    hundredfold = Decimal(repr(share)) * 100
    return f"{hundredfold.quantize(Decimal(1), rounding=ROUND_HALF_UP):,}%"


def hours(value: float) -> str:
    """Return a length of time in hours, or in whole days from 48 hours on."""
    return " ".join(_hours(value))


def days(value: float) -> str:
    """Return a length of time in whole days."""
    return " ".join(_days(value))


def figure(value: float, unit: Unit) -> tuple[str, str]:
    """Return a figure as (number, what follows it): ('61%', ''), ('3.7', 'hours'), ('34', 'days')."""
    if unit is Unit.SHARE:
        return per_cent(value), ""
    if unit is Unit.HOURS:
        return _hours(value)
    if unit is Unit.DAYS:
        return _days(value)
    return rounded(value, 1 if unit is Unit.NUMBER else 0), ""


def said(value: float, unit: Unit) -> str:
    """Return a figure as one piece of text."""
    return " ".join(figure(value, unit)).strip()


def span(low: float | None, high: float | None, unit: Unit) -> str:
    """Return a 95 % range as words; an end that the data can't give is said so."""
    if low is None and high is None:
        return ""
    if high is None:
        return _("at least {end}", end=said(low or 0, unit))
    if low is None:
        return _("at most {end}", end=said(high, unit))
    start, end = figure(low, unit), figure(high, unit)
    if start == end:
        return said(low, unit)
    # "8.2 to 14.1 hours" says the unit once; "40.0 hours to 3 days" needs both.
    return _(
        "{low} to {high}", low=start[0] if start[1] == end[1] else said(low, unit), high=said(high, unit)
    )


def ranged(low: float | None, high: float | None, unit: Unit) -> str:
    """Return '95% range 65% to 88%', or nothing; ends that read alike are told once, and as two ends."""
    told = span(low, high, unit)
    if low is not None and high is not None and figure(low, unit) == figure(high, unit):
        return _("95% range: {both} at both ends", both=told)
    return _("95% range {ends}", ends=told) if told else ""


def waited(wait_us: int) -> str:
    """Return how long somebody has waited: '5.0 hours', '3 days'."""
    return hours(wait_us / 3_600_000_000)


def _hours(value: float) -> tuple[str, str]:
    if value >= HOURS_SHOWN_AS_HOURS:
        return _days(value / 24)
    return rounded(value, 1), _("hours")  # also 1.0


def _days(value: float) -> tuple[str, str]:
    number = int(rounded(value).replace(",", ""))
    return f"{number:,}", ngettext("day", "days", number)
