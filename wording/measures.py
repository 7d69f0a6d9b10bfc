"""The page of all measures, made of the measures themselves: `python -m wording.measures` writes docs/measures.md."""

import textwrap
from collections.abc import Iterator
from pathlib import Path

import guidance
from facts import Unit
from metrics import all_measures
from metrics.measure import Audience, Measure, Story

PAGE = Path(__file__).parent.parent / "docs" / "measures.md"
WIDTH = 118
UNITS = {
    Unit.SHARE: "a share with its 95 % range",
    Unit.HOURS: "hours with their 95 % range",
    Unit.DAYS: "days",
    Unit.COUNT: "a count",
    Unit.NUMBER: "a number",
}
BETTER = {"more": "More is better.", "less": "Less is better.", "neither": "Neither more nor less is better."}


def document() -> str:
    """Return the page as Markdown."""
    lines = [
        "# Measures",
        "",
        *_wrapped(
            "What each figure of a scorecard means, as its own file says it; the page is made of those files by "
            "`python -m wording.measures`. To the letter, with every limit, it stands in "
            "[definitions.md](definitions.md). Each story is a test: the measure must give what the story promises. "
            "In a story A, B and C are residents, and the last line is the moment we look."
        ),
        "",
        "| measure | title | mirrors |",
        "|---|---|---|",
        *(f"| [`{one.id}`](#{one.id}) | {one.title} | {_mirrors(one)} |" for one in all_measures()),
        "",
    ]
    for measure in all_measures():
        lines += _measure(measure)
    return "\n".join(lines).rstrip() + "\n"


def _measure(measure: Measure) -> Iterator[str]:
    yield f'<a id="{measure.id}"></a>'
    yield f"## {measure.title}"
    yield ""
    yield from _wrapped(measure.explains)
    yield ""
    yield from _wrapped(f"**Can't see:** {measure.cant_see}")
    yield ""
    yield from (f"- {line}" for line in _facts(measure))
    yield ""
    for story in measure.stories:
        yield from _story(story)


def _facts(measure: Measure) -> Iterator[str]:
    yield f"`{measure.id}`, version {measure.version}, in force since {measure.since}"
    enough = measure.sum_up.enough
    least = f", from {enough} {measure.nouns.many} on" if enough > 1 else ""
    yield f"{UNITS[measure.unit]}{least}. {BETTER[measure.better]}"
    yield f"needs to see: {', '.join(sorted(measure.needs))}"
    if measure.audience is Audience.MEMBER:
        yield "for the member's eyes only"
    if measure.also:
        words = [also.words for also in measure.also.values() if also.words]
        yield "beside it: " + "; ".join(words) if words else "beside it: how many of each kind"
    yield f"by {measure.author}; {_checked(measure)}; to be checked again by {measure.next_check}"


def _checked(measure: Measure) -> str:
    if measure.checked_by:
        return f"checked by {measure.checked_by} on {measure.checked_on}"
    return (
        f"worked out a second time by a slow program on {measure.checked_on}, checked by nobody outside yet"
    )


def _story(story: Story) -> Iterator[str]:
    yield f"**{story.title}**"
    yield ""
    yield "```"
    yield from textwrap.dedent(story.told).strip().splitlines()
    yield "```"
    yield ""
    yield f"gives {story.gives}."
    yield ""


def _mirrors(measure: Measure) -> str:
    """Return which lines of the default guidance a measure mirrors, by number."""
    lines = guidance.read().lines
    return ", ".join(f"{place}" for place, line in enumerate(lines, start=1) if measure.id in line.measures)


def _wrapped(text: str) -> list[str]:
    return textwrap.wrap(text, WIDTH, break_long_words=False, break_on_hyphens=False)


def main() -> None:
    """Write the page."""
    PAGE.write_text(document(), encoding="utf-8")


if __name__ == "__main__":
    main()
