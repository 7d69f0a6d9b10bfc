"""The words of the page that says what is held about a member: what each file holds, and why the rest isn't there."""

from collections.abc import Sequence

from wording import times
from wording.language import gettext as _
from wording.language import ngettext


def title(name: str) -> str:
    """Return what the page is called."""
    return _("Everything held about {name}", name=name)


def made(moment_us: int, zone: str) -> str:
    """Return when it was written."""
    return _("Written on {moment} ({zone}).", moment=times.full(moment_us, zone), zone=zone)


def measured(as_of_us: int | None, zone: str) -> str:
    """Return as of when the figures in it were measured."""
    if as_of_us is None:
        return _("Nothing has been measured yet, so that there are no figures in it.")
    return _("The figures in it were measured as of {moment}.", moment=times.full(as_of_us, zone))


def what_it_is() -> str:
    """Return what the zip is."""
    return _(
        "This is a copy of everything that Two-Way holds about one member of the council: what was agreed, what "
        "they posted in public and what residents posted to them, the figures made of it, and what people decided."
    )


def all_rows(rows: int, files: int) -> str:
    """Return how much there is of it."""
    told = ngettext("{n} row", "{n} rows", rows)
    return ngettext("{rows} in {n} file.", "{rows} in {n} files.", files, rows=told)


def heads() -> dict[str, str]:
    """Return the heads of the parts, by part."""
    return {
        "holds": _("What is here"),
        "left_out": _("What was left out, and why"),
        "read": _("How to read the files"),
    }


def groups() -> dict[str, str]:
    """Return the heads under which the files stand, by group."""
    return {
        "person": _("The member, and what they agreed to"),
        "posted": _("What was posted, and what was seen of it"),
        "figures": _("Figures, and what they rest on"),
        "decided": _("What people decided"),
        "sent": _("What was sent or published, and who looked"),
    }


def columns() -> tuple[str, str, str]:
    """Return the heads of a table of files."""
    return _("File"), _("Rows"), _("What it holds")


def holds() -> dict[str, str]:
    """Return what each file holds, by kind."""
    return {**_of_the_member(), **_of_posts(), **_of_figures(), **_of_people()}


def _of_the_member() -> dict[str, str]:
    return {
        "register": _("The member's row of the register: name, ward, area and e-mail."),
        "terms": _("Terms of office, if any were recorded. Without them a member is always in office."),
        "accounts": _(
            "The member's public accounts; whether something of each may be shown, and since when a token is held "
            "for it."
        ),
        "consents": _(
            "Every consent: for which account, who gave it and when, for what, and when it was ended."
        ),
        "pseudonyms": _(
            "The made-up names under which the member's own messages are kept. Only the council's key could trace "
            "them."
        ),
        "sign-in": _(
            "Who may sign in as the member: e-mail, as whom they signed in first, and how they chose to be written "
            "to."
        ),
        "roles": _("In which roles they may sign in."),
    }


def _of_posts() -> dict[str, str]:
    return {
        "posts": _(
            "The member's own public messages, what others said to them, and what they answered, quoted or shared: "
            "words, link, times and kind. Whoever else wrote stands under a made-up name."
        ),
        "labels": _(
            "What the text rules say of each of these messages: rule, version, answer, and the words that made it "
            "say so."
        ),
        "profiles": _("What the accounts say of themselves, and when it was read so."),
        "stretches": _("Which stretches of time of each account were seen without a gap."),
        "visits": _("When each account was last visited, and how that went."),
        "not-seen": _("Why something of an account wasn't seen, and when."),
        "imports": _("What reports of imported files say of the member's accounts."),
    }


def _of_figures() -> dict[str, str]:
    return {
        "states": _("How each account stands: active, quiet or unattended, and when it was last seen."),
        "results": _(
            "Every figure of every month and of the last 90 days, with its range, its reason and what stands beside "
            "it. Those for the member's own eyes are here too."
        ),
        "occasions": _(
            "What each figure was summed up from, one row an occasion, and what was left out of it."
        ),
        "series": _("The last 13 months and 26 weeks of each figure."),
        "waiting": _("The questions to the member that were still open, and for how long."),
        "coverage": _("How much of each month was seen of each account: 0 is nothing, 1 is all."),
        "unseen": _("Which stretches of time weren't seen, and why."),
    }


def _of_people() -> dict[str, str]:
    return {
        "marks": _(
            "Corrections: of the member's messages, of days away, and those that the member made. Also those taken "
            "back."
        ),
        "examples": _(
            "The member's posts that somebody named as good examples, and what the member said to that."
        ),
        "audit": _("The lines of the log that are about the member, or of what the member did."),
        "editions": _(
            "The frozen monthly summaries that name the member, or whose figures the member's accounts are part of."
        ),
        "outbox": _("Messages that were sent to the member, or are about them, and what became of each."),
        "looks": _(
            "In which role, on which day, somebody else looked at the member's scorecard. No names are kept."
        ),
    }


def left_out() -> dict[str, str]:
    """Return why something isn't there, by reason."""
    return {
        "residents": _(
            "Who residents are. Each is kept under a made-up name, the same for all that one person wrote, and stays "
            "so. Only where a platform has no other link to a message, as Bluesky and Mastodon, does the link that "
            "opens it lead to who wrote it."
        ),
        "words": _(
            "Words of others that pages don't show either: of messages that were removed, that their authors hide "
            "from readers who aren't signed in, or that may only be read on their platform; and of other members "
            "who haven't agreed. That they wrote, and when, is here."
        ),
        "between-others": _(
            "What others said to each other in the same conversations: it isn't about the member."
        ),
        "backups": _(
            "Backups of the council's data: they hold the same, as it was on their day, and may be kept for a limited "
            "time only."
        ),
        "secret": _(
            "Tokens and the council's key: they are secrets, and are never handed out. Whether a token is held, and "
            "since when, is in accounts.csv."
        ),
        "technical": _(
            "What the program needs to go on where it stopped: bookmarks, locks, which sign-ins were ended, the "
            "mark by which the folder knows its own files. None of it tells more of the member than what is here."
        ),
        "council": _(
            "What is the council's and no member's: settings, guidance, press releases, the calendar, what each "
            "figure means, and the figures of all members together. Other members' figures are theirs."
        ),
        "copy": _(
            "Second copies: what was published before it was handed out here, the raw answers of platforms that the "
            "messages here were read from, the documents made of a frozen month, and files that were set aside."
        ),
        "others": _(
            "Which messages were erased because a resident asked for it: that is about the resident."
        ),
    }


def erasing(account: str) -> str:
    """Return that an account is being erased."""
    return _(
        "What was kept of {account}: its consent ended, and it is being erased. Nothing more of it is handed out.",
        account=account,
    )


def how_to_read() -> Sequence[str]:
    """Return how the files are read."""
    return (
        _("A file that ends in .csv opens in any spreadsheet program."),
        _("data.json holds the same rows in one document, for programs."),
        _("Times are in UTC and end in Z: in summer the clock in Britain is one hour ahead."),
        _("An empty cell is unknown, was left out, or there is no such thing: never zero."),
        _(
            "In a .csv file an apostrophe stands before whatever a spreadsheet program might take for a formula; in "
            "data.json nothing is changed."
        ),
        _(
            "What is erased later stays in this copy: keep it safe, and delete it when it isn't needed any more."
        ),
    )
