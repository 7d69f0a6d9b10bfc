"""What a revision says that the edition before it didn't."""

from collections.abc import Iterator

from pipelines.summarise.figures import Facts

SAID = ("outcome", "value", "low", "high", "n", "met", "members", "members_unknown")
COUNTED = ("waiting", "silent", "members", "platforms")


def changed(before: Facts, now: Facts) -> list[Facts]:
    """Return what differs, each as {"of": ..., "was": ..., "is": ...}; the months before are told once for all."""
    return [*_figures(before, now), *_counts(before, now), *_the_rest(before, now)]


def _figures(before: Facts, now: Facts) -> Iterator[Facts]:
    was = {one["measure"]: one for one in (*before["figures"], *before["beside"])}
    for one in (*now["figures"], *now["beside"]):
        former = was.get(one["measure"])
        if former is None or _said(former["now"]) != _said(one["now"]):
            yield {"of": one["measure"], "was": former and _said(former["now"]), "is": _said(one["now"])}
        elif (former["change"] or {}).get("verdict") != (one["change"] or {}).get("verdict"):
            yield {"of": one["measure"], "was": former["change"], "is": one["change"]}


def _said(figure: Facts) -> Facts:
    return {name: figure[name] for name in SAID if name in figure}


def _counts(before: Facts, now: Facts) -> Iterator[Facts]:
    for name in COUNTED:
        if before[name] != now[name]:
            yield {"of": name, "was": before[name], "is": now[name]}


def _the_rest(before: Facts, now: Facts) -> Iterator[Facts]:
    """Yield that anything else differs: an earlier month's figure, the pictures, a definition, the council's name."""
    told = {"revision", "changed", *COUNTED}
    if _without_now(before, told) != _without_now(now, told):
        yield {"of": "beside", "was": None, "is": None}


def _without_now(facts: Facts, told: set[str]) -> Facts:
    rest = {name: one for name, one in facts.items() if name not in told}
    for name in ("figures", "beside"):
        rest[name] = [
            {**one, "now": None, "months": one["months"][:-1], "change": None} for one in facts[name]
        ]
    rest["a_day"] = None
    return rest
