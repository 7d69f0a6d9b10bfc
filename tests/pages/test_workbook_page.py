"""The workbook from the pages: for the communications team alone, with what the pages say when it is made."""

import html
import re
from datetime import UTC, datetime

import pytest

from dashboard import sources, workbooks
from dashboard.viewer import NotForYou, Role, Viewer
from facts import to_us
from tests.pages import published_sample as sample
from tests.pages.looking import plain, run, sample_folder, text
from tests.summaries.facts_sample import facts, froze
from tests.tables.reading_sheets import opened, rows

pytestmark = pytest.mark.pages

COMMS = Viewer(Role.COMMS)


@pytest.fixture
def data(tmp_path, monkeypatch):
    return sample_folder(tmp_path, monkeypatch)


def offered(at) -> list[str]:
    return [button.label for button in at.get("download_button")]


def test_the_week_and_the_month_offer_it_to_the_communications_team_alone(data):
    assert offered(run("week")) == ["Excel workbook"]
    assert "Excel workbook" in offered(run("month", w="2026-10"))
    assert "Excel workbook" not in offered(run("month", "leadership", w="2026-10"))


def test_a_frozen_month_offers_it_beside_its_documents(data):
    froze(data, facts())

    assert offered(run("month", w="2026-10"))[-1] == "Excel workbook"
    assert "Excel workbook" not in offered(run("month", "leadership", w="2026-10"))


@pytest.mark.parametrize(
    "viewer", [Viewer(Role.LEADERSHIP), Viewer(Role.MEMBER, "anwen-bowen"), Viewer(Role.ADMINISTRATOR)]
)
def test_nobody_else_gets_it_whatever_they_ask(data, viewer):
    with pytest.raises(NotForYou):
        workbooks.workbook(viewer, "90 days")


def test_its_members_table_is_the_one_of_the_page(data):
    shown = re.findall(r"<tr><th[^>]*>.*?</tr>", text(run("week")), re.DOTALL)[1:]
    shown = [html.unescape(re.sub(r"<[^>]+>", " ", row)) for row in shown]

    told = rows(opened(workbooks.workbook(COMMS, "90 days"))["Members"])

    assert len(told) == len(shown)
    for row, line in zip(told, shown, strict=True):
        assert row["Member"].split()[-1] in line
        share = row["Answered within a day"]
        if isinstance(share, int | float):
            assert f"{share:.0%}" in line or f"{share + 1e-9:.0%}" in line
            assert (
                f"{row['Answered within a day: met']} of {row['Answered within a day: of how many']}" in line
            )
        else:
            assert share.partition(":")[0] in line
        if isinstance(row["Waiting"], int):
            assert re.search(rf"\b{row['Waiting']}\b", line)


def test_a_frozen_months_is_that_of_its_edition(data):
    froze(data, facts())

    sheet = opened(workbooks.workbook(COMMS, "2026-10"))["Council summary"]

    asked = rows(sheet)[0]
    assert (asked["Met"], asked["Of how many"], asked["Verdict"]) == (286, 483, "Improved")
    assert "286 of 483" in plain(run("month", w="2026-10"))


def test_a_withdrawal_is_obeyed_at_the_click(data):
    [account] = sample.accounts_of("anwen-bowen", "busy")
    before = rows(opened(workbooks.workbook(COMMS, "90 days"))["Members"])

    sources.desk().withdraw(account, now_us=to_us(datetime.now(UTC)), by="test")

    after = rows(opened(workbooks.workbook(COMMS, "90 days"))["Members"])
    ids = "Id on the register"
    assert {row[ids] for row in before} - {row[ids] for row in after} == {"anwen-bowen"}


def test_a_window_that_was_never_published_has_none(data):
    with pytest.raises(NotForYou):
        workbooks.workbook(COMMS, "2019-01")


def test_its_file_has_a_plain_name(data):
    assert workbooks.file_name("90 days") == "members-90-days.xlsx"
