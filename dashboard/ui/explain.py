"""How a figure is worked out, in the measure's own words and with its own stories: the ones that test it."""

import textwrap

from dashboard.ui.markup import Html, el, join
from metrics.measure import Measure, Story
from wording import explaining, nouns


def measure(about: Measure) -> Html:
    """Return a measure's explanation, folded under its title."""
    return el("details", el("summary", nouns.title(about)), body(about), examples(about), id=about.id)


def body(about: Measure) -> Html:
    """Return a measure's explanation."""
    blind = join(el("b", explaining.cant_see_head()), " ", nouns.cant_see(about))
    return el("div", el("p", nouns.explains(about)), el("p", blind), class_="prose")


def examples(about: Measure) -> Html | None:
    """Return a measure's stories, folded: each is also a test of the figure."""
    if not about.stories:
        return None
    head = explaining.worked_examples(len(about.stories))
    told = el("p", explaining.each_is_a_test(), class_="basis")
    return el("details", el("summary", head), el("div", told, *map(story, about.stories), class_="prose"))


def story(told: Story) -> Html:
    """Return one little play and what the measure says of it."""
    text = textwrap.dedent(told.told).strip("\n")
    return el(
        "div",
        el("p", el("b", explaining.story_title(told))),
        el("pre", text, class_="story", tabindex="0"),
        el("p", explaining.gives(told), class_="basis"),
    )
