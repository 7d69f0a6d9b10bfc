"""The workbook says what the pages and the command line say, to the digit, and no cell of it can run."""

import json
import re

import pytest

from pipelines.keep.folder import Folder
from pipelines.tables.book import book
from store.figures import figures_of
from store.published import Published
from store.showing import Showing
from summaries import sheets
from summaries.workbook import LONGEST_CELL, Number, Sheet, workbook
from tests.small_council import Council
from tests.tables.conftest import MONTH
from tests.tables.reading_sheets import head_row, opened, rows
from wording import results
from wording.language import languages, reading_in
from wording.surnames import by_surname
from wording.workbook import sheets as names_of_sheets

pytestmark = pytest.mark.commands

ASKED, WAIT, TALK = "Answered within a day", "Typical wait (hours)", "Conversation"
COLUMNS = {"answered-within-a-day": ASKED, "typical-wait": WAIT, "conversation-share": TALK}
HOSTILE = [
    "=1+1", '=HYPERLINK("http://x.example","y")', "=cmd|' /C calc'!A0", "+1+1", "-1+1", "@SUM(1)", "\t=1+1",
    "\r=1+1", "\n=1+1", " =1+1", "\uff1d1+1", "{=1+1}", "'=1+1", '"=1+1"', "http://x.example/", "mailto:a@x.example",
    "internal:'Members'!A1", "00123", "1e5", "\x00\x0b\x1f", "_x0041_", "\ud800\ufffe\u202e=1+1",
]  # fmt: skip


def made_of(council: Council, label: str) -> bytes:
    folder = Folder(council.path, to_read=True)
    return book(folder, folder.live_accounts(), label, version=Published(folder.published).version)


def figures(council: Council, label: str = "90 days"):
    folder = Folder(council.path, to_read=True)
    showing = Showing([Published(folder.published)], folder.live_accounts())
    return figures_of(showing, label, taken_out=[], put_back=[])


def is_same(cell, value) -> bool:
    """Say whether a cell holds a number: files keep 16 digits of it."""
    return cell == value if value is None else cell == pytest.approx(value, rel=1e-15)


@pytest.mark.parametrize("label", ["90 days", MONTH])
def test_each_members_figures_are_those_of_the_command_line_to_the_digit(made, label):
    month = [] if label == "90 days" else ["--month", label]
    told = {one["member"]: one for one in made.json("show", "--all", *month)}

    sheet = {row["Id on the register"]: row for row in rows(opened(made_of(made, label))["Members"])}

    assert sheet.keys() == told.keys()
    seen = set()
    for member, row in sheet.items():
        for one in (one for one in told[member]["results"] if one["measure"] in COLUMNS):
            head = COLUMNS[one["measure"]]
            beside = {"low": "95% range from", "high": "95% range to", "n": "of how many"}
            beside |= {"met": "met"} if one["unit"] == "share" else {}
            for name, words in beside.items():
                assert is_same(row[f"{head}: {words}"], one[name]), (member, one)
            if results.is_number(one):
                assert is_same(row[head], one["value"])
            else:
                assert row[head].startswith(" ".join(results.value(one)).strip())
            seen.add(one["outcome"])
    assert {"measured", "too few", "unknown"} <= seen


def test_members_stand_by_surname_and_never_by_a_figure(made):
    found = rows(opened(made_of(made, "90 days"))["Members"])

    order = [by_surname(row["Member"], row["Ward"], row["Id on the register"]) for row in found]
    assert order == sorted(order)
    shares = [row[ASKED] for row in found if isinstance(row[ASKED], float)]
    assert shares not in (sorted(shares), sorted(shares, reverse=True))


def test_a_frozen_months_council_figures_are_those_of_its_edition(made, tmp_path):
    made.must("summary", "--month", MONTH, "--out", str(tmp_path))
    facts = json.loads((tmp_path / "summary.json").read_text("utf-8"))

    sheet = opened(made_of(made, MONTH))["Council summary"]

    told = rows(sheet)
    every = [*facts["figures"], *facts["beside"]]
    assert len(told) == len(every)
    for row, figure in zip(told, every, strict=True):
        now, by = figure["now"], (figure["change"] or {}).get("difference")
        assert row["Members it is made of"] == now["members"]
        if now.get("value") is not None:
            assert is_same(row["Value"], now["value"])
            assert is_same(row["95% range from"], now["low"])
        if by:
            assert row["Change in points"] == round(100 * by["value"])
            assert row["99% range from"] == round(100 * by["low"])
    assert "6 November 2026, 09:00" in sheet["A2"].value
    assert {"Unknown: not seen well enough"} >= {row["Same month of the year before"] for row in told}


def test_a_window_without_an_edition_has_the_published_figures_and_no_verdict(made):
    published = {row["measure"]: row for row in figures(made)["council"]}

    sheet = opened(made_of(made, "90 days"))["Council summary"]

    told = rows(sheet)
    assert "Verdict" not in told[0]
    assert any("has closed" in str(sheet.cell(at, 1).value) for at in range(1, head_row(sheet)))
    asked = next(row for row in told if row["Figure"] == "Questions answered within a day")
    assert is_same(asked["Value"], published["answered-within-a-day"]["value"])
    assert (asked["Met"], asked["Of how many"]) == (
        published["answered-within-a-day"]["met"],
        published["answered-within-a-day"]["n"],
    )


def test_a_councils_figure_of_fewer_than_five_members_is_withheld(made):
    found = figures(made)
    found["council"] = [{**row, "members": 4} for row in found["council"]]

    told = rows(opened(sheets.book(found, None, signed=[]))["Council summary"])

    assert {row["Value"] for row in told if row["Value"] != "Unknown: not seen well enough"} <= {
        "Withheld",
        "Can't be seen",
    }
    assert [row["Met"] for row in told] == [row["Of how many"] for row in told] == [None] * len(told)


