"""What a profile says of its owner: each fact found in English and Welsh, with the words that show it, or not."""

import time

import pytest

from labels.bio import bio

WARD = "Castle & St Mary's"
FACTS = ("councillor", "ward", "contact", "hours", "views_own")
C, W, T, H, V = FACTS

# Every fact that a text says, and no other.
BIOS = [
    ("Councillor for Castle ward. Views my own.", {C, W, V}),
    ("Cllr Jo Bloggs, Anytown Council", {C}),
    ("CLLR. for Eastfield", {C}),
    ("Labour Cllr for St Marys 🌹", {C, W}),
    ("Labour Councillor, St. Mary’s and Castle", {C, W}),
    ("𝗖𝗹𝗹𝗿 for Castle", {C, W}),
    ("Member for Castle on Anytown Borough Council", {C, W}),
    ("Your local county councillor. Mum of two. Runner.", {C}),
    ("Proud to be one of your three local councillors", {C}),
    ("Ward member, Castle", {C, W}),
    ("Cabinet Member for Highways", {C}),
    ("Elected member of Anytown County Council", {C}),
    ("Member of Anytown Town Council since 2019", {C}),
    ("Teacher | Dad | Councillor | He/him", {C}),
    ("Former teacher, councillor for Castle", {C, W}),
    ("Former teacher and now councillor", {C}),
    ("Ex-nurse turned councillor", {C}),
    ("Ex-councillor, now back as Cllr for Castle", {C, W}),
    ("#Councillor in Anytown", {C}),
    ("Cynghorydd dros ward y Castle", {C, W}),
    ("Y Cyng. Siân Puw | Cyngor Gwynedd", {C}),
    ("Cyng Plaid Cymru", {C}),
    ("Eich gynghorydd lleol", {C}),
    ("Fi yw eich aelod dros Ben-y-groes", {C}),
    ("Aelod Cabinet dros Addysg. Barn bersonol.", {C, V}),
    ("Aelod ward Castle, fy marn i fy hun", {C, W, V}),
    # and not
    ("", set()),
    ("Ex-councillor. Gardener.", set()),
    ("ex councillor and keen cyclist", set()),
    ("Former councillor for Eastfield", set()),
    ("Former Anytown Borough Councillor", set()),
    ("Former Labour councillor", set()),
    ("Retired county councillor, grandad", set()),
    ("Councillor for Eastfield until 2022", set()),
    ("No longer a councillor", set()),
    ("Not a councillor, just loud", set()),
    ("Aspiring councillor", set()),
    ("Hoping to be your councillor in May", set()),
    ("A councillor's husband, and proud of it", set()),
    ("Married to a councillor", set()),
    ("Wife of Cllr Bloggs", set()),
    ("Assistant to Cllr Bloggs", set()),
    ("Cyn-gynghorydd. Garddwr.", set()),
    ("Cyn gynghorydd sir", set()),
    ("Counsellor and therapist", set()),
    ("Member of Parliament for Eastfield", set()),
    ("Senedd Member for Arfon", set()),
    ("Board member for the Anytown Trust", set()),
    ("Youth worker at the council", set()),
    # wards
    ("I live in Castleton", set()),
    ("Saint Mary the Great", set()),
    # contact
    ("Email me: jo.bloggs@anytown.gov.uk", {T}),
    ("cllr.jo [at] anytown [dot] gov [dot] uk", {T}),
    ("Ring 01248 712345", {T}),
    ("📞 07700 900123", {T}),
    ("Ffôn: +44 7700 900 123", {T}),
    ("Tel 633000", {T}),
    ("Casework: https://forms.gle/…", {T}),
    ("More at www.jobloggs.wales", {T}),
    ("anytownlabour.org.uk", {T}),
    ("facebook.com/…", {T}),
    ("Follow @someone for news. Born 1978, member since 2004-2010", set()),
    ("DMs open", set()),
    # hours
    ("Mon-Fri only", {H}),
    ("Here Monday to Friday, 9-5", {H}),
    ("9am–5pm", {H}),
    ("09:00 - 17:30", {H}),
    ("I answer in office hours", {H}),
    ("Surgery first Saturday of the month at the library", {H}),
    ("Ward surgery: every 2nd Tuesday", {H}),
    ("Surgeries by appointment", set()),
    ("Replies within two working days", {H}),
    ("I aim to respond within 48 hours", {H}),
    ("This account isn't monitored 24/7", {H}),
    ("Oriau swyddfa yn unig", {H}),
    ("Llun i Gwener", {H}),
    ("Cymhorthfa bob dydd Sadwrn cyntaf", {H}),
    ("Byddaf yn ateb o fewn dau ddiwrnod", {H}),
    ("GP surgery manager, every day a new one", set()),
    ("Dad to two, aged 9-5 going on 50", set()),
    ("Won 9-5 at home", set()),
    # views
    ("All views mine", {V}),
    ("Views are my own", {V}),
    ("Own views.", {V}),
    ("Views own", {V}),
    ("All opinions expressed here are my own and not my employer's", {V}),
    ("Opinions my own", {V}),
    ("Tweets are mine", {V}),
    ("Tweets & opinions = mine", {V}),
    ("Personal views only", {V}),
    ("Not the council's views", {V}),
    ("These are not those of Anytown Council", {V}),
    ("Posts do not represent Anytown Council", {V}),
    ("Here in a personal capacity", {V}),
    ("Fy marn i fy hun", {V}),
    ("Barn bersonol", {V}),
    ("Safbwyntiau personol yn unig", {V}),
    ("Nid barn y cyngor", {V}),
    ("Sea views from my own window", set()),
    ("Share your own views with me", set()),
    ("Views from the hills", set()),
    ("I mine data and post my own recipes", set()),
    ("Yn fy marn i, te sydd orau", set()),
]


