"""Posts as people read them: when and where, the way to the original, and why there are no words to read."""

from facts import MarkKind
from wording import nouns, times
from wording.language import gettext as _
from wording.language import template
from wording.nouns import Names
from wording.reading import Reading


def hidden() -> str:
    """Return what stands for a post that its author hides, or had erased."""
    return _(
        "Counted, not shown: its author hides it from readers who aren't signed in to the platform, or had it erased."
    )


def link_only() -> str:
    """Return what stands for a post that may only be read where it was posted."""
    return _("Counted, not shown: by X's terms its words are to be read on X.")


def removed() -> str:
    """Return what stands for a post that was removed."""
    return _("Removed since: only its times are kept.")


def gone() -> str:
    """Return what stands for a post that isn't kept."""
    return _("Not kept.")


def no_words() -> str:
    """Return what stands for a post without words."""
    return _("(no words)")


def open_on(platform: str, names: Names) -> str:
    """Return the words of the way to an original, where the post stands by itself."""
    return _("Open on {platform}", platform=nouns.platform(platform, names))


def open_post() -> str:
    """Return the words of the way to an original, in a list."""
    return _("Open the post")


def open_this_post(begins: str) -> str:
    """Return what a screen reader calls the way to an original, by how the post begins."""
    return _("Open the post: {begins} (new tab)", begins=begins)


def new_tab() -> str:
    """Return what a screen reader says of a link that opens a new tab."""
    return _("(new tab)")


def passage_begins() -> str:
    """Return what a screen reader says before the words that a post shares with another text."""
    return _("[the shared passage:] ")


def passage_ends() -> str:
    """Return what it says after them."""
    return _(" [end of the shared passage]")


def first_words(words: str) -> str:
    """Return a post's first words, by which links of a list are told apart."""
    return _("“{words}”", words=words)


def asked_then(when: str) -> str:
    """Return when a question was asked, by which links of a list are told apart where no words are shown."""
    return _("asked {when}", when=when)


def day_and_place(asked_us: int, account: str, reading: Reading) -> str:
    """Return '3 May on Bluesky'."""
    place = nouns.platform_of(account, reading.platforms)
    return _("{day} on {platform}", day=reading.day(asked_us), platform=place)


def to() -> str:
    """Return a template of {name}: to whom a question was put."""
    return template("to {name}")


def asked(asked_us: int, reading: Reading) -> str:
    """Return how long ago a question was asked."""
    return _("Asked {ago}", ago=times.ago(asked_us, reading.read_us))


def correct(*, is_again: bool) -> str:
    """Return the words of the way to the correction of a question; `is_again`: of one that was corrected."""
    return _("Change this") if is_again else _("Correct this")


def correct_this(begins: str, *, is_again: bool) -> str:
    """Return what a screen reader calls the way to the correction of a question."""
    return (
        _("Change this: {begins}", begins=begins) if is_again else _("Correct this: {begins}", begins=begins)
    )


def marked(kind: MarkKind) -> str:
    """Return a template of {name}: as what a question was marked, and by whom."""
    return template("marked as {mark} by {name}", mark=nouns.mark(kind))


def undone(kind: MarkKind) -> str:
    """Return a template of {name}: which correction was undone, and by whom."""
    return template("“{mark}” undone by {name}", mark=nouns.mark(kind))