def test_who_waits_is_counted_as_the_list_of_members_counts_them(made):
    found = figures(made)

    for row in rows(opened(made_of(made, "90 days"))["Members"]):
        counts = found["waiting"].get(row["Id on the register"], {})
        if isinstance(row["Waiting"], int | float):
            assert row["Waiting"] == counts.get("waiting", 0)
        assert row["Waiting when last seen"] == (counts.get("lost") or None)


def test_a_question_that_was_answered_elsewhere_waits_no_more_in_it(council):
    before = {row["Id on the register"]: row["Waiting"] for row in waiting_rows(council)}
    folder = Folder(council.path, to_read=True)
    run = Published(folder.published)
    who = next(id_ for id_, number in before.items() if isinstance(number, int) and number > 0)
    accounts = [row["account"] for row in run.accounts() if row["member"] == who]
    [ask, *_] = run.waiting(accounts, group="waiting", marked=[], put_back=[], seen_us=0, limit=1)

    council.must("mark", "answered-elsewhere", "--post", ask["post"], "--by", "Olu")

    after = {row["Id on the register"]: row["Waiting"] for row in waiting_rows(council)}
    assert after == before | {who: before[who] - 1}


def waiting_rows(council):
    return rows(opened(made_of(council, "90 days"))["Members"])


def test_what_was_defined_and_what_was_seen_stands_beside(made):
    book_ = opened(made_of(made, "90 days"))

    ids = [row["Id of the measure"] for row in rows(book_["Definitions"])]
    accounts = [row["Account"] for row in rows(book_["How much was seen"])]

    assert "typical-wait" in ids
    assert {"bio", "long-exchanges"} & set(ids) == set()  # for members' own eyes
    folder = Folder(made.path, to_read=True)
    assert sorted(accounts) == sorted(one.handle for one in folder.live_accounts().values())


def test_the_same_run_gives_the_same_bytes(made):
    assert made_of(made, MONTH) == made_of(made, MONTH)


def test_each_sheet_says_what_it_is_and_can_be_read_aloud(made):
    book_ = opened(made_of(made, MONTH))

    assert book_.sheetnames == ["Council summary", "Members", "Definitions", "How much was seen"]
    for sheet in book_:
        assert sheet["A1"].value.endswith(f"October 2026: {figures(made)['facts']['council']}")
        assert any("Invented people" in str(sheet.cell(at, 1).value) for at in range(1, head_row(sheet)))
        assert str(sheet.freeze_panes).startswith("B")
        assert not sheet.merged_cells.ranges
        assert not sheet.conditional_formatting
        assert sheet.auto_filter.ref is None
        [table] = sheet.tables.values()
        assert table.autoFilter is None
        assert table.ref.startswith(f"A{head_row(sheet)}:")
        assert all(cell.value for cell in sheet[head_row(sheet)])


def test_no_cell_of_hostile_names_can_run(made):
    found = figures(made)
    one = found["members"][0]
    found["members"] = [
        {**one, "member": f"m{at}", "name": text, "ward": text, "accounts": [
            {**one["accounts"][0], "handle": text, "platform": text}
        ]}
        for at, text in enumerate(HOSTILE)
    ]  # fmt: skip
    found["facts"] = {**found["facts"], "council": HOSTILE[0]}

    book_ = opened(sheets.book(found, None, signed=[]))

    cells = [cell for sheet in book_ for row in sheet.iter_rows() for cell in row]
    assert len([cell for cell in cells if cell.value == "=1+1"]) >= 3
    assert {cell.data_type for cell in cells} <= {"s", "n", "d"}
    assert [cell for cell in cells if cell.hyperlink] == []
    assert len(rows(book_["Members"])) == len(HOSTILE) == 22
    assert "00123" in [row["Member"] for row in rows(book_["Members"])]


@pytest.mark.parametrize("sign", ["a", "\U0001f600"])
def test_a_cell_too_long_for_a_spreadsheet_is_cut_and_says_so(sign):
    sheet = Sheet(id="long", name="Long", lines=[sign * 40_000], heads=["A"], rows=[[sign * 40_000]], wide={})

    told = opened(written_at(sheet))["Long"]

    for cell in (told["A1"], told["A3"]):
        assert len(cell.value.encode("utf-16-le")) // 2 <= LONGEST_CELL
        assert re.fullmatch(f"{sign}{{10000,}}…", cell.value)


def test_a_table_without_a_row_still_has_its_heads():
    sheet = Sheet(id="none", name="None", lines=["Nobody"], heads=["A", "B"], rows=[], wide={})

    assert [cell.value for cell in opened(written_at(sheet))["None"][2]] == ["A", "B"]


def written_at(sheet: Sheet) -> bytes:
    from facts import EPOCH

    return workbook([sheet], title="One", made_at=EPOCH)


def test_a_number_is_shown_as_pages_show_it():
    sheet = Sheet(
        id="forms",
        name="Forms",
        lines=["x"],
        heads=["A", "B"],
        wide={},
        rows=[[Number(0.145, "share"), Number(3.66, "hours")]],
    )

    told = opened(written_at(sheet))["Forms"]

    assert [told["A3"].number_format, told["B3"].number_format] == ["0%", "#,##0.0"]


@pytest.mark.parametrize("language", languages())
def test_no_language_has_a_sheet_name_that_programs_refuse(language):
    with reading_in(language):
        names = list(names_of_sheets().values())

    assert len({name.casefold() for name in names}) == 4
    assert [name for name in names if len(name) > 31 or re.search(r"[\[\]:*?/\\]|^'|'$", name)] == []
