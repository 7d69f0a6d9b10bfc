"""The Welsh words that make a resident's message an ask, a report or thanks.

Read only where the message leans to Welsh (see language.py), so that nobody called Pam asks a question by
being named. Colloquial forms of north and south, with or without the mutation.
"""

from labels.words import either, words_of

VERB = words_of(
    "mae mae'r mae'n ydy ydi yw di ydyn ydych ydach dych dach wyt ydw dwi sydd sy'n sy fydd bydd fyddai "
    "byddai oedd roedd fuodd aeth",
    "ddigwyddodd alla allai allwn allwch gallai gall ga gaf gawn ddylwn ddylen ddylai ddylem wnaeth wnewch "
    "fedra fedrwn fedr cafodd",
    "gafodd daw ddaw wnawn rydych rydyn rwy rwy'n dw fedrai allaf gallaf faswn fasa bysa bo fod bod mor "
    "gost gostiodd cewch gewch",
    "felly yn'r ma ma'r ma'n ma' gallwn gallwch benderfynodd arall bynnag",
)
ASKING = (
    r"(?:ph?wy|ph?ryd|pa bryd|ph?a|(?:i |o |ym )?mh?le|(?:i |o )?ble|lle|sut|shwd|shwt|ph?am|faint|sawl|beth"
    r"|be|be'|am faint|ers pryd|erbyn pryd)"
)
CAN = (
    r"(?:fyddech|fasech|byddech|fyset|hoffech|fyddet|allwch|gallwch|allech|gallech|fedrwch|medrwch|fedrech"
    r"|wnewch|newch|ellwch|allwch|wnei|elli|fedri|allet|alli)"
)

OPENINGS = {
    "welsh_question": either(
        rf"{ASKING}(?:'r|'n)? ?(?:di'r|{VERB})\b",
        r"faint o |faint mae|sawl |pa (?:mor hir|fin|ddiwrnod|ddydd|amser|liw|ffordd|adran|un|rai|gynghorydd"
        r"|swyddog|fath|stryd|bryd)|am faint o'r gloch",
        rf"(?:{ASKING}) \w+'(?:r|n)\b",
        r"be(?:th)? (?:am|nesa|nesaf|yn union|sy'n|sy|ydi|yw|di)\b|(?:pam|pryd|ble|lle|sut|pwy|faint)$"
        r"|pam (?:na|nad|does|oes|fod|bod|ddim)\b",
    ),
    "welsh_verb_first": either(
        r"a (?:oes|fydd|yw|ydy|ydi|oedd|fyddai|all|allai|allwch|gaf|ga|gawn|fedrwch|ydych|wnewch|allech"
        r"|gafodd|fu|ellir|ddylwn|ddylem|allaf|ddaw)\b",
        r"(?:oes|onid oes) (?!dim|diolch)['\w]",
        r"(?:ydy|ydi|yw|ydyn|fydd|fyddai|oedd|fasa|fase|bysa|fydde|fyddwch|fyddwn|ddaw|gafodd|all|allai"
        r"|gaiff) (?:y|yr|o|hi|e|fo|nhw|unrhyw|pawb|ni|chi|rhywun|modd|'na|yna|pob|eich|ein|fy|plant|cŵn"
        r"|bysiau|[\w']+ (?:ar|yn|dal|wedi|am|i|o|ni))\b|(?:ydy|ydi|yw|fydd|oedd|all|fyddai)(?:'r|'n"
        r"|'na) ?\w",
        rf"{CAN} (?:chi|ti|rywun|plis|ddweud|anfon|helpu|edrych)\b|(?:dach|dych|ydach|ydych|wyt) (?:chi"
        rf"|chi'n|ti|ti'n)\b|(?:gawn|gaf|ga|alla|allwn|fedra|fedrwn"
        r"|gai|allen|ddylwn|ddylen|allaf) (?:ni|i|i'n|fi|i ond)\b|oni (?:ddylai|all|fyddai)|gan bwy\b"
        r"|at bwy\b|efo pwy\b|gyda phwy\b|i bwy\b|o ble\b|ar ba\b|(?:oes|ydy|ydi|all) (?:rhywun|unrhyw un)",
    ),
    "welsh_request": either(
        r"(?:rhowch|anfonwch|gyrrwch|dwedwch|dywedwch|helpwch|cysylltwch|gofynnwch|edrychwch|trwsiwch"
        r"|gwnewch|ffoniwch|ebostiwch|eglurwch|esboniwch|dewch|cofiwch roi|rhannwch|symudwch|gwagiwch"
        r"|cliriwch|ystyriwch|sortiwch) \w+",
        r"help(?:wch)?(?:$|!)|angen (?:help|cymorth|cyngor|gwybodaeth)|chwilio am|yn chwilio am"
        r"|gadewch i (?:mi|ni|fi)",
    ),
}

