"""The words around every page: what pages are called, whom to view as, how old the figures are, and the foot."""

from wording import times
from wording.language import gettext as _
from wording.language import template
from wording.reading import Reading

NAME = "Two-Way"  # the same in every language


def page(name: str) -> str:
    """Return what a page is called."""
    return {
        "home": NAME,
        "week": _("This week"),
        "scorecard": _("Scorecards"),
        "month": _("Month"),
        "about": _("About"),
        "evidence": _("Evidence"),
        "waiting": _("Waiting"),
    }[name]


def tab(title: str) -> str:
    """Return what a browser calls a page: 'About · Two-Way'."""
    return f"{title} · {NAME}"


def your_scorecard() -> str:
    """Return what a member's own scorecard is called in the navigation."""
    return _("Your scorecard")


def go_to(page_name: str) -> str:
    """Return the words of the way to a page."""
    return _("Go to {page}", page=page(page_name))


def viewing_as() -> str:
    """Return the label of the switch of viewers."""
    return _("Viewing as")


def communications() -> str:
    """Return what the communications team is called in the switch of viewers."""
    return _("Communications team")


def leadership() -> str:
    """Return what leadership is called in the switch of viewers."""
    return _("Leadership")


def invented() -> str:
    """Return a template of {head}: that the council isn't a real one."""
    return template("{head} no real people, places or posts.")


def invented_head() -> str:
    """Return the head of what is said of an invented council."""
    return _("Invented council:")


def figures_of(reading: Reading) -> str:
    """Return as of when the figures are, and how long ago that was."""
    moment = times.full(reading.as_of_us, reading.zone)
    ago = times.ago(reading.as_of_us, reading.read_us)
    if reading.is_stale:
        return _("These figures are old: as of {moment}, {ago}.", moment=moment, ago=ago)
    return _("Figures as of {moment}, {ago}.", moment=moment, ago=ago)


def not_in_them() -> str:
    """Return what figures that are old leave out."""
    return _("What happened since is not in them.")


def no_sign_in() -> str:
    """Return that nobody signs in, and what follows from it."""
    return _("Sign-in isn't configured: this is served on this computer only.")


def foot(reading: Reading, newest_us: int, version: str) -> str:
    """Return a template of {council}: what the figures are as of, by which run."""
    return template(
        "{council}. As of {as_of}. Newest message kept: {newest}. Published run {version}.",
        as_of=times.full(reading.as_of_us, reading.zone),
        newest=times.full(newest_us, reading.zone),
        version=version,
    )


def promise() -> str:
    """Return what Two-Way promises to members."""
    return _("Members are never ranked. Only public posts are read, and only with the member's consent.")


def not_for_this_view() -> str:
    """Return the head of what stands where a page isn't for a viewer."""
    return _("Not for this view")


def choose_who() -> str:
    """Return what to do where an address names nobody."""
    return _("Choose who is looking. To see what a member sees, go on to “Viewing as”.")


def go_on_as_communications() -> str:
    """Return the words of the way on as the communications team."""
    return _("Go on as the communications team")


def go_on_as_leadership() -> str:
    """Return the words of the way on as leadership."""
    return _("Go on as leadership")


def nothing_to_show() -> str:
    """Return the head of what stands where nothing was published."""
    return _("Nothing to show yet")


def in_a_terminal() -> str:
    """Return where the command is to be typed that publishes something."""
    return _("In a terminal, in the folder Two-Way is in:")


def fill_first() -> tuple[str, str]:
    """Return what fills an empty data folder, and what to do then."""
    return (
        _("With an empty data folder, python3 start.py fills it with an invented council first."),
        _("Then reload this page."),
    )
