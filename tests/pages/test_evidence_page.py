"""The evidence agrees with its figure, on the page and in the spreadsheet; no correction is made by accident."""

import csv
import io
import re

import pytest

from dashboard import services, sources, spreadsheet
from dashboard.ui import correct
from dashboard.ui.literal import literal
from dashboard.viewer import Role, Viewer
from facts import MarkKind, iso
from metrics import asks, measure_of
from store.trouble import DESK_BUSY, StoreTrouble
from tests.pages.looking import altered, plain, run, sample_folder, text
from wording import corrections, counts, nouns, times

pytestmark = pytest.mark.pages

ANWEN, UNSEEN = "anwen-bowen", "mo-rees"
COMMS, LABEL = Viewer(Role.COMMS), "90 days"
SHARES = ("answered-within-a-day", "conversation-share", "sharing-share")
MEASURES = (*SHARES, "typical-wait", "still-waiting", "longest-silence")


@pytest.fixture
def data(tmp_path, monkeypatch):
    return sample_folder(tmp_path, monkeypatch)


def rows_of(member: str, measure: str, label: str = LABEL) -> list[dict[str, str]]:
    told = spreadsheet.evidence(COMMS, member, measure, label)
    return list(csv.DictReader(io.StringIO(told.removeprefix("\ufeff"))))


# An unknown figure


@pytest.mark.parametrize("measure", MEASURES)
def test_nothing_is_counted_as_met_where_there_is_no_figure(data, measure):
    at = run("evidence", m=UNSEEN, k=measure, w=LABEL)
    told = plain(at)
    behind = services.evidence(COMMS, UNSEEN, measure, LABEL)

    assert behind.result["outcome"] == "unknown"
    assert behind.occasions
    assert "Counts as" not in told
    assert "Listed beside the figure" not in told
    assert "Left out of the figure" not in told
    assert told.count("Seen, but not counted") == min(len(behind.occasions), 10)
    assert f"What was seen, none of it counted: {len(behind.occasions)}" in told
    assert not [control for control in at.get("button_group") if control.key == "only"]


@pytest.mark.parametrize("chosen", ["met", "not-met", "left-out"])
def test_what_was_chosen_of_one_figure_hides_nothing_of_another_where_it_isnt_offered(data, chosen):
    at = run("evidence", m=ANWEN, k="answered-within-a-day", w=LABEL)
    at.session_state["only"] = chosen
    at.query_params["m"] = UNSEEN
    told = plain(at.run())

    assert not at.exception
    assert "What was seen, none of it counted:" in told
    assert "Seen, but not counted" in told
    assert "Nothing here." not in told


@pytest.mark.parametrize("chosen", ["met", "not-met"])
def test_nor_of_one_in_which_nothing_is_met(data, chosen):
    at = run("evidence", m=ANWEN, k="answered-within-a-day", w=LABEL)
    at.session_state["only"] = chosen
    at.query_params["k"] = "typical-wait"
    told = plain(at.run())

    assert not at.exception
    assert "Nothing here." not in told


@pytest.mark.parametrize("measure", MEASURES)
def test_nothing_is_counted_in_the_spreadsheet_either(data, measure):
    rows = rows_of(UNSEEN, measure)

    assert rows
    assert {(row["counts"], row["met"], row["outcome"]) for row in rows} == {("no", "", "unknown")}


# The sentence and the list


@pytest.mark.parametrize("member", [ANWEN, "ffion-ap-gwilym", "iolo-swyn"])
@pytest.mark.parametrize("measure", MEASURES)
def test_the_list_holds_as_many_as_the_figure_says_and_names_the_rest(data, member, measure):
    behind = services.evidence(COMMS, member, measure, LABEL)
    n, out = behind.result["n"], sum(row["left_out"] for row in behind.occasions)
    told = plain(run("evidence", m=member, k=measure, w=LABEL))

    assert (
        f"The list behind it: {nouns.occasions(measure_of(measure), n)}{f', and {out} left out' if out else ''}"
        in told
    )
    assert len(behind.occasions) == n + out


def test_what_one_figure_leaves_out_is_not_said_of_another_that_counts_it(data):
    altered(
        data,
        'update results set counts = json_merge_patch(counts, \'{"younger_than_a_day": 1, "same_person": 2}\')'
        " where member = 'anwen-bowen'",
    )
    young, alike = counts.words("younger_than_a_day"), counts.words("same_person")

    shown = {measure: plain(run("evidence", m=ANWEN, k=measure, w=LABEL)) for measure in MEASURES[:5]}
    assert young in shown["answered-within-a-day"]
    assert alike in shown["answered-within-a-day"]
    assert young not in shown["typical-wait"]  # there it counts for as long as it has waited
    assert alike in shown["typical-wait"]
    assert young not in shown["still-waiting"]
    assert alike not in shown["still-waiting"]  # definition 30: it lists all