ANYWHERE = {
    "welsh_indirect": either(
        r"(?:oes|fyddai|byddai|a fyddai|fydde|bydde|fasa|tybed a oes) (?:modd|posib|bosib|'na (?:unrhyw|fodd"
        r"|rywun|siawns))\b|(?:yn|n) bosibl? (?:i|cael|trefnu)\b",
        rf"{CAN} (?:chi|ti|rywun)\b|(?:hoffwn|hoffem|hoffen|licwn|liciwn|licien|dymunwn|leiciwn)(?: i"
        rf"| ni)? (?:wybod|ofyn|gael|ddeall|weld|glywed|holi|wbod)\b",
        r"(?:isio|eisiau|moyn|angen|am|awyddus i|trio|ceisio) (?:gwybod|wybod|gwbod|wbod|gofyn|ofyn|holi"
        r"|deall|ffeindio|darganfod|cael (?:gafael|gwybod|ateb|gwybodaeth)|ateb|esboniad|help|cymorth"
        r"|cyngor)\b|tybed\b|meddwl (?:tybed|oeddwn)|(?:cwestiwn|gofyn)(?: i chi| sydyn| cyflym| arall|:"
        r"| am)",
        r"(?:ddim|dim)(?: yn)? (?:siŵr|siwr|gwybod|gwbod|syniad|deall|dallt|glir|clir)(?: yn union)? (?:pwy"
        r"|pryd|ble|lle|sut|pam|beth|be|faint|os|a|pa|at bwy|i ble)\b|unrhyw (?:newydd|newyddion"
        r"|ddiweddariad|syniad|siawns|obaith|wybodaeth|gynlluniau|gynllun|sôn)\b",
        rf"(?:,|ond|felly|hefyd|a|-|:) {ASKING} (?:{VERB})\b|pwy ddyl\w+|(?:â|a|efo|gyda|at|i) (?:phwy|bwy"
        rf"|pwy) (?:ddylwn|ydw|dwi|alla|ddylen|mae)\b",
        r"sut (?:mae|alla|ydw|allwn|gallaf|fedra|dwi'n) (?:i |gwneud|cael|mynd|rhoi|adrodd|riportio"
        r"|cofrestru|gofyn|ymuno|cysylltu)",
    ),
    "welsh_request": either(
        r"(?:rhowch|roi|gadewch i \w+|gadael i \w+) (?:wybod|gwybod)\b|byddwn(?: i)?(?:'n"
        r"| yn) ddiolchgar (?:am|pe|iawn|os)|yn ddiolchgar (?:pe|os|iawn (?:pe|os))",
        r"(?:os gwelwch(?: chi)?(?: fod)? yn dda|os gweli di'n dda)\b",
    ),
    "welsh_suggestion": either(
        r"[\w']+ [\w']+(?: [\w',-]+){0,30} plis(?=[.!]|$)|plis [\w']+ \w+", r"be(?:th)? am\b"
    ),
}

NOT = r"\b(?:ddim|dim|byth|erioed)\b"  # after a verb that opens: a statement, not a question

RHETORIC = either(
    r"pwynt|pam (?:dwi|ydw i|ydyn ni|rydyn ni|dw i|dan ni|y'n ni|trafferthu|boddran|bother).*"
    r"|pwy sy'n (?:poeni|becso|malio)|jôc|faint mwy|faint rhagor|yn gwrando|oes ots"
    r"|be(?:th)? (?:arall )?(?:dach|ydych|dych) chi'n (?:disgwyl|ddisgwyl)|o ddifri|ydych chi'n gall"
    r"|dach chi'n gall|cywilydd|does neb",
)

THANKS = (
    r"(?:diolch\w*|gwych|bendigedig|ardderchog|gwerthfawrogi|wedi(?:'i| ei)? (?:drwsio|ddatrys|sortio"
    r"|glirio)|wedi'u (?:casglu|clirio)|ffantastig|perffaith)\b"
)

SOUR = r"diolch (?:yn fawr )?am (?:ddim|anwybyddu|wastraffu|ddim byd)|dim diolch i"

TROUBLE = either(
    r"dal (?:heb|dim|ddim|i aros|i ddisgwyl|yma|wedi|yn|ar|i)\b|heb (?:eu|ei|gael|fod|ateb|wneud|weld"
    r"|gasgl\w*|drwsio|ei\w*|gol\w*)|(?:twll|tyllau|dyllau|sbwriel|baw|torri|goll|siomedig|gwarthus"
    r"|cywilydd\w*|problem\w*|methu|peryglus|beryglus|llifogydd|gorlifo|hwyr|byth|llanast|gwaeth|waeth|oedi"
    r"|gollwng|swnllyd|sŵn|drewi|rhwystr\w*|anfodlon|cwyno|cwyn|ofnadwy|warth|hurt|wastraff|gwastraff"
    r"|damwain|goryrru|graffiti|budr|frwnt|brwnt|tywyll|dywyll|neb|jôc)\b|ddim yn (?:gweithio|ddigon"
    r"|dderbyniol|iawn|deg|ddiogel)|ar gau\b|dim (?:golau|goleuadau|ateb|newid|bws|byd|bin|biniau|dŵr"
    r"|gwres)\b|(?:wythnos|mis|diwrnod|blynedd) (?:yn ddiweddarach|bellach)",
)

GREETINGS = (
    r"(?:bore da|prynhawn da|p'nawn da|pnawn da|noswaith dda|nos da|helo|helô|shwmae|s'mae|sut mae|haia|heia"
    r"|hei|diolch(?: yn fawr| o galon)?|plis|ond|felly|hefyd|sori|esgusodwch fi|gynghorydd|cyng|cynghorydd"
    r"|iawn|ocê|gwaith da|da iawn|wel|a|ac|jyst|bois|pawb|hi)"
)
