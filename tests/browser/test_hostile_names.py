"""Names as a browser shows them: letter by letter, whatever they look like, in titles, links and lists."""

import duckdb
import pytest

from dashboard.ui.literal import JOINER
from tests.browser import seen
from tests.pages import published_sample as sample
from tests.pages.test_words_stay_words import HOSTILE

pytestmark = [pytest.mark.browser, pytest.mark.timeout(300)]

NAMES = dict(zip([id_ for id_, *_ in sample.MEMBERS], HOSTILE, strict=False))
REST = " ".join(HOSTILE[len(NAMES) :])
NAMES["siân-pwel"] = " ".join(REST.split())  # what is left of them, in one name
SIGNS = "a[href*=evil], a[href^=mailto], img, .katex, .katex-error, strong, em, del, code, mark, sup, sub, ul, ol, hr"
SIGNS += ", blockquote, table, [data-testid=stIconMaterial], span[class*=stMarkdownColored], .stMarkdownBadge"


@pytest.fixture(scope="module")
def address(tmp_path_factory):
    data = sample.write(tmp_path_factory.mktemp("hostile"))
    for path in (data / "published").glob("*.duckdb"):
        with duckdb.connect(path) as file:
            for member, name in NAMES.items():
                file.execute("update members set name = ?, ward = ? where member = ?", [name, name, member])
    with seen.served(data, tmp_path_factory.mktemp("log") / "server.log") as (address, _):
        yield address


def shown(element) -> str:
    return " ".join(element.inner_text().replace(JOINER, "").split())


@pytest.mark.parametrize("member", NAMES)
def test_a_name_is_shown_letter_by_letter(window, address, member):
    page, requests, name = window.new_page(), [], " ".join(NAMES[member].split())
    page.on("request", lambda request: requests.append(request.url))

    seen.opened(page, f"{address}/scorecard?as=comms&m={member}")
    assert shown(page.locator("h1")) == name
    assert page.locator("h1").locator(SIGNS).count() == 0
    chosen = page.get_by_role("combobox", name="Member").locator(
        "xpath=ancestor::*[@data-baseweb='select'][1]"
    )
    if chosen.count():
        assert chosen.locator(SIGNS).count() == 0

    seen.opened(page, f"{address}/evidence?as=comms&m={member}&k=answered-within-a-day&w=90+days")
    back = page.locator(".st-key-back a")
    assert shown(back) == f"Back to {name}"
    assert back.locator(SIGNS).count() == 0

    assert [url for url in requests if not url.startswith((address, "data:", "blob:"))] == []


def test_names_in_lists_are_shown_letter_by_letter(window, address):
    page = seen.opened(window.new_page(), f"{address}/week?as=comms")
    names = {" ".join(name.split()) for name in NAMES.values()}

    assert {shown(link) for link in page.locator("table.members tbody th a").all()} == names
    page.get_by_role("combobox", name="Viewing as").click()
    options = page.get_by_role("option")
    options.first.wait_for()
    told = {shown(option) for option in options.all()}
    assert {name for name in told if name not in ("Communications team", "Leadership")} <= names
    assert options.locator(SIGNS).count() == 0
    assert len(told) > 6
