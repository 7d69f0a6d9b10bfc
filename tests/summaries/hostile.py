"""400 texts that somebody may type, to break a document or the eye: each with a reason, and the rest by chance."""

import random

SEED, NUMBER = 11, 400
CONTROLS = [
    "\x00",
    "a\x07b",
    "\x1b[31mred",
    "tab\tnew\nline",
    "\r\n",
    "\u2028sep\u2029",
    "\x85",
    "\x7f",
    "\ufeffmark",
]
BIDI = [
    "\u202eturned\u202c",
    "\u2066left\u2069",
    "\u2067right",
    "a\u200fb\u200ec",
    "\u061cc",
    "ש\u202dx\u202cש",
]
EMOJI = [
    "👩‍👩‍👧‍👦", "🏴󠁧󠁢󠁷󠁬󠁳󠁿", "🇬🇧🇬", "1️⃣#️⃣", "👍🏽👍🏿", "❤️☎︎", "😀" * 300, "\u200d👩\u200d", "\U000e0067", "🫨🪿",
]  # fmt: skip
SCRIPTS = [
    "سلام، کیا حال ہے؟", "اَلْعَرَبِيَّةُ", "বাংলা ভাষা ক্ষেত্র", "हिन्दी क्षत्रिय श्री", "ਪੰਜਾਬੀ ਭਾਸ਼ਾ",
    "日本語 中文 한국어", "Ελλάδα Кирил",
    "עברית", "Llanŵyr ŷ ẁ ẃ ẅ ỳ", "क" + "\u094d\u0937" * 40, "ﷺ" * 400, "ক" * 10_000,
]  # fmt: skip
PILED = [
    "x̴̧̛̺͎̓͛a̴l̷g̵o",
    "e" + "\u0301" * 500,
    "\u0301alone",
    "ا" + "\u064b" * 200,
    "Z" + "".join(map(chr, range(0x300, 0x370))),
]
TYPST = [
    '#panic("boo")', '#read("/etc/passwd")', "$x^2$ \\ @ref <lbl>", "= Head\n- item",
    '`raw` ```typ #import "x"```', "*b* _i_ // c",
    "#{ while true {} }", "/* open", "\\u{1F600} \\", '#set page(width: 1cm)', "#pagebreak()",
    "#include \"main.typ\"", "]#let c = 1[",
]  # fmt: skip
HTML = [
    "</title><script>alert(1)</script>", '<img src=x onerror="alert(1)">', "{{ c }} {% for %} {# #}",
    "&lt;b&gt; &#x3c;", "<!-- -->",
    '" onmouseover="alert(1)', "javascript:alert(1)", "</style><style>*{display:none}</style>",
    "<svg/onload=alert(1)>", "]]>", "<plaintext>",
    "{name} {n} %s %(x)s {0}", "${7*7}", "__import__('os')",
]  # fmt: skip
UNASSIGNED = ["\ue000", "\U000f0000", "\uffff", "\U0010ffff", "\u0378", "\ufdd0"]
HALVES = ["\ud800", "\udfff", "a\udc80b", "\ud83d", "\ude00\ud83d"]
LONG = [
    "a" * 10_000, "W" * 10_000, "word " * 2_000, "\u3000" * 10_000, "." * 10_000,
    "https://example.org/" + "p" * 10_000,
    "http://user:pass@host.example:99/#" + "x" * 300, "-" * 10_000, "x\u00a0" * 5_000, "i" * 10_000,
    "\u200b" * 10_000, "\n" * 10_000,
]  # fmt: skip
EMPTY = ["", " ", "\u200b", "\u00ad", "…"]
KNOWN = [
    *CONTROLS, *BIDI, *EMOJI, *SCRIPTS, *PILED, *TYPST, *HTML, *UNASSIGNED, *HALVES, *LONG, *EMPTY,
]  # fmt: skip
BLOCKS = (
    (0x20, 0x7F), (0xA0, 0x250), (0x300, 0x370), (0x590, 0x700), (0x900, 0xA80), (0x2000, 0x2400),
    (0xFB50, 0xFF00), (0x1F000, 0x1FB00),
    (0, 0x110000),
)  # fmt: skip


def texts() -> list[str]:
    """Return them: the same each time."""
    chance = random.Random(SEED)
    found = list(KNOWN)
    while len(found) < NUMBER:
        low, high = chance.choice(BLOCKS)
        found.append("".join(chr(chance.randrange(low, high)) for _ in range(chance.randrange(1, 120))))
    return found
