"""Messages whose authors closed their account to the public: the words go, and they still count."""

from facts import Kind, Label, Page, Post
from store.archive import Archive

POST = Post(
    id="x:1",
    platform="x",
    account="x:ann",
    author="a1",
    kind=Kind.REPLY,
    posted_us=1,
    text="words",
    url="https://x.com/i/status/1",
    sites=("example.org",),
    item='{"version":"1"}',
)
LABEL = Label(post="x:1", rule="ask", version=1, value="ask", reason="words")


def test_the_words_of_a_closed_message_go_and_what_it_was_stays() -> None:
    archive = Archive()
    archive.keep(Page(account="x:ann", posts=[POST]), [LABEL], owner="", now_us=1)

    archive.keep(Page(account="x:ann", closed=["x:1", "x:unknown"]), [], owner="", now_us=2)

    [kept] = archive.known(["x:1"]).values()
    assert (kept.text, kept.url, kept.item, kept.is_hidden) == ("", "", "", True)
    assert (kept.kind, kept.author, kept.posted_us, kept.sites) == (Kind.REPLY, "a1", 1, ("example.org",))
    assert archive.rows("select value, reason from labels") == [("ask", "")]
    assert archive.rows("select removed_us from posts") == [(None,)]  # not removed: nothing is measured by it
    archive.close()


def test_a_closed_message_that_was_removed_stays_removed() -> None:
    archive = Archive()
    archive.keep(Page(account="x:ann", posts=[POST]), [LABEL], owner="", now_us=1)
    archive.keep(Page(account="x:ann", gone=["x:1"], gone_us=2), [], owner="", now_us=2)

    archive.keep(Page(account="x:ann", closed=["x:1"]), [], owner="", now_us=3)

    assert archive.rows("select removed_us, is_hidden from posts") == [(2, False)]
    archive.close()


def test_the_messages_of_one_author_are_found_by_their_pseudonym() -> None:
    archive = Archive()
    archive.keep(Page(account="x:ann", posts=[POST]), [], owner="", now_us=1)

    assert (archive.ids_by("a1"), archive.ids_by("a2")) == ({"x:1"}, set())
    archive.close()
