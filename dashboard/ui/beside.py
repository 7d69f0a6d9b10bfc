"""What stands beside a figure, as numbers and words."""

from facts import Unit
from metrics import measure_of
from metrics.measure import Measure
from store.published import Row
from wording import counts


def beside(row: Row, listed: dict[str, int] | None = None) -> list[tuple[str, str]]:
    """Return what stands beside a figure as (number, words); nothing where the number is zero.

    `listed`: how many occasions each of these counts is the reason for, in the list behind the figure.
    """
    told = []
    measure = measure_of(row["measure"])
    for name in (measure.beside or counts.all_words()) if measure.is_about_asks else ():
        if name in measure.also:  # told with what only this measure counts
            continue
        number = row["counts"].get(name)
        if isinstance(number, list) and number[1]:
            told.append((counts.share(*number), counts.words(name)))
        elif isinstance(number, int) and (number or name == "asks"):
            more = number - listed.get(name, number) if listed else 0
            only_unanswered = row["unit"] == Unit.COUNT
            told.append((f"{number:,}", counts.otherwise(name, more, only_unanswered=only_unanswered)))
    return told + _own(measure, row)


def _own(measure: Measure, row: Row) -> list[tuple[str, str]]:
    """Return what only this measure counts."""
    told = []
    for name, also in measure.also.items():
        counted = row["counts"].get(name)
        if isinstance(counted, dict):
            told += [(f"{number:,}", counts.kind(measure, key)) for key, number in counts.by_size(counted)]
        elif isinstance(counted, list) and counted:
            told.append((counts.kinds(measure, counted), counts.also(measure, name)))
        elif counted and also.words:
            told.append((f"{counted:,}", counts.also(measure, name)))
    return told
