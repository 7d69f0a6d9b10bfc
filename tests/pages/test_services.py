"""Who may see what. Each test asks the functions every page asks, on a run with every state in it."""

import csv
import io
import re
import shutil
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard import services, sources, spreadsheet
from dashboard.viewer import NotForYou, Role, Viewer
from facts import MarkKind, to_us
from store.desk import Consent
from store.published import CannotBeRead, NothingPublished
from summaries import csvs
from tests.pages import published_sample as sample
from wording.withholding import WITHHELD

ANWEN, DAFYDD, OWEN = "anwen-bowen", "dafydd-cule", "owen-vaughan"
LABEL, ASKED = "90 days", "answered-within-a-day"
COMMS, LEADERSHIP = Viewer(Role.COMMS), Viewer(Role.LEADERSHIP)
AS_ANWEN = Viewer(Role.MEMBER, ANWEN)
ABOUT_ONE = {  # every function that takes a member
    "person": services.person,
    "results": lambda viewer, member: services.results(viewer, LABEL, member),
    "series": services.series,
    "waiting": lambda viewer, member: services.waiting(viewer, member, limit=9),
    "waiting_counts": services.waiting_counts,
    "evidence": lambda viewer, member: services.evidence(viewer, member, ASKED, LABEL),
    "coverage": lambda viewer, member: services.coverage(viewer, member, LABEL),
    "csv": lambda viewer, member: spreadsheet.evidence(viewer, member, ASKED, LABEL),
    "mark": lambda viewer, member: services.mark(
        viewer, member, f"at://{member}/ask/0", MarkKind.NOT_AN_ASK, by="A", why=""
    ),
    "undo_mark": lambda viewer, member: services.undo_mark(viewer, member, f"at://{member}/ask/0", 1, by="A"),
}
ABOUT_ALL = {  # every function that is about all members at once
    "results": lambda viewer: services.results(viewer, LABEL),
    "waiting": lambda viewer: services.waiting(viewer, limit=9),
    "waiting_counts": services.waiting_counts,
    "ended_silences": lambda viewer: services.ended_silences(viewer, LABEL, 30),
}


@pytest.fixture(scope="session")
def written(tmp_path_factory):
    return sample.write(tmp_path_factory.mktemp("sample"))


@pytest.fixture
def data(written, tmp_path, monkeypatch):
    folder = tmp_path / "data"
    shutil.copytree(written, folder)
    monkeypatch.setenv("TWOWAY_DATA", str(folder))
    return folder


def now_us() -> int:
    return to_us(datetime.now(UTC))


def withdraw(member: str, account: int = 0) -> str:
    manner = next(manner for id_, _, _, manner in sample.MEMBERS if id_ == member)
    name = sample.accounts_of(member, manner)[account]
    assert sources.desk().withdraw(name, now_us=now_us(), by="test")
    return name


def republish(data, change, version="sample-2"):
    """Publish the sample once more, changed."""
    made = sample.Sample(datetime.now(UTC))
    change(made)
    sample.publish(data / "published", version, made)


# Roles


@pytest.mark.parametrize("name", ABOUT_ONE)
def test_a_member_reaches_their_own_and_nobody_elses(data, name):
    ABOUT_ONE[name](AS_ANWEN, ANWEN)

    with pytest.raises(NotForYou):
        ABOUT_ONE[name](AS_ANWEN, DAFYDD)


@pytest.mark.parametrize("name", ABOUT_ONE)
def test_comms_reaches_every_member(data, name):
    ABOUT_ONE[name](COMMS, ANWEN)
    ABOUT_ONE[name](COMMS, DAFYDD)


@pytest.mark.parametrize("name", ABOUT_ONE)
@pytest.mark.parametrize("viewer", [LEADERSHIP, Viewer(Role.ADMINISTRATOR), Viewer(Role.MEMBER)])
def test_others_reach_no_member(data, viewer, name):
    with pytest.raises(NotForYou):
        ABOUT_ONE[name](viewer, ANWEN)


