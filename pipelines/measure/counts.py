"""What stands beside a figure: how many asks there were, from how many people, and what was left out of it."""

from collections import defaultdict

from metrics.measure import Also, Measure
from store.archive import Archive

Key = tuple[str, str]  # member, label

COUNT_NAMES = (
    "asks", "distinct_askers", "same_person", "answered_elsewhere", "set_aside", "removed", "backdated",
    "younger_than_a_day", "first_day_unseen",
)  # fmt: skip
NO_ASKS: dict[str, object] = {
    **dict.fromkeys(COUNT_NAMES, 0),
    "within_2_days": [0, 0],
    "within_5_days": [0, 0],
}


def ask_counts(archive: Archive) -> dict[Key, dict[str, object]]:
    """Return the counts of asks by member and window."""
    names = ", ".join(f"{name}::bigint" for name in (*COUNT_NAMES, "met_2", "n_2", "met_5", "n_5"))
    counts: dict[Key, dict[str, object]] = {}
    for member, label, *numbers in archive.rows(f"select member, label, {names} from ask_counts"):
        plain, (met_2, n_2, met_5, n_5) = numbers[: len(COUNT_NAMES)], numbers[len(COUNT_NAMES) :]
        counts[member, label] = {
            **dict(zip(COUNT_NAMES, plain, strict=True)),
            "within_2_days": [met_2, n_2],
            "within_5_days": [met_5, n_5],
        }
    return counts


def beside(archive: Archive, measure: Measure) -> dict[str, dict[Key, object]]:
    """Return what a measure counts beside its figure, by name, member and window."""
    return {name: _counted(archive, also) for name, also in measure.also.items()}


def _counted(archive: Archive, also: Also) -> dict[Key, object]:
    if also.is_list:
        lists: dict[Key, list[str]] = defaultdict(list)
        for member, label, one in sorted(archive.rows(also.sql)):
            lists[member, label].append(one)
        return dict(lists)
    if also.is_of:
        objects: dict[Key, dict[str, int]] = defaultdict(dict)
        for member, label, key, number in sorted(archive.rows(also.sql)):
            objects[member, label][key] = number
        return dict(objects)
    rows = archive.rows(f"{also.sql} group by member, label")
    return {(member, label): number for member, label, number in rows}
