"""Visits to a Facebook Page: what comes, what changes, what goes, and what each visit costs."""

import json
import random
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace

import pytest

from connectors.connector import PlatformTrouble
from facts import DAY_US, HOUR_US, Kind, Page, Sight, Unseen
from tests.platforms.local_graph import GONE, LocalGraph, error
from tests.platforms.local_platform import Answer
from tests.platforms.visiting_facebook import ACCOUNT, NOW_US, TOKEN, Visitor, busy_page, told, visiting

pytestmark = pytest.mark.platforms

Here = tuple[LocalGraph, str, Visitor]


@pytest.fixture
def here() -> Iterator[Here]:
    with visiting() as here:
        yield here


def test_a_first_visit_brings_everything_on_the_page(here: Here) -> None:
    graph, page, visitor = here
    busy_page(graph, page)

    visitor.visit()

    assert visitor.posts().keys() == graph.things.keys()
    assert Counter(post.kind for post in visitor.posts().values()) == {Kind.POST: 11, Kind.REPLY: 29}
    assert visitor.account.platform_id == page
    assert Counter(graph.served).most_common(1)[0][1] == 1  # each read once
    own = visitor.masks.author("facebook", page)
    assert sum(post.author == own for post in visitor.posts().values()) == 9 + 9 + 2


def test_a_conversation_hangs_together(here: Here) -> None:
    graph, page, visitor = here
    post = graph.post(page, "Roads?", NOW_US - DAY_US)
    asked = graph.comment(post, "When?", NOW_US - 5 * HOUR_US, by="900001")
    answer = graph.comment(post, "In March.", NOW_US - 4 * HOUR_US, by=page, under=asked)

    visitor.visit()

    kept = visitor.posts()
    ids = {name: f"facebook:{id_}" for name, id_ in (("post", post), ("asked", asked))}
    assert (kept[asked].answers, kept[answer].answers) == (ids["post"], ids["asked"])
    assert kept[asked].conversation == kept[answer].conversation == ids["post"]
    assert kept[asked].author == visitor.masks.author("facebook", "900001")


def test_what_was_seen_reaches_from_the_first_post_to_the_visit(here: Here) -> None:
    graph, page, visitor = here
    busy_page(graph, page)

    visitor.visit()
    visitor.visit(NOW_US + HOUR_US)

    for sight in (Sight.POSTS, Sight.REPLIES):
        assert visitor.seen(sight) == [(NOW_US - 18 * DAY_US, NOW_US + HOUR_US)]


def test_a_quiet_hour_costs_two_calls_and_who_it_is_one_a_day(here: Here) -> None:
    graph, page, visitor = here
    graph.page_size = 100
    busy_page(graph, page)
    visitor.visit()

    graph.asked.clear()
    visitor.visit(NOW_US + HOUR_US)
    assert [asked.split("?")[0].rsplit("/")[-1] for asked in graph.asked] == [
        "published_posts",
        "visitor_posts",
    ]

    graph.asked.clear()
    visitor.visit(NOW_US + DAY_US)
    assert "me" in graph.asked[0]


def test_a_month_of_hours_reads_a_quiet_posts_comments_ten_times(here: Here) -> None:
    graph, page, visitor = here
    post = graph.post(page, "Roads?", NOW_US)
    graph.comment(post, "When?", NOW_US, by="900001")

    for hour in [1, 2, 3, 5, 8, 12, 18, *range(24, 31 * 24, 48)]:
        visitor.visit(NOW_US + hour * HOUR_US)

    # at 1 hour, then when 2, 4, 8 ... have passed since the post: log2(31 * 24) is 9.5
    assert sum("/comments" in asked for asked in graph.asked) <= 10


def test_only_new_comments_of_a_long_list_are_read(here: Here) -> None:
    graph, page, visitor = here
    post = graph.post(page, "Roads?", NOW_US - 10 * DAY_US)
    for n in range(40):
        graph.comment(post, f"{n}?", NOW_US - 9 * DAY_US + n * HOUR_US, by="900001")
    visitor.visit()

    graph.served.clear()
    late = graph.comment(post, "And now?", NOW_US + HOUR_US, by="900002")
    visitor.visit(NOW_US + 2 * HOUR_US)

    assert late in visitor.texts()
    assert sum("_" in id_ and not id_.startswith(page) for id_ in graph.served) <= graph.page_size


