"""Members with the same name: each can be opened, and nobody is taken for another."""

import pytest
from hypothesis import given
from hypothesis import strategies as st_

from dashboard.shown import Person
from dashboard.ui.called import called
from tests.pages import published_sample as sample
from tests.pages.looking import altered, run, sample_folder, text

pytestmark = pytest.mark.pages

ANWEN, DAFYDD, FFION, GARETH, JO = (
    "anwen-bowen",
    "dafydd-cule",
    "ffion-ap-gwilym",
    "gareth-morgan",
    "jo-oneill",
)
FIXED = ("Communications team", "Leadership")
PAGES = (
    ("week", {}),
    ("waiting", {}),
    ("scorecard", {}),
    ("scorecard", {"m": ANWEN}),
    ("evidence", {"m": ANWEN, "k": "answered-within-a-day", "w": "90 days"}),
    ("month", {}),
    ("about", {}),
)


@pytest.fixture
def data(tmp_path, monkeypatch):
    """A council with three John Smiths, two of them of one ward, and a member called as an option is."""
    folder = sample_folder(tmp_path, monkeypatch)
    named = {
        ANWEN: ("John Smith", "Riverside"),
        DAFYDD: ("John Smith", "Hilltop"),
        FFION: ("John  smith", "Hilltop"),
    }
    named |= {GARETH: ("Leadership", "Docks"), JO: ("John Smith, Riverside", "")}
    altered(
        folder,
        *(
            f"update members set name = '{n}', ward = '{w}' where member = '{m}'"
            for m, (n, w) in named.items()
        ),
    )
    return folder


@pytest.mark.parametrize(("page", "query"), PAGES)
def test_every_option_of_every_select_box_has_its_own_words(data, page, query):
    boxes = run(page, **query).selectbox

    assert boxes
    for box in boxes:
        assert len({" ".join(option.casefold().split()) for option in box.options}) == len(box.options), (
            box.label
        )


@pytest.mark.parametrize(
    ("page", "label"), [("week", "Viewing as"), ("scorecard", "Member"), ("waiting", "Member")]
)
def test_whoever_is_chosen_is_who_opens(data, page, label):
    opened = {}
    for place in range(len(sample.MEMBERS) + (len(FIXED) if label == "Viewing as" else 0)):
        at = run(page)
        [box] = [box for box in at.selectbox if box.label == label]
        option = box.options[place]
        at = box.select_index(place).run()
        assert not at.exception
        [who] = {at.query_params["as" if label == "Viewing as" else "m"]}
        opened.setdefault(who, option)

    fixed = {"comms": "Communications team", "leadership": "Leadership"} if label == "Viewing as" else {}
    assert {who: opened[who] for who in fixed} == fixed
    assert len(opened) == len(sample.MEMBERS) + len(fixed)
    prefix = "member:" if label == "Viewing as" else ""
    assert "Riverside" in opened[f"{prefix}{ANWEN}"]
    assert "dafydd-cule.example" in opened[f"{prefix}{DAFYDD}"]
    assert "ffion-ap-gwilym.example" in opened[f"{prefix}{FFION}"]


def test_a_shared_name_never_stands_alone(data):
    week, waiting = text(run("week")), text(run("waiting"))
    titles = [
        run(page, m=member).title[0].value for page in ("scorecard", "waiting") for member in (ANWEN, DAFYDD)
    ]
    [back] = [
        link.proto.label
        for link in run("evidence", m=DAFYDD, k="typical-wait", w="90 days").get("page_link")
        if link.proto.label.startswith("Back to")
    ]

    assert "to John Smith ·" not in waiting + week
    assert "<b>John Smith</b>" not in week
    for member in (DAFYDD, FFION):  # of one name and one ward
        assert f"({member}.example on Bluesky)" in week.partition('<table class="members">')[2]
    assert all("Riverside" in title or "Hilltop" in title for title in titles)
    assert "Hilltop" in back


def test_a_name_that_nobody_shares_stands_as_it_is(data):
    assert run("scorecard", m="mo-rees").title[0].value == "Cllr Mohammed Rees"


def person(id_: str, name: str, ward: str, handle: str) -> Person:
    return Person(id=id_, name=name, ward=ward, accounts=({"platform": "x", "handle": handle},))


SHORT = st_.text(alphabet='aA ,("\\)', max_size=6)


@given(
    st_.dictionaries(SHORT, st_.tuples(SHORT, SHORT, SHORT), max_size=6),
    st_.sets(SHORT.filter(lambda told: not told.endswith('")')), max_size=2),
    st_.booleans(),
)
def test_whatever_members_and_their_wards_are_called_no_two_are_called_alike(members, taken, with_ward):
    people = [person(id_, *told) for id_, told in members.items()]

    found = called(people, platforms={}, taken=taken, with_ward=with_ward)

    assert found.keys() == members.keys()
    assert len({*found.values(), *taken}) == len(found) + len(taken)