@pytest.mark.parametrize(("mentions", "is_said"), [("seen", False), ("partly", True), ("not seen", True)])
def test_what_was_not_seen_of_mentions_is_said(data, mentions, is_said):
    altered(data, f'update results set counts = json_merge_patch(counts, \'{{"mentions": "{mentions}"}}\')')

    told = plain(run("evidence", m=ANWEN, k="answered-within-a-day", w=LABEL))
    assert ("by mentioning them" in told) is is_said


# The spreadsheet


def test_each_row_of_the_spreadsheet_says_what_it_is_part_of(data):
    behind = services.evidence(COMMS, ANWEN, "typical-wait", LABEL)
    now = services.run(COMMS)
    [window] = [row for row in services.windows(COMMS) if row["label"] == LABEL]

    for row in rows_of(ANWEN, "typical-wait"):
        assert row["member"] == ANWEN
        assert row["member_name"] == "Cllr Anwen Bowen"
        assert row["measure"] == "typical-wait"
        assert (row["definition_version"], row["definition_since"]) == ("1", "2026-11-22")
        assert (row["outcome"], row["unit"]) == (behind.result["outcome"], "hours")
        assert (row["window"], row["window_from_utc"]) == (LABEL, iso(window["from_us"]))
        assert row["window_to_utc"] == iso(window["to_us"])
        assert (
            row["coverage"]
            == "bluesky:anwen-bowen.example posts 100%; bluesky:anwen-bowen.example replies 100%"
        )
        assert (row["as_of_utc"], row["newest_message_utc"]) == (iso(now.as_of_us), iso(now.cut_off_us))
        assert row["published_run"] == now.version
        assert row["value_unit"] == ("hours" if row["value"] else "")


@pytest.mark.parametrize(
    ("member", "named"),
    [
        (ANWEN, "anwen-bowen-typical-wait-90-days.csv"),
        ("siân-pŵel", "siân-pŵel-typical-wait-90-days.csv"),
        ("../../etc/passwd", "etc-passwd-typical-wait-90-days.csv"),
        ('a"; filename="b.exe', "a-filename-b.exe-typical-wait-90-days.csv"),
        ("a\\b\r\n\u202eC:", "a-b-C-typical-wait-90-days.csv"),
        ("-x", "x-typical-wait-90-days.csv"),
        ("/", "typical-wait-90-days.csv"),
    ],
)
def test_a_downloaded_file_has_a_plain_name_whatever_the_members_id(member, named):
    assert spreadsheet.file_name(member, "typical-wait", LABEL) == named


def test_times_stand_in_the_spreadsheet_as_on_the_page_and_in_utc(data):
    altered(data, "update occasions set happened_us = 1782860400000000 where measure = 'sharing-share'")

    row = rows_of(ANWEN, "sharing-share")[0]
    assert row["happened_at_utc"] == "2026-06-30T23:00:00Z"
    assert row["happened_at_local"] == "2026-07-01T00:00:00+01:00"
    assert row["time_zone"] == "Europe/London"
    assert not [name for name in row if name.endswith("_at")]  # no time without a word of its clock
    answered = next(row for row in rows_of(ANWEN, "typical-wait") if row["answer"])
    assert answered["answered_at_utc"].endswith("Z")
    assert (
        answered["answered_at_local"][:16]
        <= times.local(services.run(COMMS).as_of_us, "Europe/London").isoformat()
    )


# Corrections


def form(post: str):
    at = run("evidence", m=ANWEN, k="answered-within-a-day", w=LABEL, p=post)
    return next(button for button in at.button if button.label == "Correct this").click().run()


def question(*, answered: bool) -> str:
    behind = services.evidence(COMMS, ANWEN, "answered-within-a-day", LABEL)
    return next(row["post"] for row in behind.occasions if bool(row["answer"]) is answered)


def test_nothing_is_chosen_beforehand_and_nothing_is_saved_without_a_choice(data):
    at = form(question(answered=False))
    assert at.radio[0].value is None

    next(field for field in at.text_input if field.label == "Your name").input("C. Officer")
    next(button for button in at.button if button.label == "Save the correction").click().run()

    assert "nothing was saved" in at.error[0].value
    assert sources.desk().marks() == []


def test_enter_in_a_field_saves_nothing(data):
    for label in ("Correct this", "Undo the correction"):
        post = question(answered=False)
        at = run("evidence", m=ANWEN, k="answered-within-a-day", w=LABEL, p=post)
        next(button for button in at.button if button.label == label).click().run()
        [drawn] = at.get("form")
        assert drawn.proto.form.enter_to_submit is False
        services.mark(COMMS, ANWEN, post, MarkKind.SET_ASIDE, by="A", why="B")


def test_answered_elsewhere_is_offered_only_where_no_answer_was_seen(data):
    choice = literal(corrections.choice(MarkKind.ANSWERED_ELSEWHERE))

    assert choice in form(question(answered=False)).radio[0].options
    assert choice not in form(question(answered=True)).radio[0].options