@pytest.mark.parametrize("name", ABOUT_ALL)
@pytest.mark.parametrize("viewer", [AS_ANWEN, LEADERSHIP, Viewer(Role.ADMINISTRATOR)])
def test_only_comms_sees_all_members_at_once(data, viewer, name):
    ABOUT_ALL[name](COMMS)

    with pytest.raises(NotForYou):
        ABOUT_ALL[name](viewer)


def test_a_member_sees_themself_in_the_list_of_members(data):
    assert [person.id for person in services.people(AS_ANWEN)] == [ANWEN]
    assert len(services.people(COMMS)) == len(sample.MEMBERS)
    with pytest.raises(NotForYou):
        services.people(LEADERSHIP)


def test_the_councils_figures_are_for_comms_and_leadership(data):
    assert services.council(COMMS, "2026-10") is not None
    assert services.council(LEADERSHIP) == services.council(COMMS)
    with pytest.raises(NotForYou):
        services.council(AS_ANWEN)


def test_leadership_gets_no_member_and_no_post_in_anything_it_may_ask(data):
    told = repr([services.run(LEADERSHIP), services.windows(LEADERSHIP), services.council(LEADERSHIP)])

    for id_, name, _, _ in sample.MEMBERS:
        assert id_ not in told
        assert name not in told
    assert "at://" not in told


def test_nobody_else_gets_anything(data):
    administrator = Viewer(Role.ADMINISTRATOR)
    assert services.run(administrator).council  # how old the figures are, and no figure
    for ask in (services.windows, services.people, services.council):
        with pytest.raises(NotForYou):
            ask(administrator)


def test_leadership_sees_no_figure_of_fewer_than_five_members(data):
    def only_four(made):
        for name, value in sources.published().meta().items():
            made.add("meta", name, value)
        made.add("members", ANWEN, "Cllr Anwen Bowen", "Harbour", "")
        made.add("accounts", "bluesky:x", ANWEN, "bluesky", "x", "active", 1, 1, 1, 14.0)
        made.add("windows", LABEL, "days", 0, 1)
        made.add("council", ASKED, "2026-10", "measured", 0.5, 0.2, 0.8, 20, 10, 4, 0, "share")

    republish(data, only_four)

    assert services.council(COMMS)[0]["value"] == 0.5
    shown = services.council(LEADERSHIP)[0]
    assert (shown["value"], shown["low"], shown["met"], shown["n"]) == (None, None, None, None)
    assert shown["outcome"] == WITHHELD  # nobody may take it for too few questions


# For the member's eyes


def test_what_is_for_the_members_eyes_is_theirs_alone(data):
    own = {row["measure"] for row in services.results(AS_ANWEN, LABEL, ANWEN)}
    comms = {row["measure"] for row in services.results(COMMS, LABEL, ANWEN)}
    everybody = {row["measure"] for row in services.results(COMMS, LABEL)}

    assert "own-secret" in own
    assert "own-secret" not in comms | everybody
    assert {row["member"] for row in services.results(AS_ANWEN, LABEL, ANWEN)} == {ANWEN}


# Withdrawal hides at once


def test_a_withdrawn_member_is_gone_at_the_next_question(data):
    assert DAFYDD in {person.id for person in services.people(COMMS)}
    account = withdraw(DAFYDD)

    assert DAFYDD not in {person.id for person in services.people(COMMS)}
    assert DAFYDD not in {row["member"] for row in services.results(COMMS, LABEL)}
    assert DAFYDD not in {row["member"] for row in services.waiting_counts(COMMS)}
    waiting = services.waiting(COMMS, limit=10_000)
    assert account not in {row["account"] for row in waiting}
    assert waiting
    for ask in ABOUT_ONE.values():
        with pytest.raises(NotForYou):
            ask(COMMS, DAFYDD)
        with pytest.raises(NotForYou):
            ask(Viewer(Role.MEMBER, DAFYDD), DAFYDD)