@pytest.mark.parametrize(("text", "says"), BIOS)
def test_a_profile_says_each_fact_or_does_not(text: str, says: set[str]) -> None:
    assert {fact for fact, found in bio(text, WARD).items() if found} == says


def test_there_are_enough_of_them_and_every_fact_is_said_in_both_languages() -> None:
    assert len(BIOS) > 60
    assert {fact for fact in FACTS if any(fact in says for _, says in BIOS)} == set(FACTS)


@pytest.mark.parametrize(
    ("text", "fact", "words"),
    [
        ("Hi! I'm Cllr Jo, for Castle.", C, "Cllr"),
        ("Cyng. Siân, Caerdydd", C, "Cyng"),
        ("Labour, St Mary’s ward", W, "Mary’s"),
        ("Ŵyr neb: 𝗖𝗹𝗹𝗿 yma", C, "𝗖𝗹𝗹𝗿"),
        ("Write to jo@x.example.org today", T, "jo@x.example.org"),
        ("Ring 01248 712 345 now", T, "Ring 01248 712 345"),
        ("Yma Llun – Gwener", H, "Llun – Gwener"),
        ("Mam. Views are my own. Runner", V, "Views are my own"),
        ("Dw i'n rhedeg. Fy marn i!", V, "Fy marn i"),
    ],
)
def test_the_words_that_show_it_stand_in_the_text(text: str, fact: str, words: str) -> None:
    found = bio(text, WARD)[fact]

    assert found.words == words
    assert words in text


WARDS = [
    ("Cllr for Penparcau a Rheidol", "Penparcau and Rheidol", True),
    ("Cllr for RHEIDOL", "Penparcau and Rheidol", True),
    ("Cynghorydd Llanfair-ym-Muallt", "Llanfair ym Muallt", True),
    ("Cynghorydd Tŷ Gwyn", "Ty-gwyn", True),
    ("Councillor, Ty Gwyn", "Tŷ Gwyn", True),
    ("Councillor for Ely", "Ely", True),
    ("I rely on tea", "Ely", False),
    ("Cllr for the north of town", "Northgate North", False),
    ("Cllr in Northgate", "Northgate North", True),
    ("North ward", "North", True),
    ("Councillor for North", "North", True),
    ("Councillor for North Wales", "North", False),
    ("From up north", "North", False),
    ("The town and the central park", "Town and Central", False),
    ("Acocks Green councillor", "Acocks Green", True),
    ("Green Party councillor", "Acocks Green", False),
    ("Anything", "", False),
    ("St Mary's", "St Marys", True),
    ("O'Connell councillor", "O'Connell", True),
]


@pytest.mark.parametrize(("text", "ward", "is_named"), WARDS)
def test_a_ward_is_known_by_its_own_words_and_never_by_a_direction(
    text: str, ward: str, is_named: bool
) -> None:
    assert bool(bio(text, ward)[W]) is is_named


@pytest.mark.parametrize(
    "piece",
    [
        "cllr", "former former ", "former a b c ", "councillor until ", "a@", "a.", "0", "0 ", "+4", "9-", "views ",
        "views are all ", "not the ", "surgery ", "reply in ", "one of ", "member of a ", "(at)", "x [dot] ", "www.",
        "castle", "castle'", "ŵ", "\u0301", "𝗖", "fy marn ", "nid y ", "every ", "tel ", "-", "'", " ", "\n", "@a",
    ],
)  # fmt: skip
def test_a_hostile_profile_takes_no_more_than_a_moment(piece: str) -> None:
    text = (piece * 10_000)[:10_000]
    bio("warm", WARD)

    took_s = min(_time_of(text) for _ in range(3))

    assert took_s < 0.05


def _time_of(text: str) -> float:
    start_s = time.perf_counter()
    bio(text, WARD)
    return time.perf_counter() - start_s


def test_odd_wards_and_texts_stop_nothing() -> None:
    for ward in ("(", "[a-z]+", "\\", "'", "🌳", "a" * 100_000, "\x00", "ward"):
        assert set(bio("Cllr (for [a-z]+ \\ 🌳 \x00\udc80", ward)) == set(FACTS)