@pytest.mark.parametrize(
    ("row", "offered"),
    [
        (
            {"answer": None, "left_out": False, "reason": {"code": "waiting"}},
            ["answered-elsewhere", "not-an-ask", "set-aside"],
        ),
        (
            {"answer": "at://x", "left_out": False, "reason": {"code": "answered-later"}},
            ["not-an-ask", "set-aside"],
        ),
        (
            {"answer": None, "left_out": True, "reason": {"code": "set-aside"}},
            ["answered-elsewhere", "not-an-ask"],
        ),
        (
            {"answer": None, "left_out": True, "reason": {"code": "answered-elsewhere"}},
            ["not-an-ask", "set-aside"],
        ),
        (
            {"answer": None, "left_out": True, "reason": {"code": "same-person"}},
            ["answered-elsewhere", "not-an-ask", "set-aside"],
        ),
    ],
)
def test_only_what_makes_sense_for_an_occasion_is_offered(row, offered):
    assert [kind.value for kind in correct.offered(row, [], [], asks.MARKS)] == offered


def busy(*_: object, **__: object) -> None:
    raise StoreTrouble("Somebody else is writing to desk.sqlite.", code=DESK_BUSY)


def test_what_was_typed_stays_when_the_desk_is_busy_and_is_saved_at_the_next_press(data, monkeypatch):
    at = form(question(answered=False))
    at.radio[0].set_value(MarkKind.SET_ASIDE)
    next(field for field in at.text_input if field.label == "Why").input("She rang me")
    next(field for field in at.text_input if field.label == "Your name").input("C. Officer")
    with monkeypatch.context() as patch:
        patch.setattr(services, "mark", busy)
        next(button for button in at.button if button.label == "Save the correction").click().run()

        assert [
            error.value.startswith(literal("Not saved: somebody else was saving")) for error in at.error
        ] == [True]
        assert [field.value for field in at.text_input] == ["She rang me", "C. Officer"]
        assert at.radio[0].value is MarkKind.SET_ASIDE
    next(button for button in at.button if button.label == "Save the correction").click().run()

    assert not at.error
    assert [(mark.by, mark.why) for mark in sources.desk().marks()] == [("C. Officer", "She rang me")]


def test_a_correction_with_a_sign_that_nobody_sees_is_not_saved_and_the_page_says_why(data):
    at = form(question(answered=False))
    at.radio[0].set_value(MarkKind.SET_ASIDE)
    next(field for field in at.text_input if field.label == "Why").input("She \u202erang me")
    next(field for field in at.text_input if field.label == "Your name").input("C. Officer")
    next(button for button in at.button if button.label == "Save the correction").click().run()

    assert not at.exception
    assert "a sign that nobody sees" in at.error[0].value
    assert sources.desk().marks() == []


def test_a_name_typed_to_undo_stays_when_the_desk_is_busy(data, monkeypatch):
    post = question(answered=False)
    services.mark(COMMS, ANWEN, post, MarkKind.SET_ASIDE, by="A", why="B")
    at = run("evidence", m=ANWEN, k="answered-within-a-day", w=LABEL, p=post)
    next(button for button in at.button if button.label == "Undo the correction").click().run()
    at.text_input[0].input("C. Officer")
    with monkeypatch.context() as patch:
        patch.setattr(services, "undo_mark", busy)
        next(button for button in at.button if button.label == "Undo it").click().run()

        assert [
            error.value.startswith(literal("Not saved: somebody else was saving")) for error in at.error
        ] == [True]
        assert at.text_input[0].value == "C. Officer"
    next(button for button in at.button if button.label == "Undo it").click().run()

    assert sources.desk().marks() == []


def test_what_was_corrected_is_undone_before_it_is_corrected_again(data):
    post = question(answered=False)
    services.mark(COMMS, ANWEN, post, MarkKind.SET_ASIDE, by="A", why="B")
    at = run("evidence", m=ANWEN, k="answered-within-a-day", w=LABEL, p=post)

    labels = [button.label for button in at.button]
    assert "Undo the correction" in labels
    assert "Correct this" not in labels


def test_what_a_question_without_an_answer_is_stands_in_its_evidence(data):
    altered(
        data,
        "delete from occasions where measure = 'still-waiting'"
        " and post in (select post from messages where is_removed)",
    )
    told = text(run("evidence", m=ANWEN, k="still-waiting", w=LABEL))

    states = {row["post"]: row["state"] for row in services.waiting(COMMS, ANWEN, limit=10_000)}
    shown = re.findall(r'class="verdict">(Waiting|New|Closed, no longer followed): ', told)
    behind = services.evidence(COMMS, ANWEN, "still-waiting", LABEL)
    wanted = [states[row["post"]] for row in behind.occasions[::-1]][:10]
    said = {"waiting": "Waiting", "new": "New", "closed": "Closed, no longer followed"}
    assert shown == [said[state] for state in wanted]
    assert shown