def test_a_list_out_of_order_is_read_to_its_end(here: Here) -> None:
    graph, page, visitor = here
    graph.keeps_order = False
    post = graph.post(page, "Roads?", NOW_US - 10 * DAY_US)
    for n in range(10):
        graph.comment(post, f"{n}?", NOW_US - 9 * DAY_US + n * HOUR_US, by="900001")
    visitor.visit()

    graph.comment(post, "And now?", NOW_US + HOUR_US, by="900002")
    graph.comment(post, "Well?", NOW_US + HOUR_US, by="900002")
    visitor.visit(NOW_US + 2 * HOUR_US)

    assert visitor.posts().keys() == graph.things.keys()


def test_an_edit_is_taken_over(here: Here) -> None:
    graph, page, visitor = here
    post, *_ = busy_page(graph, page, posts=2)
    reply = next(id_ for id_, thing in graph.things.items() if thing["message"] == "When, 0?")
    visitor.visit()

    graph.edit(post, "Better news")
    graph.edit(reply, "When, please?")
    visitor.visit(NOW_US + HOUR_US)
    assert visitor.texts()[post] == "Better news"

    visitor.visit(NOW_US + 5 * DAY_US)  # its age has doubled
    assert visitor.texts()[reply] == "When, please?"


def test_what_was_removed_goes_at_the_next_visit(here: Here) -> None:
    graph, page, visitor = here
    first, second, *_ = busy_page(graph, page, posts=3)
    comment = next(id_ for id_, thing in graph.things.items() if thing["message"] == "When, 1?")
    visitor.visit()

    graph.remove(first)
    graph.remove(comment)
    visitor.visit(NOW_US + HOUR_US)

    assert visitor.texts().keys() == graph.things.keys()
    assert second in visitor.texts()


def test_a_list_that_keeps_comments_back_proves_no_removal(here: Here) -> None:
    graph, page, visitor = here
    busy_page(graph, page, posts=3)
    visitor.visit()
    before = visitor.texts()

    empty = {"data": []}
    graph.instead["/comments"] = [graph._said(empty)] * 20
    pages = visitor.visit(NOW_US + 10 * DAY_US)  # all are due again

    assert visitor.texts() == before
    assert "and shows nobody's" in told([trouble for page in pages for trouble in page.troubles])
    assert visitor.seen(Sight.REPLIES)[-1][1] < NOW_US + 10 * DAY_US


def test_old_things_are_asked_for_by_id_and_go_when_missing_for_a_day(here: Here) -> None:
    graph, page, visitor = here
    old = graph.post(page, "Long ago", NOW_US - 200 * DAY_US)
    kept = graph.post(page, "As long ago", NOW_US - 201 * DAY_US)
    visitor.visit()

    graph.remove(old)
    visitor.visit(NOW_US + 8 * DAY_US)
    assert visitor.texts().keys() == {old, kept}  # not at once: it may be hidden from us for the moment

    visitor.visit(NOW_US + 9 * DAY_US)
    assert visitor.texts().keys() == {kept}


def test_the_last_comment_of_a_post_goes_when_missing_for_a_day(here: Here) -> None:
    graph, page, visitor = here
    post = graph.post(page, "Roads?", NOW_US - DAY_US)
    lone = graph.comment(post, "When?", NOW_US - HOUR_US, by="900001")
    visitor.visit()

    graph.remove(lone)
    visitor.visit(NOW_US + HOUR_US)
    visitor.visit(NOW_US + 24 * HOUR_US)
    assert lone in visitor.texts()  # an empty list may keep it back from us

    visitor.visit(NOW_US + 26 * HOUR_US)
    assert visitor.texts().keys() == {post}


def test_lists_that_are_closed_for_an_hour_erase_nothing(here: Here) -> None:
    graph, page, visitor = here
    busy_page(graph, page, posts=3)
    visitor.visit()
    before = visitor.texts()

    graph.instead = {"_posts?": [graph._said({"data": []})] * 2, "ids=": [GONE] * 99}
    visitor.visit(NOW_US + HOUR_US)
    assert visitor.texts() == before

    graph.instead.clear()
    visitor.visit(NOW_US + 3 * DAY_US)
    assert visitor.texts() == before


