"""No disguise keeps a name in a text: marks nobody sees, other scripts, Markdown, codes, words for signs."""

import time
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from connectors.folding import fold
from connectors.kinds import NAMED
from connectors.masking import mask_found, mask_handles
from connectors.tidy import tidy_text
from tests.platforms.test_names_in_text import WRITTEN, Register, masked

UNSEEN = "\u00ad\u034f\u061c\u180e\u200b\u200c\u200d\u200e\u200f\u2060\u2061\u2062\u2063\u2064\ufeff\ufe0f"


@pytest.mark.parametrize("mark", UNSEEN, ids=ascii)
def test_a_mark_that_nobody_sees_hides_no_name(mark: str) -> None:
    for written in (
        "@{}jane_doe", "@jane{}_doe", "@{0}{0}{0}{0}jane{0}_doe", "jane_doe{}@gmail.com", "jane{}_doe@gmail.com",
        "jane_doe@{}gmail.com", "https://x{}.com/jane_doe", "x.com{}/jane_doe", "jane_doe{} at gmail.com",
    ):  # fmt: skip
        left = masked(f"Ask {written.format(mark)} please")
        assert "jane" not in left
        assert "doe" not in left
        assert left.endswith(" please")


@pytest.mark.parametrize(
    "name",
    [
        "राहुल_शर्मा",
        "พงศ์_ศักดิ์",
        "مُحَمَّد_علي",
        "Zoe\u0308_Smith",
        "S\u0301ean",
        "ｊａｎｅ＿ｄｏｅ",
        "𝐣𝐚𝐧𝐞.𝐝𝐨𝐞",
        "jane‑doe",
        "jane‐doe",
    ],
)
def test_a_name_is_whole_in_every_script(name: str) -> None:
    for written in (
        "@{}",
        "@{}@mas.to",
        "{}@mail.com",
        "{}@mail",
        "https://x.com/{}",
        "x.com/{}",
        "{} at gmail.com",
    ):
        left = masked(f"Ask {written.format(name)} please")
        assert set(left) - set(f"Ask {written} please") <= set("@someone.example anon where …")


SPELT = (
    # Markdown, HTML, addresses
    "@jane\\_doe", "@jane&#95;doe", "@jane&#x5f;doe", "@jane&lowbar;doe", "@jane%5Fdoe", "@j&#97;ne", "@%6aane",
    "jane\\_doe@mail.com", "jane\\@mail.com", "jane&#46;doe@mail.com", "jane%2540mail.com", "%2540jane",
    "@jane%C3%AB_doe", "jane\\_doe at gmail.com",
    # words for signs, and gaps
    "jane at gmail.com", "jane AT gmail.com", "jane @ gmail.com", "jane @gmail.com", "jane@ gmail.com",
    "jane\u00a0@\u00a0gmail.com", "jane\tat gmail.com", "jane.doe at work.org", "jane_doe @ work.org",
    "jane.doe at bristol.gov.uk", "jane dot doe at gmail dot com", "jane dot doe at mail.com",
    "jane (dot) doe (at) mail (dot) com", "jane[.]doe[@]mail[.]com", "jane [dot] doe @ mail.com",
    "jane dot doe@mail.com", "jane[a]mail.com", "jane(a)mail.com", "jane_at_mail.com", "jane <at> mail <dot> com",
    "jane-at-mail-dot-com", "jane-@mail", "jane at gmail\tdot com",
    # addresses
    "x．com/jane", "x。com/jane", "x.com／jane", "x.com⁄jane", "https:／／x.com／jane", "x.com&#47;jane",
    "x.com&sol;jane", "x&period;com/jane", "x.com%252Fjane", "x[dot]com/jane", "x(dot)com/jane",
    "mailto:jane", "acct:jane", "sip:jane", "xmpp:jane", "users/jane", "jane.brid.gy", "jane.mas.to.ap.brid.gy",
    "https://anytown.gov.uk／people／jane", "https://anytown.gov.uk/people&sol;jane",
)  # fmt: skip


