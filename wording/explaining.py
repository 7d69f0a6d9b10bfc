"""How a figure is worked out: what stands around the words of a measure."""

from metrics.measure import Story
from wording.language import gettext as _
from wording.language import ngettext


def cant_see_head() -> str:
    """Return the head of what a measure can't see."""
    return _("What it can't see:")


def worked_examples(number: int) -> str:
    """Return '3 worked examples'."""
    return ngettext("{n} worked example", "{n} worked examples", number)


def each_is_a_test() -> str:
    """Return what worked examples are besides."""
    return _("Each of these is also a test of the figure.")


def story_title(story: Story) -> str:
    """Return what a worked example shows."""
    return _(story.title)


def gives(story: Story) -> str:
    """Return what the measure says of a worked example."""
    return _("Gives {figure}.", figure=story.gives)