def test_a_page_emptied_by_its_member_is_empty_a_day_later(here: Here) -> None:
    graph, page, visitor = here
    busy_page(graph, page, posts=2)
    visitor.visit()

    graph.things.clear()
    visitor.visit(NOW_US + HOUR_US)
    visitor.visit(NOW_US + 26 * HOUR_US)

    assert visitor.texts() == {}


def test_a_page_that_is_renamed_stays_the_same(here: Here) -> None:
    graph, page, visitor = here
    busy_page(graph, page, posts=2)
    visitor.visit()

    graph.pages[page]["username"] = "AhmedForAnytown"
    visitor.visit(NOW_US + DAY_US)

    assert (visitor.account.handle, visitor.account.platform_id) == ("ahmedforanytown", page)
    assert len(visitor.posts()) == len(graph.things)


def test_a_page_without_a_handle_is_known_by_its_number(here: Here) -> None:
    graph, page, visitor = here
    del graph.pages[page]["username"]

    assert visitor.facebook.lasting_id(page) == page
    with pytest.raises(PlatformTrouble, match="opens another Page"):
        visitor.visit()


def test_the_lasting_id_behind_a_handle_is_told_by_its_own_token(here: Here) -> None:
    _, page, visitor = here

    assert visitor.facebook.lasting_id("cllrahmed") == page
    with pytest.raises(PlatformTrouble, match="opens another Page"):
        visitor.facebook.lasting_id("someoneelse")


def test_dots_and_capitals_in_a_handle_mean_nothing(here: Here) -> None:
    _, page, visitor = here

    assert visitor.facebook.lasting_id("Cllr.Ahmed") == page


def test_without_a_token_one_line_says_how_one_is_granted(here: Here) -> None:
    graph, _, visitor = here
    visitor.token = None

    with pytest.raises(PlatformTrouble, match="No access to this Page has been granted") as trouble:
        visitor.visit()

    assert "grant a Page token, and note it: token --account" in str(trouble.value)
    assert "\n" not in str(trouble.value)
    assert graph.asked == []


def test_a_token_of_another_page_collects_nothing(here: Here) -> None:
    graph, _, visitor = here
    other = graph.page("SomebodyElse", "EAAother")
    graph.post(other, "Not yours", NOW_US - DAY_US)
    visitor.token = "EAAother"

    with pytest.raises(PlatformTrouble, match="opens another Page"):
        visitor.visit()
    assert visitor.posts() == {}


def test_a_persons_token_is_told_from_a_pages(here: Here) -> None:
    graph, _, visitor = here
    words = "Tried accessing nonexisting field (is_published) on node type (User)"
    graph.instead["/me"] = [error(100, words)] * 2  # asked again without what the Page says of itself

    with pytest.raises(PlatformTrouble, match="a person's, not a Page's"):
        visitor.visit()


def test_a_page_that_is_not_published_is_not_collected(here: Here) -> None:
    graph, page, visitor = here
    busy_page(graph, page)
    graph.pages[page]["is_published"] = False

    with pytest.raises(PlatformTrouble, match="not published"):
        visitor.visit()
    assert visitor.posts() == {}


def test_a_page_that_is_gone_says_so(here: Here) -> None:
    graph, page, visitor = here
    busy_page(graph, page, posts=2)
    visitor.visit()
    gone = error(100, "Object does not exist", subcode=33)

    graph.instead["/"] = [gone] * 2
    with pytest.raises(PlatformTrouble, match="gone, or closed to us"):
        visitor.visit(NOW_US + HOUR_US)

    assert len(visitor.texts()) == len(graph.things)  # and nothing is erased for it


