"""Texts of profiles as they are kept: one row a text, whatever the order in which its readings come."""

from itertools import pairwise
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from facts import Page
from store.archive import Archive
from store.profiles import Met, Profile, add, as_read_by, keep_readings, profiles, reading

ANN = "x:ann"


def kept(*readings: tuple[int, str]) -> list[tuple[str, int, int]]:
    texts: list[Profile] = []
    for us, text in readings:
        add(texts, reading(ANN, us, text))
    return [(one.text, one.read_us, one.last_read_us) for one in texts]


def test_the_same_text_again_says_only_how_long_it_stood() -> None:
    assert kept((1, "a"), (2, "a"), (9, "a")) == [("a", 1, 9)]


def test_another_text_is_another_row_and_an_earlier_one_that_comes_back_too() -> None:
    assert kept((1, "a"), (2, "b"), (3, "a")) == [("a", 1, 1), ("b", 2, 2), ("a", 3, 3)]


def test_a_reading_of_an_earlier_moment_lets_its_text_begin_earlier() -> None:
    assert kept((5, "a"), (3, "a"), (4, "a")) == [("a", 3, 5)]


def test_another_text_read_in_between_parts_a_text_from_itself() -> None:
    assert kept((1, "a"), (9, "a"), (5, "b")) == [("a", 1, 1), ("b", 5, 5), ("a", 9, 9)]


def test_of_two_texts_of_one_moment_the_first_stays() -> None:
    texts: list[Profile] = []

    met = [
        add(texts, reading(ANN, us, text)) for us, text in ((1, "a"), (1, "b"), (3, "a"), (3, "c"), (1, "a"))
    ]

    assert met == [Met.NEW, Met.OTHER, Met.NEW, Met.OTHER, Met.KNOWN]
    assert [one.text for one in texts] == ["a"]


READINGS = st.dictionaries(st.integers(0, 9), st.sampled_from("abc"), max_size=10)


@given(READINGS)
def test_as_of_each_moment_it_is_the_last_text_read_by_then(told: dict[int, str]) -> None:
    texts: list[Profile] = []
    for us in sorted(told):
        add(texts, reading(ANN, us, told[us]))

    for moment in range(-1, 11):
        by_then = [us for us in told if us <= moment]
        found = as_read_by(texts, moment)
        assert (found.text if found else None) == (told[max(by_then)] if by_then else None)
    assert all(one.text != other.text for one, other in pairwise(texts))


@given(READINGS, st.randoms(use_true_random=False))
def test_texts_never_overlap_and_no_reading_is_gainsaid_in_whatever_order_they_come(
    told: dict[int, str], chance: Random
) -> None:
    order = sorted(told)
    chance.shuffle(order)
    texts: list[Profile] = []
    for us in order:
        add(texts, reading(ANN, us, told[us]))

    assert all(one.read_us <= one.last_read_us for one in texts)
    assert all(one.last_read_us < other.read_us for one, other in pairwise(texts))
    assert all(told[one.read_us] == one.text == told[one.last_read_us] for one in texts)


def test_the_archive_keeps_what_pages_and_files_read_and_gives_it_back_in_order() -> None:
    archive = Archive()
    archive.keep(Page(account=ANN, about="b", about_is_link_only=True), [], owner="", now_us=5)
    archive.keep(Page(account=ANN), [], owner="", now_us=6)  # a visit that didn't read it
    archive.keep(Page(account=ANN, about="b", about_is_link_only=True), [], owner="", now_us=7)
    with archive.keeping([ANN, "x:bob"]):
        brought = [reading("x:bob", 1, ""), reading(ANN, 2, "a"), reading(ANN, 6, "b")]
        assert keep_readings(archive, brought) == [Met.NEW, Met.NEW, Met.NEW]
        assert keep_readings(archive, brought) == [Met.KNOWN, Met.KNOWN, Met.KNOWN]

    assert profiles(archive) == {
        ANN: [
            Profile(account=ANN, read_us=2, last_read_us=2, text="a"),
            Profile(account=ANN, read_us=5, last_read_us=7, text="b"),  # a file gave it too: it may be shown
        ],
        "x:bob": [Profile(account="x:bob", read_us=1, last_read_us=1, text="")],
    }
    assert list(profiles(archive, ["x:bob"])) == ["x:bob"]
    archive.close()


def test_what_an_account_said_goes_when_it_closes_and_nobody_elses() -> None:
    archive = Archive()
    for account in (ANN, "x:bob"):
        archive.keep(Page(account=account, about="a"), [], owner="", now_us=1)

    archive.keep(Page(account=ANN, is_about_closed=True, about="a"), [], owner="", now_us=2)

    assert list(profiles(archive)) == ["x:bob"]
    assert archive.rows("select count(*) from gone_words") == [(1,)]
    archive.close()


def test_an_archive_made_before_there_were_profiles_has_none() -> None:
    with Archive() as archive:
        archive.db.execute("drop table profiles")
        archive.db.execute(archive.schema.read_text(encoding="utf-8"))

        assert profiles(archive) == {}