def test_figures_that_rest_on_a_withdrawn_account_hold_no_number(data):
    account = withdraw(OWEN)  # the first of two accounts: all of the sample's posts are on it

    behind = services.evidence(COMMS, OWEN, ASKED, LABEL)

    assert [found["account"] for found in behind.person.accounts] != [account]
    assert behind.messages == {}
    assert behind.occasions == []
    assert account not in {row["account"] for row in behind.coverage}
    assert (behind.result["outcome"], behind.result["value"], behind.result["n"]) == ("unknown", None, None)
    assert behind.result["reason"] == {"code": "consent-ended"}
    assert services.series(COMMS, OWEN) == []
    with pytest.raises(NotForYou):
        services.mark(COMMS, OWEN, f"at://{OWEN}/ask/0", MarkKind.SET_ASIDE, by="A", why="B")


def test_consent_given_again_shows_the_member_again(data):
    account = withdraw(DAFYDD)
    assert DAFYDD not in {person.id for person in services.people(COMMS)}
    again = Consent(account=account, given_on=datetime.now(UTC).date(), given_by="test", scope="public posts")

    sources.desk().register([], [], [again], handles=[], now_us=now_us())

    assert DAFYDD in {person.id for person in services.people(COMMS)}


# Evidence and marks


def test_the_evidence_is_the_formula(data):
    for row in services.results(COMMS, LABEL):
        if row["unit"] != "share" or row["outcome"] == "unknown":
            continue
        counted = [
            o
            for o in services.evidence(COMMS, row["member"], row["measure"], LABEL).occasions
            if not o["left_out"]
        ]
        assert len(counted) == row["n"]
        assert sum(bool(o["met"]) for o in counted) == row["met"]


def test_a_mark_is_pending_until_the_next_measure_and_can_be_undone(data):
    post = next(o["post"] for o in services.evidence(COMMS, ANWEN, ASKED, LABEL).occasions)

    number = services.mark(AS_ANWEN, ANWEN, post, MarkKind.ANSWERED_ELSEWHERE, by="Anwen", why="by phone")
    pending = services.evidence(COMMS, ANWEN, ASKED, LABEL).pending

    assert [(mark.kind, mark.by, mark.why) for mark in pending[post]] == [
        (MarkKind.ANSWERED_ELSEWHERE, "Anwen", "by phone")
    ]
    assert services.undo_mark(AS_ANWEN, ANWEN, post, number, by="Anwen")
    assert services.evidence(COMMS, ANWEN, ASKED, LABEL).pending == {}
    assert not services.undo_mark(AS_ANWEN, ANWEN, post, number, by="Anwen")


def test_a_mark_made_before_the_run_is_not_pending(data):
    post = f"at://{ANWEN}/ask/0"
    sources.desk().add_mark(MarkKind.SET_ASIDE, post=post, by="A", why="B", now_us=1)

    assert services.evidence(COMMS, ANWEN, ASKED, LABEL).pending == {}


def test_a_member_marks_nothing_of_another_members_conversations(data):
    with pytest.raises(NotForYou):
        services.mark(AS_ANWEN, ANWEN, f"at://{DAFYDD}/ask/0", MarkKind.NOT_AN_ASK, by="Anwen", why="")
    theirs = services.mark(COMMS, DAFYDD, f"at://{DAFYDD}/ask/0", MarkKind.NOT_AN_ASK, by="Comms", why="")

    assert not services.undo_mark(AS_ANWEN, ANWEN, f"at://{ANWEN}/ask/0", theirs, by="Anwen")
    assert [mark.id for mark in sources.desk().marks()] == [theirs]


def test_hidden_and_removed_messages_have_no_words_to_leak(data):
    kept = services.evidence(COMMS, ANWEN, ASKED, LABEL).messages.values()
    absent = [row for row in kept if row["is_hidden"] or row["is_removed"]]

    assert absent
    assert {(row["text"], row["url"]) for row in absent} == {("", "")}


# The spreadsheet


LIVE = "=+-@\uff1d\uff0b\uff0d\uff20\ufe66\ufe62\ufe63\ufe6b\u2212"


