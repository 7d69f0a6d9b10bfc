"""How a figure is worked out, in the measure's own words and with its own stories: the ones that test it."""

import textwrap

from dashboard.ui.markup import Html, el
from metrics import numbers
from metrics.measure import Measure, Story


def measure(about: Measure) -> Html:
    """Return a measure's explanation, folded under its title."""
    return el("details", el("summary", about.title), body(about), examples(about), id=about.id)


def body(about: Measure) -> Html:
    """Return a measure's explanation."""
    return el(
        "div",
        el("p", about.explains),
        el("p", el("b", "What it can't see: "), about.cant_see),
        class_="prose",
    )


def examples(about: Measure) -> Html | None:
    """Return a measure's stories, folded: each is also a test of the figure."""
    if not about.stories:
        return None
    head = numbers.count(len(about.stories), "worked example")
    told = el("p", "Each of these is also a test of the figure.", class_="basis")
    return el("details", el("summary", head), el("div", told, *map(story, about.stories), class_="prose"))


def story(told: Story) -> Html:
    """Return one little play and what the measure says of it."""
    text = textwrap.dedent(told.told).strip("\n")
    return el(
        "div",
        el("p", el("b", told.title)),
        el("pre", text, class_="story", tabindex="0"),
        el("p", f"Gives {told.gives}.", class_="basis"),
    )
