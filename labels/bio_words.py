"""The words by which a profile says what it says: English and Welsh, in lower case and without accents (labels/bio.py).

Every pattern begins with a word and is bounded, so that a hostile text costs no more than a long one.
"""

import re

from labels.words import one_of, words_of

# Up to three words of the same line, such as a party's or a town's: "former Anytown borough councillor".
UP_TO_THREE = r"(?:(?!(?:and|but|now|turned|current|currently|serving)\b)[\w'-]{1,30}[ \t]){0,3}"
END = (  # of a sentence that is no more than "views my own"
    r"(?=[ \t]*(?:$|[^\w\s'])|\s*\n"
    r"|[ \t]+(?:and|not|but|rts?|retweets?|unless|only|alone|etc|as|here|a|ac|nid)\b)"
)

# Who is one

ONE = one_of(
    r"(?:councillor|councilor|cllr|cnllr|cllor)(?!'s|\w)",
    r"one of (?:\w{1,12} ){0,4}councillors",
    r"(?:ward|elected|county|local) member(?!ship|\w)",
    r"member for [\w'-]+",
    r"member of (?:[\w'-]{1,30} ){0,5}?(?:county|borough|city|town|district|parish|community|unitary) council",
    r"(?:cyng|gyng|nghyng|chyng)(?:horydd)?(?!\w)",
    r"h?aelod (?:etholedig|lleol|ward|sir)(?!\w)",
    r"h?aelod (?:(?:cabinet|ward|sir|lleol|etholedig) )?dros(?!\w)",
)
COUNCILLOR = re.compile(rf"(?<![\w'-]){ONE}")
# What stands before it where somebody is none, or somebody else is the one.
NO_MORE = (
    "former formerly ex past previous previously retired onetime late was aspiring prospective wannabe future next"
    " not never cyn cyn-"
)
OF_WHOM = (
    r"(?:husband|wife|spouse|partner|son|daughter|mother|father|mum|dad|brother|sister|friend|fan|supporter"
    r"|assistant|secretary|pa|caseworker|clerk|agent|successor) (?:of|to|for)|married to"
    r"|work(?:s|ing)? (?:for|with|alongside)"
    r"|campaigning (?:for|with)|used to be|hop(?:e|es|ing) to (?:be|become)|standing (?:to be|as)|no longer"
    r"|vote (?:for )?"
    r"|gwraig|gwr|partner i|gweithio i"
)
NONE_BEFORE = re.compile(
    rf"(?:(?<![\w]){words_of(NO_MORE)}[ \t-]{{1,2}}{UP_TO_THREE}"
    rf"|(?<!\w)(?:{OF_WHOM})[ \t]{UP_TO_THREE})\Z"
)
NO_MEMBER_BEFORE = re.compile(
    r"(?:(?:parliament|assembly|senedd|board|committee|crew|band|team|staff|family|founder|founding|faculty|union|youth"
    r"|cast|party|house|audience|choir|club)[ \t])\Z"
)
NONE_AFTER = re.compile(r"[ \t]{0,2}\(?(?:[\w'-]{1,30} ){0,4}?(?:until|till|hyd) (?:may |mai )?(?:19|20)\d\d")

# How to reach somebody

MAIL = re.compile(
    r"(?<![\w.+'%@-])[\w+%][\w.+'%-]{0,63}(?:@|\s?[\[({]\s?(?:at|@)\s?[\])}]\s?)"
    r"[\w-]{1,63}(?:(?:\.|\s?[\[({]\s?dot\s?[\])}]\s?)[\w-]{1,63}){1,4}"
)
NUMBER = re.compile(
    r"(?<![\w+./-])(?:\+\d{1,3}(?:[ ()./-]{0,3}\d){8,12}|\(?0\d(?:[ ()-]{0,2}\d){8,9})(?![\w])"
    r"|(?<!\w)(?:tel|telephone|phone|ffon|ring|call|text|mob|mobile|symudol|whatsapp)\b\W{0,3}(?:me |on |us |ar ){0,2}"
    r"\d(?:[ -]?\d){5,11}(?!\w)"
)
SITE = re.compile(
    r"(?<![\w@])(?:https?://\S{2,}|www\.[\w-]\S{2,})"
    r"|(?<![\w@./-])(?:[\w-]{1,60}\.){1,4}(?:(?:uk|com|org|net|wales|cymru|scot|london|info|eu|ie)"
    r"(?![\w@-]|\.\w)(?:/\S*)?"
    r"|[a-z]{2,10}/\S+)"
)

# When