@pytest.mark.parametrize("written", SPELT)
def test_a_name_spelt_otherwise_goes_too(written: str) -> None:
    for text in (written, f"Ask {written} please", f"Ask {written}, please.", f"({written})!"):
        left = masked(text)
        assert "jane" not in left
        assert "doe" not in left
        assert masked(left) == left


NUMBERS = (
    "+44 77 00 90 01 23", "01 63 29 60 12 3", "0 7 7 0 0 9 0 0 1 2 3", "07700\u00a0900123", "07700\u2009900123",
    "07700\u2011900123", "07700–900123", "07700 – 900123", "07700 - 900123", "07700.900.123", "07700/900123",
    "020.7946.0123", "+44.7700.900123", "mob:07700900123", "mob: 07700 900123", "Tel.07700900123",
    "Tel.: 01632 960123", "٠٧٧٠٠٩٠٠١٢٣", "０７７００９００１２３", "０７７００　９００１２３", "07700\u200b900123",
    "07700900123/4", "07700 900123/07700 900123", "07700900123-", "07700900123x2", "07700&#57;00123",
)  # fmt: skip


@pytest.mark.parametrize("number", NUMBERS)
def test_a_number_with_any_signs_between_reaches_nobody(number: str) -> None:
    left = masked(f"Ring {number} today.")

    digits = "".join(sign for sign in fold(left).plain if sign.isdigit())
    assert not any(told in digits for told in ("90012", "00123", "60123", "46012"))
    assert left.startswith("Ring ")
    assert left.endswith("today.")


@pytest.mark.parametrize(
    "text",
    [
        "£1.2m for 2026-27, 10.30-11.30, the A3052, 1,234,567 of 1 234 567, £0.05 0.10 0.15 0.20 0.25 0.30",
        "look at bristol.gov.uk or nhs.uk; meet at bristol.com, 7pm @ thecafe.com, Covid-19 at nhs.uk",
        "Thanks.Look at bristol.gov.uk. a.m. at bristol.gov.uk. Look at outlook.com; sign in at yahoo.com",
        "aged 0-5 10-15 16-18 or 0–5 10–15 16–18; 0900-1700 12 May; 0900–1700 12-13 May; 1 2 3 4 5 6 7 8 9 10 11",
        "01.02.26 10.30, 01/02/2026 10.30am, 01-05-2026 10 people, 01 05 2026 10 people, 01.05.2026-03.05.2026",
        "01–05–26, 24/7, 50/50, 0 1 2 3 4 5 6 7 8 9, 01 02 03 04 05 06, 0-0, lat 51.454513 -2.587910",
        "23/01234/FUL, 01234/26/01, 0123/2026/0456, 012/2026/0456, INV/0123456789, APP/Z0116/W/26/3312345",
        "10.0.0.1, 192.168.001.002, v1.2.3, 0.123456789, BS1 5TR, sort code 01-02-03, ring 101, 999 or 116 123",
        "road users/cyclists, service users/carers, users/hour, and/or, user/owner, profile/photo, 76/77/78/1",
        "50%40 off, 5%de 10%fall 20%cut, a\\_b, ¯\\_(ツ)_/¯, R&D; AT&T &amp; more&nbsp;x, 1,000 m², ½ … ™ №",
        "@Cllr-Ahmed.test–thanks, @Cllr-Ahmed.test—can you, @\u200bCllr-Ahmed.test: 🏴󠁧󠁢󠁷󠁬󠁳󠁿 👩‍👩‍👧 ❤️ 1️⃣ 2️⃣",
        "नमस्ते مُحَمَّد Zoe\u0308 สวัสดี\u200b ＦＲＥＥ\u00a0entry – at home, section 21(a)of; Q(a); look_at_me",
        "Note:this and time:10:30, sip: tea; 12 dot 5; the dot com boom; what did you say?Is it so?",
    ],
)
def test_ordinary_words_stay_to_the_letter(text: str) -> None:
    assert masked(text) == text


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("thanks @jane–see you", "thanks @someone–see you"),
        ("\u200e@jane\u200e \u200bhi", "\u200e@someone\u200e \u200bhi"),
        ("jane\u200b@gmail.com", "anon\u200b@somewhere.com"),
        ("mail jane.doe @ work.org!", "mail anon @ somewhere.org!"),
        ("ring +44 77 00 90 01 23.", "ring +44 00 00 00 00 00."),
        ("https:／／x.com／jane", "https:／／x.com/anon"),
        ("x.com／jane and x.com&#47;jane?", "x.com／anon and x.com&#47;anon?"),
        ("@\\_jane is no handle to a rule", "@\\_anon is no handle to a rule"),
        ("https://anytown.gov.uk／bins and https://anytown.gov.uk/bins", "https://anytown.gov.uk/… and https://anytown.gov.uk/bins"),
    ],
)  # fmt: skip
def test_only_the_name_is_cut_and_all_around_it_stays(text: str, kept: str) -> None:
    assert masked(text) == kept