@pytest.mark.parametrize("sign", LIVE)
@pytest.mark.parametrize("before", ["", "  ", "\u00a0", "\u200b", "\ufeff", " \u2067", "\u3000"])
def test_no_cell_of_the_spreadsheet_can_run(sign, before):
    assert csvs.plain(f"{before}{sign}1") == f"'{before}{sign}1"
    for separator in (";", "\t", "\n", "\r", "\r\n"):
        safe = csvs.plain(f"a{separator}{before}{sign}1{separator}b")
        assert safe == f"a{separator}'{before}{sign}1{separator}b"
        assert csvs.plain(f'{separator}{before}"{sign}1').endswith(f"{separator}'{before}\"{sign}1")


def test_a_cell_that_begins_with_a_break_is_a_text():
    for cell in ("\t1", "\r1", "\n1"):
        assert csvs.plain(cell) == f"'{cell}"


def test_a_cell_that_cant_run_stays_as_it_is():
    for plain in (
        "When is bin day?",
        "1+1=2",
        "a@example.org",
        "",
        "Thanks, @resident; see you - all\n\nSiân",
        "'=1",
        '"quoted" - and so on; more',
    ):
        assert csvs.plain(plain) == plain


@given(st.lists(st.text(alphabet="=+-@;\t\r\n,\"' a\u200b\uff1d1", max_size=12), min_size=1, max_size=4))
def test_no_cell_runs_wherever_a_program_cuts_it(cells):
    """Excel cuts at semicolons where a comma is the decimal sign; what is pasted is cut at tabs."""
    out = io.StringIO()
    csv.writer(out).writerow(["2026-11-22", *[csvs.plain(cell) for cell in cells]])
    line = out.getvalue()
    cut = [row for sign in ",;\t" for row in csv.reader(io.StringIO(line, newline=""), delimiter=sign)]
    cut += [re.split(sign, line) for sign in (r"[;\r\n]", r"[\t\r\n]", r"[;\t\r\n]")]

    found = [cell for row in cut for cell in row if cell.lstrip(' "\u200b\ufeff').startswith(tuple(LIVE))]
    assert found == []


def test_the_spreadsheet_is_the_evidence(data):
    behind = services.evidence(AS_ANWEN, ANWEN, ASKED, LABEL)
    rows = list(
        csv.DictReader(io.StringIO(spreadsheet.evidence(AS_ANWEN, ANWEN, ASKED, LABEL).lstrip("\ufeff")))
    )

    assert len(rows) == len(behind.occasions)
    assert sum(row["counts"] == "yes" and row["met"] == "yes" for row in rows) == behind.result["met"]
    assert {row["value"] for row in rows} == {
        "" if o["value"] is None else repr(o["value"]) for o in behind.occasions
    }


# The run that is shown


def test_a_new_run_is_seen_at_once_and_the_old_one_forgotten(data):
    assert services.run(COMMS).version == "sample-1"
    shutil.copy(data / "published/sample-1.duckdb", data / "published/next.duckdb")
    shutil.copy(data / "published/sample-1-own.duckdb", data / "published/next-own.duckdb")
    (data / "published/current").write_text("next")

    assert services.run(COMMS).version == "next"
    assert services.results(AS_ANWEN, LABEL, ANWEN)


def test_without_a_published_run_it_says_what_to_run(data):
    (data / "published/current").unlink()

    with pytest.raises(NothingPublished, match="python -m pipelines measure"):
        services.run(COMMS)


def test_a_broken_file_says_which_and_what_to_run(data):
    (data / "published/broken.duckdb").write_bytes(b"not a database")
    (data / "published/current").write_text("broken")

    with pytest.raises(CannotBeRead, match=r"broken.*python -m pipelines measure"):
        services.run(COMMS)


def test_many_threads_read_at_once(data):
    with ThreadPoolExecutor(8) as pool:
        told = list(pool.map(lambda _: len(services.results(COMMS, LABEL)), range(40)))

    assert set(told) == {len(sample.MEMBERS) * len(sample.UNITS)}
