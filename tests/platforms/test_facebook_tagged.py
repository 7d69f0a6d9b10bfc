"""Posts elsewhere that tag a Page: heard where Facebook says whose they are and shows what was answered."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from connectors.connector import PlatformTrouble
from facts import DAY_US, HOUR_US, Kind, Page, Sight, Trouble, Unseen
from store.archive import Archive
from tests.platforms.local_graph import LocalGraph, error
from tests.platforms.local_platform import Answer, said
from tests.platforms.visiting_facebook import ACCOUNT, NOW_US, Visitor, busy_page, told, visiting

pytestmark = pytest.mark.platforms

Here = tuple[LocalGraph, str, Visitor]


@pytest.fixture
def here() -> Iterator[Here]:
    with visiting() as here:
        yield here


def number(id_: str) -> str:
    return id_.split("_")[1]


def troubles(pages: list[Page]) -> list[Trouble]:
    return [trouble for page in pages for trouble in page.troubles]


def asked(graph: LocalGraph, edge: str = "tagged") -> int:
    return sum(f"/{edge}?" in one for one in graph.asked)


def test_another_pages_post_that_tags_the_member_is_heard_with_its_answer(here: Here) -> None:
    graph, page, visitor = here
    parish = graph.page("ParishNews", "EAAparish")
    post = graph.tag(page, "when will the bridge open?", NOW_US - 3 * DAY_US, by=parish)
    asked = graph.comment(post, "Yes, when?", NOW_US - 2 * DAY_US, by="900001")
    answer = graph.comment(post, "On Monday.", NOW_US - DAY_US, by=page)
    lower = graph.comment(post, "Monday.", NOW_US - DAY_US, by=page, under=asked)

    pages = visitor.visit()

    kept = visitor.posts()
    assert kept.keys() == {
        number(post),
        answer,
        lower,
    }  # what others say to each other there isn't the member's
    heard = kept[number(post)]
    assert (heard.kind, heard.author) == (Kind.POST, visitor.masks.author("facebook", parish))
    assert heard.heard == "named"  # to the member on days of which all such posts were seen (definition 91)
    assert heard.text == "Cllrahmed when will the bridge open?"
    assert heard.url == f"https://www.facebook.com/{number(post)}"
    assert kept[answer].answers == kept[answer].conversation == kept[lower].conversation == heard.id
    assert kept[lower].answers == f"facebook:{asked}"
    assert troubles(pages) == []
    assert visitor.seen(Sight.MENTIONS) == [(NOW_US - 90 * DAY_US, NOW_US)]


def test_an_answer_that_comes_later_is_found_and_one_taken_back_goes(here: Here) -> None:
    graph, page, visitor = here
    parish = graph.page("ParishNews", "EAAparish")
    post = graph.tag(page, "when?", NOW_US - HOUR_US, by=parish)
    graph.comment(post, "Yes, when?", NOW_US - HOUR_US, by="900001")
    visitor.visit()

    answer = graph.comment(post, "On Monday.", NOW_US + HOUR_US, by=page)
    visitor.visit(NOW_US + DAY_US)
    assert visitor.texts()[answer] == "On Monday."

    graph.remove(answer)
    visitor.visit(NOW_US + 4 * DAY_US)
    assert answer not in visitor.texts()


def test_what_people_say_elsewhere_comes_without_an_author_and_is_counted_once(here: Here) -> None:
    graph, page, visitor = here
    graph.tag(page, "is useless", NOW_US - 5 * DAY_US, by="900001")
    graph.tag(page, "is great", NOW_US - 5 * DAY_US, by="900002")
    post = graph.post(page, "News", NOW_US - 20 * DAY_US)

    pages = visitor.visit()
    later = visitor.visit(NOW_US + DAY_US)

    assert visitor.posts().keys() == {post}
    [trouble] = troubles(pages)
    assert "2 posts elsewhere tag the Page, and Facebook doesn't say whose they are" in trouble.what
    assert (trouble.why, trouble.sights) == (Unseen.CAP, (Sight.MENTIONS,))
    assert troubles(later) == []
    day_us = (NOW_US - 5 * DAY_US) // DAY_US * DAY_US
    assert visitor.seen(Sight.MENTIONS) == [
        (NOW_US - 90 * DAY_US, day_us),
        (day_us + DAY_US, NOW_US + DAY_US),
    ]
    assert visitor.seen(Sight.REPLIES) == [
        (NOW_US - 20 * DAY_US, NOW_US + DAY_US)
    ]  # on the Page all are named


def test_a_post_whose_answers_do_not_show_is_not_kept_for_it_would_look_unanswered(here: Here) -> None:
    graph, page, visitor = here
    parish = graph.page("ParishNews", "EAAparish")
    post = graph.tag(page, "when?", NOW_US - 2 * DAY_US, by=parish)
    graph.comment(post, "On Monday.", NOW_US - DAY_US, by=page)
    graph.closed.add(post)

    pages = visitor.visit()

    assert visitor.posts() == {}
    [trouble] = troubles(pages)
    assert "doesn't show whether it was answered" in trouble.what
    assert (trouble.why, trouble.sights) == (Unseen.PERMISSION, (Sight.MENTIONS,))
    day_us = (NOW_US - 2 * DAY_US) // DAY_US * DAY_US
    assert visitor.seen(Sight.MENTIONS) == [(NOW_US - 90 * DAY_US, day_us), (day_us + DAY_US, NOW_US)]

    graph.closed.clear()
    visitor.visit(NOW_US + 3 * DAY_US)
    assert len(visitor.posts()) == 2


def test_comments_that_go_on_for_ever_below_anothers_post_are_not_followed(here: Here) -> None:
    graph, page, visitor = here
    parish = graph.page("ParishNews", "EAAparish")
    post = graph.tag(page, "when?", NOW_US - 2 * DAY_US, by=parish)
    for n in range(4 * 3 + 1):
        graph.comment(post, f"{n}", NOW_US - DAY_US + n, by="900001")

    pages = visitor.visit()

    assert visitor.posts() == {}
    assert "doesn't show whether it was answered" in told(troubles(pages))
    assert asked(graph, "comments") == 3


def test_a_post_on_the_page_that_tags_it_too_is_kept_once(here: Here) -> None:
    graph, page, visitor = here
    wall = graph.post(page, "Cllrahmed, is the pool open?", NOW_US - DAY_US, by="900003")
    graph.things[wall]["_tags"] = page
    own = graph.post(page, "We at Cllrahmed", NOW_US - 2 * DAY_US)
    graph.things[own]["_tags"] = page
    author_first = {**graph.things[wall], "id": f"900003_{number(wall)}", "_on": "elsewhere"}
    graph.things[author_first["id"]] = author_first  # the same post, under its author

    pages = visitor.visit()
    visitor.visit(NOW_US + DAY_US)

    assert visitor.posts().keys() == {wall, own}
    assert troubles(pages) == []


def test_the_list_is_asked_for_once_a_day(here: Here) -> None:
    graph, page, visitor = here
    graph.tag(page, "hello", NOW_US - DAY_US, by=graph.page("ParishNews", "EAAparish"))

    for hour in range(25):
        visitor.visit(NOW_US + hour * HOUR_US)

    assert asked(graph) == 2


@pytest.mark.parametrize(
    ("answer", "words", "why"),
    [
        (
            error(10, "This endpoint requires the 'pages_read_user_content' permission", status=403),
            "without the permission pages_read_user_content (10)",
            Unseen.PERMISSION,
        ),
        (error(200, "Permissions error", status=403), "pages_read_user_content (200)", Unseen.PERMISSION),
        (error(100, "nonexisting field (tagged)"), "doesn't understand our question (100)", Unseen.DRIFT),
        (error(100, "Unsupported get request", subcode=33), "no such thing", Unseen.PERMISSION),
    ],
)
def test_a_list_that_is_refused_stops_nothing_and_is_asked_for_again_a_day_later(
    here: Here, answer: Answer, words: str, why: Unseen
) -> None:
    graph, page, visitor = here
    busy_page(graph, page, posts=2)
    graph.instead["/tagged"] = [answer]

    pages = visitor.visit()
    visitor.visit(NOW_US + 23 * HOUR_US)

    assert asked(graph) == 1
    [trouble] = troubles(pages)
    assert trouble.what.startswith("Posts elsewhere that tag the Page stay unseen. ")
    assert words in trouble.what
    assert (trouble.where, trouble.why, bool(trouble.todo)) == (ACCOUNT.id, why, True)
    assert trouble.sights == (Sight.MENTIONS,)
    assert visitor.posts().keys() == graph.things.keys()
    assert visitor.seen(Sight.MENTIONS) == []
    assert visitor.seen(Sight.POSTS)[-1][1] == NOW_US + 23 * HOUR_US

    visitor.visit(NOW_US + 24 * HOUR_US)
    assert visitor.seen(Sight.MENTIONS) == [
        (NOW_US - 89 * DAY_US, NOW_US + DAY_US)
    ]  # it shows the days before too


@pytest.mark.parametrize("at", range(1, 9))
def test_a_visit_cut_short_anywhere_is_finished_by_the_next(here: Here, at: int) -> None:
    graph, page, visitor = here
    parish = graph.page("ParishNews", "EAAparish")
    for n in range(9):
        post = graph.tag(page, f"question {n}?", NOW_US - (n + 1) * DAY_US, by=parish)
        graph.comment(post, "Yes.", NOW_US - (n + 1) * DAY_US + HOUR_US, by=page)
    calls = iter(range(1000))
    graph.fails = lambda: error(4, "limit") if next(calls) == 4 + at else None

    trouble = visitor.try_visit()
    assert trouble is not None
    assert visitor.seen(Sight.MENTIONS) == []
    graph.fails = lambda: None
    visitor.visit()
    visitor.visit()  # at the same moment: nothing is left to do

    assert len(visitor.posts()) == 18
    assert visitor.seen(Sight.MENTIONS) == [(NOW_US - 90 * DAY_US, NOW_US)]
    assert asked(graph, "comments") == 9 + (at not in (1, 6, 11))  # each post once, and the call that failed


def test_a_post_no_longer_listed_for_a_day_is_gone_with_what_was_answered(here: Here) -> None:
    graph, page, visitor = here
    parish = graph.page("ParishNews", "EAAparish")
    post, other = (graph.tag(page, "when?", NOW_US - HOUR_US * n, by=parish) for n in (2, 3))
    graph.comment(post, "On Monday.", NOW_US - HOUR_US, by=page)
    visitor.visit()

    graph.remove(post)
    visitor.visit(NOW_US + DAY_US)
    assert len(visitor.texts()) == 3  # one look may have missed it

    visitor.visit(NOW_US + 2 * DAY_US)
    assert visitor.texts().keys() == {number(other)}


def test_what_lies_elsewhere_is_never_asked_for_by_its_id(here: Here) -> None:
    graph, page, visitor = here
    parish = graph.page("ParishNews", "EAAparish")
    post = graph.tag(page, "when?", NOW_US - HOUR_US, by=parish)
    busy_page(graph, page, posts=2)
    graph.instead[f"%2C{number(post)}"] = graph.instead[f"={number(post)}"] = [
        error(10, "no", status=403)
    ] * 99

    for day in range(20):
        visitor.visit(NOW_US + day * DAY_US)

    assert number(post) in visitor.texts()
    assert not any("ids=" in one and number(post) in one for one in graph.asked)


def test_an_odd_post_elsewhere_is_set_aside_and_nothing_claimed(here: Here) -> None:
    graph, _, visitor = here
    parish = graph.page("ParishNews", "EAAparish")
    rows = [
        {"id": "../me", "created_time": "2026-11-09T09:00:00+0000", "from": {"id": parish}},
        {"id": f"{parish}_7", "created_time": "yesterday"},
        3,
    ]
    graph.instead["/tagged"] = [said({"data": rows})]

    pages = visitor.visit()

    assert {trouble.why for trouble in troubles(pages)} == {Unseen.DRIFT}
    assert (visitor.posts(), visitor.seen(Sight.MENTIONS)) == ({}, [])


def test_a_list_elsewhere_that_repeats_itself_is_noticed_after_all_else_was_seen(here: Here) -> None:
    graph, page, visitor = here
    busy_page(graph, page, posts=2)
    row = {"id": "77_8", "created_time": "2026-11-09T09:00:00+0000", "message": "x"}
    more = {"cursors": {"after": "abc"}, "next": "https://graph.facebook.com/x?access_token=t"}
    graph.instead["/tagged"] = [said({"data": [row], "paging": more})] * 3

    with pytest.raises(PlatformTrouble, match="repeats itself"):
        visitor.visit()

    assert visitor.posts().keys() == graph.things.keys()
    assert visitor.seen(Sight.REPLIES)[-1][1] == NOW_US
    assert visitor.seen(Sight.MENTIONS) == []


def test_a_list_elsewhere_in_order_of_time_without_cursors_is_followed(here: Here) -> None:
    graph, page, visitor = here
    parish = graph.page("ParishNews", "EAAparish")
    posts = [graph.tag(page, f"{n}?", NOW_US - (n + 1) * DAY_US, by=parish) for n in range(4)]
    rows = [graph._shown(graph.things[id_], "id,created_time,message,from") for id_ in posts]
    following = {"next": "https://graph.facebook.com/x?until=1&__paging_token=p&access_token=t"}
    graph.instead["/tagged"] = [said({"data": rows[:2], "paging": following})]

    visitor.visit()

    assert visitor.posts().keys() == {number(id_) for id_ in posts}
    assert "until=" in [one for one in graph.asked if "/tagged?" in one][1]


def test_nobody_is_named_in_what_is_kept_of_posts_elsewhere(here: Here, tmp_path: Path) -> None:
    graph, page, visitor = here
    visitor.archive.close()
    visitor.archive = Archive(tmp_path / "archive.duckdb", may_keep=set)
    visitor.facebook.known = visitor.archive.ids_since
    graph.pages["900077"] = {"id": "900077", "username": "plantedname", "name": "Plantedname"}
    graph.tag(page, "when?", NOW_US - DAY_US, by="900077")
    graph.tag(page, "what?", NOW_US - DAY_US, by="900001")

    visitor.visit()
    known = json.dumps(visitor.archive.rows("select * from cursors"))
    kept = len(visitor.posts())
    visitor.archive.close()

    everything = ((tmp_path / "archive.duckdb").read_bytes().decode("latin-1") + known).lower()
    assert kept == 1
    assert [one for one in ("900077", "900001", "plantedname") if one in everything] == []
    visitor.archive = Archive()