DAY = (
    r"(?:(?:dydd |ddydd |nos )?(?:mon|tue|tues|wed|weds|thu|thur|thurs|fri|sat|sun|monday|tuesday|wednesday|thursday"
    r"|friday|saturday|sunday|llun|lun|mawrth|fawrth|mercher|fercher|iau|gwener|wener|sadwrn|sul)s?)"
)
TIME = r"\d{1,2}(?:[:.]\d\d)"
HALF = r"(?:am|pm|a\.m\.?|p\.m\.?|yb|yp|y\.b\.?|y\.h\.?|yh)"
TO = r"\s?(?:-|to|until|till|i|tan|hyd)\s?"
OFTEN = words_of(
    "first second third fourth last 1st 2nd 3rd 4th every each monthly weekly fortnightly cyntaf olaf pob bob misol"
)
SURGERY = (
    r"(?<!gp )(?<!doctor's )(?<!doctors )(?<!dental )(?<!vet )"
    r"(?:surger(?:y|ies)|drop-ins?|advice sessions?|[cg]ymhorthfa|[cg]ymorthfeydd)"
)
HOURS = re.compile(
    r"(?<![\w.:£/-])"
    + one_of(
        rf"{TIME}\s?{HALF}?{TO}{TIME}(?:\s?{HALF})?(?!\w)",
        rf"\d{{1,2}}(?:[:.]\d\d)?\s?{HALF}{TO}\d{{1,2}}(?:[:.]\d\d)?(?:\s?{HALF})?(?!\w)",
        rf"\d{{1,2}}(?:[:.]\d\d)?{TO}\d{{1,2}}(?:[:.]\d\d)?\s?{HALF}(?!\w)",
        r"(?:[6-9]|1[0-2])\s?(?:-|to)\s?[1-8](?![\w%./:-])(?! (?:year|yr|mile|to|win|vote))",
        r"24/7(?!\w)",
        rf"{DAY}{TO}{DAY}(?!\w)",
        r"weekdays?(?!\w)",
        r"(?:office|opening|working|work|business|contact|surgery|response|usual|school) hours",
        r"hours ?:",
        r"oriau(?!\w)",
        rf"{SURGERY}\b[^.!?\n]{{0,60}}?\b(?:{DAY}|{OFTEN}|\d{{1,2}}\s?{HALF})(?!\w)",
        rf"(?:{DAY}|{OFTEN})\b[^.!?\n]{{0,40}}?\b{SURGERY}",
        r"(?:repl(?:y|ies|ying)|respon(?:d|ds|se|ses)|answers?|get back to (?:you|people)|ateb(?:ion|af|ir|wn)?"
        r"|ymateb(?:af|ir|ion|wn)?)\b[^.!?\n]{0,40}?\b(?:within|in|o fewn|mewn)\s(?:[\w-]{1,10}\s){0,3}?"
        r"(?:hours?|hrs?|days?|weeks?|awr|oriau|[dn]?diwrnod|niwrnod|dyddiau|wythnos)(?!\w)",
        r"(?:monitored|checked)\s(?:[\w']{1,8}\s){0,3}?"
        r"(?:daily|weekly|every day|each day|weekends?|evenings?|hours)(?!\w)",
    )
)
NO_HOURS_BEFORE = re.compile(
    r"(?:\b(?:age|ages|aged|years?|won|lost|score|beat|ks|key stage|of the)[ :]{0,2})\Z"
)

# Whose views

SAID = words_of(
    "views? opinions? tweets? posts? thoughts? comments? words? content ramblings musings skeets? toots? statements?"
)
BETWEEN = words_of(
    "are is r all expressed posted shared here on this these and or page account profile feed my entirely strictly"
    " solely purely always only just x twitter facebook bluesky mastodon views opinions tweets posts thoughts comments"
    " are's remain"
)
GLUE = r"[ \t,:=&/+-]{1,3}"
COUNCIL = r"(?:[\w'-]{1,30} ){0,5}?council"
VIEWS_OWN = re.compile(
    r"(?<![\w'-])"
    + one_of(
        rf"{SAID}{GLUE}(?:{BETWEEN}{GLUE}){{0,7}}(?:my own|our own|mine|own|personal){END}",
        rf"{SAID}{GLUE}(?:{BETWEEN}{GLUE}){{0,7}}(?:my own|mine) (?:personal )?(?:views|ones|opinions)",
        r"(?<!your )(?<!their )(?<!his )(?<!her )(?:own|personal) (?:personal )?(?:views?|opinions?|thoughts)(?!\w)",
        r"my (?:views|opinions) (?:only|alone)(?!\w)",
        r"speak(?:s|ing)? (?:only |solely )?for (?:myself|me alone)",
        r"personal capacity",
        rf"not (?:necessarily )?(?:of |by |from |that of |those of |on behalf of )?"
        rf"(?:the|my|any|our) (?:[\w'-]{{1,30}} ){{0,3}}?"
        rf"(?:council|employer)(?:'?s)?(?: views?| opinions?| position| policy)?{END}",
        rf"not (?:necessarily )?(?:those|that|the (?:views?|opinions?|position)|on behalf) of {COUNCIL}",
        rf"(?:not|n't|never) (?:necessarily )?(?:represent|reflect)(?:ing|ative of)? {COUNCIL}",
        r"(?<!yn )fy (?:marn|safbwynt|safbwyntiau|sylwadau|syniadau|nhrydariadau|negeseuon|ngeiriau|mhyst)"
        r" (?:i|fi|fy hun|bersonol|personol)(?!\w)",
        r"(?:barn|farn|marn) (?:bersonol|fy hun|i fy hun|fi fy hun)(?!\w)",
        r"(?:safbwyntiau|sylwadau|syniadau|trydariadau|negeseuon|postiadau) (?:personol|fy hun)(?!\w)",
        r"nid (?:[\w']{1,15} ){0,4}?(?:y|yr|o'r|barn|safbwynt|safbwyntiau) (?:[\w']{1,15} ){0,2}?[cg]yngor(?!\w)",
    )
)

# Parts of wards' names by which no ward is known

DIRECTIONS = """
    ward wards division north south east west northern southern eastern western central centre center middle upper
    lower inner outer town city village rural urban county borough and with near
    adran gogledd dwyrain gorllewin canol canolog uchaf isaf tref dinas pentref sir
"""
GENERIC = frozenset(DIRECTIONS.split())