@pytest.mark.parametrize("at", [1, 2, 5, 8, 10])
def test_a_token_revoked_in_the_middle_loses_nothing(here: Here, at: int) -> None:
    graph, page, visitor = here
    busy_page(graph, page, posts=5)
    answers = iter(range(100))
    graph.fails = lambda: error(190, TOKEN, subcode=458, status=401) if next(answers) >= at else None

    with pytest.raises(PlatformTrouble, match="took the app's access back") as trouble:
        visitor.visit()
    assert TOKEN not in str(trouble.value)
    assert visitor.seen(Sight.POSTS) == []
    graph.fails = lambda: None
    visitor.visit(NOW_US + HOUR_US)

    assert visitor.posts().keys() == graph.things.keys()
    assert visitor.seen(Sight.POSTS) == [(NOW_US - 10 * DAY_US, NOW_US + HOUR_US)]


@pytest.mark.parametrize("at", [1, 2, 4, 7, 10])
def test_a_visit_that_dies_after_any_page_loses_nothing(here: Here, at: int) -> None:
    graph, page, visitor = here
    busy_page(graph, page, posts=5)

    dying = visitor.pages()
    for _ in range(at):
        next(dying)
    dying.close()
    assert visitor.seen(Sight.POSTS) == []
    visitor.visit()

    assert visitor.posts().keys() == graph.things.keys()
    assert len(graph.served) == len(graph.things)


def test_what_a_file_brought_is_never_asked_of_facebook_nor_taken_for_gone(here: Here) -> None:
    graph, page, visitor = here
    post = graph.post(page, "Roads?", NOW_US - DAY_US)
    visitor.visit()
    imported = replace(visitor.posts()[post], id="123_456", text="From a file")
    visitor.archive.keep(Page(account=ACCOUNT.id, posts=[imported]), [], owner="", now_us=NOW_US)

    for day in range(1, 12):
        visitor.visit(NOW_US + day * DAY_US)

    assert visitor.texts()["123_456"] == "From a file"


def test_a_post_removed_while_its_comments_are_read_stops_nothing(here: Here) -> None:
    graph, page, visitor = here
    posts = busy_page(graph, page, posts=5)
    graph.instead[f"/{posts[3]}/comments"] = [GONE]
    graph.instead[f"ids={posts[3]}"] = [GONE]

    visitor.visit()

    assert len(visitor.posts()) == len(graph.things) - 3


def test_comments_that_are_refused_under_a_post_that_is_there_are_not_taken_for_none(here: Here) -> None:
    graph, page, visitor = here
    busy_page(graph, page, posts=5)
    graph.instead["/comments"] = [GONE]

    with pytest.raises(PlatformTrouble, match="doesn't show it to us"):
        visitor.visit()
    assert visitor.archive.stretches() == {}


# What can't be seen


def test_where_only_the_pages_own_comments_show_replies_are_not_claimed(here: Here) -> None:
    graph, page, visitor = here
    post = graph.post(page, "Roads?", NOW_US - 3 * DAY_US)
    graph.comment(post, "When?", NOW_US - 2 * DAY_US, by="900001")
    own = graph.comment(post, "In March.", NOW_US - DAY_US, by=page)
    shown = graph._shown(graph.things[own], "id,created_time,message,from")
    graph.instead["/comments"] = [graph._said({"data": [shown]})]

    visitor.visit()

    assert own in visitor.texts()
    assert all(to_us <= NOW_US - 2 * DAY_US for _, to_us in visitor.seen(Sight.REPLIES))


def test_comments_without_authors_are_not_kept_and_not_claimed(here: Here) -> None:
    graph, page, visitor = here
    post = graph.post(page, "Roads?", NOW_US - 10 * DAY_US)
    graph.comment(post, "When?", NOW_US - 5 * DAY_US, by="900001")
    graph.hides_authors = True

    pages = visitor.visit()

    assert visitor.posts().keys() == {post}
    found = {(trouble.why, trouble.sights) for page in pages for trouble in page.troubles}
    assert found == {(Unseen.PERMISSION, (Sight.REPLIES,))}
    troubles = told([trouble for page in pages for trouble in page.troubles])
    assert "One message came without its author" in troubles
    assert "pages_read_user_content" in troubles
    assert visitor.seen(Sight.POSTS) == [(NOW_US - 10 * DAY_US, NOW_US)]
    day_us = (NOW_US - 5 * DAY_US) // DAY_US * DAY_US
    assert visitor.seen(Sight.REPLIES) == [(NOW_US - 10 * DAY_US, day_us)]

    visitor.visit(NOW_US + 3 * HOUR_US)  # nobody wrote since: still nobody knows whether authors would show
    assert visitor.seen(Sight.REPLIES) == [(NOW_US - 10 * DAY_US, day_us)]

    graph.hides_authors = False
    graph.comment(post, "Well?", NOW_US + 2 * DAY_US, by="900001")
    visitor.visit(NOW_US + 3 * DAY_US)
    assert visitor.seen(Sight.REPLIES)[-1][1] == NOW_US + 3 * DAY_US