SIGNS = st.sampled_from(list(" \t\n.@:/?&;=#%\\-_+()[]{}<>'–0123479aAtoOduUx．／🙂é\u0301\u200b"))
PARTS = st.sampled_from(
    [
        "jane", "doe", "gmail", "com", ".com", " at ", "_at_", "-at-", " dot ", "-dot-", "(dot)", "[.]", "[dot]",
        " (at) ", "[a]", "(@)", " @ ", "@", "www.", "http://", "https://", "x.com", "/", "tel:", "mailto:", "did:",
        "sip:", "users/", "u/", "r/u_", "/profile/", "?a=", "&b=", ";c=", "07700", " 900", "123", "+44", "(0", "00",
        " - ", "0", "brid.gy", "uk", "xn--a", "://", "at://", "%40", "%2F", "&#64;", "\\_", "\\@", "。", "＠", "०",
    ]
)  # fmt: skip
WHOLE = (*SPELT, *NUMBERS, *(told.replace("N", "jane") for told in WRITTEN), "012345678", "+12345678 9")
TEXTS = st.lists(st.one_of(SIGNS, PARTS, st.sampled_from(WHOLE)), max_size=14).map("".join)


def is_seen_at_once(text: str) -> bool:
    """Say whether a quick look at a text finds all that a whole one finds."""
    return mask_handles(text, "bluesky", Register()) == mask_found(NAMED, fold(text), "bluesky", Register())


@pytest.mark.parametrize("written", WHOLE)
def test_a_quick_look_sees_every_kind_alone(written: str) -> None:
    assert is_seen_at_once(written)
    assert is_seen_at_once(f"Ask {written} please")


@settings(max_examples=2_000, deadline=None)
@given(TEXTS)
def test_a_quick_look_misses_nothing_that_a_whole_one_finds(text: str) -> None:
    assert is_seen_at_once(text)


@settings(max_examples=500, deadline=None)
@given(TEXTS)
def test_every_sign_of_the_copy_leads_back_to_the_text(text: str) -> None:
    folded = fold(text)
    places = range(len(folded.plain))

    spans = [(folded.start(at), folded.end(at + 1)) for at in places]
    assert all(start < end for start, end in spans)
    assert all(end <= start for (_, end), (start, _) in pairwise(spans))
    for at, sign in enumerate(folded.plain):
        assert fold(folded.written(at, at + 1)).plain == sign
    assert folded.written(0, len(places)) in text


@pytest.mark.parametrize(
    "part",
    [
        "\u0301", "a\u0301", "\\_", "&#95;", "%5F", "%25", "&#", "a_at_", "a[a]", "a at b.", "a dot ", "a @ ",
        "a-at-b-dot-", "a.b ", "a (dot) ", "07.", "07/", "0 7 - ", "+4 ", "0000000000/", "users/", "sip:a",
        "a@gmail.", "x。", "a_", "ａ", "\u200e@",
    ],
)  # fmt: skip
def test_no_disguise_takes_long(part: str) -> None:
    for text in (
        part * (200_000 // len(part)),
        f"{part * (200_000 // len(part))} x@y.com at gmail.com dot com",
    ):
        begun = time.process_time()
        masked(tidy_text(text))
        masked(text)
        assert time.process_time() - begun < 3
