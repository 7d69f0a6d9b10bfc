"""What stands beside a figure: how many asks there were, from how many people, and what was left out of it."""

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


def also_counted(archive: Archive, sql: str) -> dict[Key, int]:
    """Return what a measure counts beside its figure (`also_counts`) by member and window."""
    return {
        (member, label): number for member, label, number in archive.rows(f"{sql} group by member, label")
    }
