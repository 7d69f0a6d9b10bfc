"""The commands that are killed, each with the council it is tried on."""

from collections.abc import Callable
from dataclasses import dataclass

from tests.crash.kills.processes import FIRST_START, INVENTED
from tests.crash.kills.stage import BOB, BOBS_NAME, TOKEN, Stage

NO_CONSENT_LEFT = "has no live consent to withdraw"
NETWORKS_BOB = f"bluesky:bob{BOBS_NAME.lower()}.test"


@dataclass(frozen=True, slots=True, kw_only=True)
class Command:
    """A command, the council it is tried on, and how it may refuse when it is given again.

    `bob` is the account that a withdrawal is tried on afterwards; with `beside` it is withdrawn while the command runs;
    a command that `withdraws` does it itself.
    `starts_anew`: once refused, it is tried again in an emptied folder, as its refusal says.
    """

    name: str
    council: str
    arguments: Callable[[Stage], tuple[str, ...]]
    typed: str = ""
    refuses: str = ""
    bob: str = BOB
    beside: bool = False
    withdraws: bool = False
    makes_key: bool = False
    starts_anew: bool = False


def _of(*arguments: str) -> Callable[[Stage], tuple[str, ...]]:
    return lambda _: arguments


def _x_archive(stage: Stage) -> tuple[str, ...]:
    return ("import", str(stage.x_archive), "--account", BOB)


COMMANDS = (
    Command(name="first start", council="empty", arguments=_of(FIRST_START), makes_key=True, bob=""),
    Command(name="demo", council="empty", arguments=_of("demo", *INVENTED), makes_key=True, bob="",
            refuses="isn't empty", starts_anew=True),
    Command(name="first command", council="empty", arguments=_of("measure"), makes_key=True, bob=""),
    Command(name="register", council="empty", arguments=lambda stage: ("register", str(stage.register)),
            makes_key=True),
    Command(name="register more", council="measured",
            arguments=lambda stage: ("register", str(stage.more_members))),
    Command(name="import posts", council="measured", arguments=lambda stage: ("import", str(stage.second))),
    Command(name="import bad rows", council="measured", arguments=lambda stage: ("import", str(stage.bad))),
    Command(name="import X archive", council="measured", arguments=_x_archive),
    Command(name="import Facebook archive", council="measured",
            arguments=lambda stage: ("import", str(stage.facebook_archive), "--account", "facebook:cat")),
    Command(name="collect", council="on_network", arguments=_of("collect"), bob=NETWORKS_BOB),
    Command(name="measure", council="brought", arguments=_of("measure")),
    Command(name="run", council="on_network", arguments=_of("run"), bob=NETWORKS_BOB),
    Command(name="mark", council="measured",
            arguments=_of("mark", "answered-elsewhere", "--post", "ann-44-ask", "--by", "Ann")),
    Command(name="mark away", council="measured",
            arguments=_of("mark", "away", "--member", "ann", "--from", "2026-10-01", "--to", "2026-10-05",
                          "--by", "Ann")),
    Command(name="mark undo", council="measured", arguments=_of("mark", "undo", "1"),
            refuses="There is no mark 1 in force"),
    Command(name="withdraw", council="brought", arguments=_of("withdraw", "--account", BOB),
            refuses=NO_CONSENT_LEFT, bob="", withdraws=True),
    Command(name="erase", council="brought", arguments=_of("erase", "--member", "bob"),
            refuses="Nothing is registered or kept under bob", bob="", withdraws=True),
    Command(name="token", council="measured", arguments=_of("token", "--account", BOB), typed=TOKEN),
    Command(name="token --forget", council="measured",
            arguments=_of("token", "--account", "facebook:cat", "--forget")),
    Command(name="import beside a withdrawal", council="measured", beside=True,
            arguments=lambda stage: ("import", str(stage.second))),
    Command(name="X archive beside a withdrawal", council="measured", beside=True, arguments=_x_archive),
    Command(name="collect beside a withdrawal", council="on_network", beside=True, bob=NETWORKS_BOB,
            arguments=_of("collect")),
    Command(name="run beside a withdrawal", council="on_network", beside=True, bob=NETWORKS_BOB,
            arguments=_of("run")),
    Command(name="measure beside a withdrawal", council="brought", beside=True, arguments=_of("measure")),
)  # fmt: skip