def test_one_person_whom_privacy_hides_costs_that_day_only(here: Here) -> None:
    graph, page, visitor = here
    post = graph.post(page, "Roads?", NOW_US - 10 * DAY_US)
    graph.comment(post, "When?", NOW_US - 5 * DAY_US, by="900001")
    hidden = graph.comment(post, "Why?", NOW_US - 5 * DAY_US, by="900002")
    del graph.things[hidden]["from"]

    visitor.visit()

    day_us = (NOW_US - 5 * DAY_US) // DAY_US * DAY_US
    assert visitor.seen(Sight.REPLIES) == [(NOW_US - 10 * DAY_US, day_us), (day_us + DAY_US, NOW_US)]


def test_more_posts_in_a_year_than_facebook_lists_are_not_claimed(here: Here) -> None:
    graph, page, visitor = here
    graph.page_size = 100
    for n in range(600):
        graph.post(page, "News", NOW_US - 500 * DAY_US + n * HOUR_US // 4)
    graph.post(page, "More", NOW_US - DAY_US)

    pages = visitor.visit()

    assert visitor.seen(Sight.POSTS) == [(NOW_US - 365 * DAY_US, NOW_US)]
    [trouble] = [trouble for page in pages for trouble in page.troubles]
    assert "Facebook lists 600 posts of a year" in trouble.what
    assert (trouble.why, trouble.sights) == (Unseen.CAP, (Sight.POSTS, Sight.REPLIES))


def test_a_comment_the_page_hides_is_counted_and_not_shown(here: Here) -> None:
    graph, page, visitor = here
    post = graph.post(page, "Roads?", NOW_US - DAY_US)
    hidden = graph.comment(post, "Rude?", NOW_US - HOUR_US, by="900001", is_hidden=True)

    visitor.visit()

    kept = visitor.posts()[hidden]
    assert (kept.is_hidden, kept.url, kept.item) == (True, "", "")


# When calls fail


@pytest.mark.parametrize("seed", range(3))
def test_a_quarter_of_calls_failing_loses_and_doubles_nothing(here: Here, seed: int) -> None:
    graph, page, visitor = here
    dice = random.Random(seed)
    busy_page(graph, page, posts=10)
    faults = [
        error(4, "Application request limit reached"),
        error(2, "Service temporarily unavailable", status=500),
        Answer(b"<html>", 502, {"Content-Type": "text/html"}),
        Answer(b'{"data": [', is_cut=True),
    ]
    graph.fails = lambda: dice.choice(faults) if dice.random() < 0.25 else None

    first = len(graph.things)
    while visitor.try_visit():
        pass
    assert len(graph.served) == first  # reads per item: 1.00
    for day in range(1, 5):
        written = graph.post(page, f"Day {day}", NOW_US + day * DAY_US - 3 * HOUR_US)
        graph.comment(written, "When?", NOW_US + day * DAY_US - 2 * HOUR_US, by="900001")
        while visitor.try_visit(NOW_US + day * DAY_US):
            pass

    assert visitor.texts().keys() == graph.things.keys()
    assert visitor.archive.rows("select count(*), count(distinct id) from posts") == [(first + 8, first + 8)]
    assert visitor.seen(Sight.POSTS) == [(NOW_US - 20 * DAY_US, NOW_US + 4 * DAY_US)]
    assert visitor.seen(Sight.REPLIES) == visitor.seen(Sight.POSTS)


def test_an_allowance_used_up_ends_the_visit_and_the_next_goes_on(here: Here) -> None:
    graph, page, visitor = here
    busy_page(graph, page)
    visits = 0

    while len(visitor.posts()) < len(graph.things):
        graph.allowance = 5
        visits += 1
        trouble = visitor.try_visit()
        assert trouble is None or trouble.again_at is not None

    assert visits > 2
    assert len(graph.served) == len(graph.things)


def test_a_post_whose_comments_always_fail_stops_no_other_and_is_let_go(here: Here) -> None:
    graph, page, visitor = here
    posts = busy_page(graph, page, posts=4)
    broken = f"/{posts[3]}/comments"
    graph.instead[broken] = [error(1, "An unknown error occurred", status=500)] * 100

    for hour in range(4):
        trouble = visitor.try_visit(NOW_US + hour * HOUR_US)
        assert trouble is not None
        assert "has a fault" in str(trouble)
    assert visitor.seen(Sight.POSTS) == []
    assert len(visitor.posts()) == len(graph.things) - 3
    pages = visitor.visit(NOW_US + 4 * HOUR_US)

    assert "can't be read" in told([trouble for page in pages for trouble in page.troubles])
    assert visitor.seen(Sight.POSTS) == []  # the replies under it are part of what the member said

    del graph.instead[broken]
    visitor.visit(NOW_US + 29 * HOUR_US)
    assert visitor.posts().keys() == graph.things.keys()
    assert visitor.seen(Sight.POSTS) == [(NOW_US + 4 * HOUR_US, NOW_US + 29 * HOUR_US)]


@pytest.mark.parametrize("place", ["visitor_posts", "/comments"])
def test_a_visit_tried_again_at_the_same_moment_lists_no_finished_list_again(here: Here, place: str) -> None:
    graph, page, visitor = here
    graph.page_size = 100
    post, *_ = busy_page(graph, page, posts=4)
    visitor.visit()
    later = NOW_US + 2 * DAY_US
    graph.comment(post, "And now?", later - HOUR_US, by="900001")
    graph.instead[place] = [Answer(b"", 502, {"Content-Type": "text/html"})] * (
        3 if place == "/comments" else 1
    )
    assert visitor.try_visit(later) is not None
    graph.asked.clear()

    visitor.visit(later)
    visitor.visit(later)

    asked = [one.split("?")[0].rsplit("/")[-1] for one in graph.asked]
    assert "published_posts" not in asked
    assert asked.count("visitor_posts") == (place == "visitor_posts")
    assert asked.count("me") == 0
    assert (
        visitor.texts().keys() == graph.things.keys()
    )  # and what was listed in the first try isn't missing now
    assert not any("ids=" in one for one in graph.asked)
    known = visitor.archive.cursors(ACCOUNT.id).get("checked", "{}")
    assert json.loads(known).get("missing", {}) == {}
    assert visitor.seen(Sight.POSTS)[-1][1] == later


def test_tries_within_one_visit_count_as_one(here: Here) -> None:
    graph, page, visitor = here
    posts = busy_page(graph, page, posts=2)
    graph.instead[f"/{posts[1]}/comments"] = [error(1, "An unknown error occurred", status=500)] * 100

    for _ in range(9):
        assert visitor.try_visit() is not None  # never let go of within one visit

    assert visitor.seen(Sight.POSTS) == []


def test_facebook_finding_a_page_too_much_is_asked_for_less(here: Here) -> None:
    graph, page, visitor = here
    busy_page(graph, page)
    words = "Please reduce the amount of data you're asking for, then retry your request"
    graph.instead["/published_posts"] = [error(1, words, status=500)] * 2

    visitor.visit()

    assert ["limit=25" in asked for asked in graph.asked if "published_posts" in asked][2]
    assert visitor.posts().keys() == graph.things.keys()


def test_a_cursor_that_has_grown_old_goes_on_by_time(here: Here) -> None:
    graph, page, visitor = here
    busy_page(graph, page, posts=16)
    calls = iter(range(1000))
    graph.fails = lambda: error(4, "limit") if next(calls) == 8 else None
    assert visitor.try_visit() is not None

    graph.fails = lambda: None
    graph.instead["after="] = [error(100, "Invalid cursor")]
    visitor.visit(NOW_US + HOUR_US)

    assert visitor.posts().keys() == graph.things.keys()
    assert any("until=" in asked for asked in graph.asked)
