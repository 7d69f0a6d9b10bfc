"""The English words that open a sentence that asks: question words, verbs before their subject, urging.

Plain patterns over plain text (see words.py): lower case, straight quotes, single spaces. An opening is tried
where a sentence begins, after greetings and the like; everything else is tried where any word begins.
"""

from labels.words import either, words_of

WH = "(?:why|how|what|when|where|who|which|whether|if|whit|wen|wat|wot)"
WE = r"(?:we|i|you|u|ye|ya|yous|youse|yis|thou|tha|they|he|she|it)"
THE = (
    r"(?:the|this|that|these|those|there|my|our|your|yer|their|his|her|its|a|an|any|all|both|some|each|no"
    r"|wor|oor)"
)
BODY = (
    r"(?:anyone|anybody|any1|someone|somebody|people|everyone|everybody|nobody|the council|councillors?"
    r"|cllrs?)"
)
SUBJECT = (
    rf"(?:{WE}|{THE}|{BODY}|anything|something|owt|nowt|residents|children|kids|dogs|cars|parking|council)"
)
IS = r"(?:is|are|was|were|isn't|aren't|wasn't|weren't|isnt|arent|wasnt|werent|r)"
DOES = (
    r"(?:does|did|can|could|will|would|should|shall|has|had|may|might|must|cud|wud|doesn't|didn't|can't"
    r"|couldn't|won't|wouldn't|shouldn't|hasn't|hadn't|dae|wid|wull|kin)"
)
AUX = rf"(?:{IS}|{DOES}|do|don't|have|haven't|am|'s|'re|'ll|'d)"
PLEASE = r"(?:ple+a+s+e+|pl+[sz]+|plse|plis|kindly)"
VERB = words_of(
    "help fix send check advise advice look reply respond call phone ring email e-mail text sort tell let "
    "add bring make",
    "stop give clear collect repair replace empty remove change arrange investigate update explain confirm "
    "share report",
    "move clean sweep inspect chase resolve cut trim mend paint grit post publish forward pass put get do "
    "take ask",
    "consider contact come visit support raise remind remember show provide find keep open close reopen "
    "reconsider speak",
    "talk write dm message answer allow prioritise install include extend reinstate return lift shift mow "
    "unblock review",
    "meet organise order push press lobby press rethink think listen save protect approve reject vote "
    "oppose object hurry",
    "point direct have leave see book tidy pick deal ensure follow escalate clarify invite join sign "
    "enforce turn switch",
    "bear use refund be re-open slow light fill patch resurface salt plant water restore listen retweet rt",
)
NEEDS = (
    r"(?:update|help|advice|reply|response|answer|clarification|info|information|guidance|pointers?"
    r"|explanation)"
)

# After an auxiliary that opens a sentence these continue a statement whose "I" or "it" was left out: "will ring them".
STATED = (
    words_of(
        "be been being do not never have has had keep try get got give let make made send email ring call look "
        "check watch see miss always",
        "definitely take tell go gone pop come report chase use ask wait pass need put also still just drop "
        "follow join share read certainly only",
        "confirm hear imagine recommend vouch relate remember understand help love like rather say really agree "
        "appreciate prefer suit suggest",
        "think add welcome hate choose pick work of a an as so well notice enjoy used all what nothing seem "
        "look sound feel feels turned become",
        "already now then anyway thanks to in on at it's too very much quite probably happily gladly say said "
        "meet write message speak bring buy",
        "vote visit find pay leave stay start stop and or but know leave set",
    )
    + r"\b"
)

OPENINGS = {
    "question_word": either(
        r"(?:why|y|hoo come|how come)(?! not\b|'|,? (?:oh why|thank)| (?:i|we|thank|this is"
        r"|you should)\b)(?! \w+ (?:love|loves)\b)\b[^.]",
        r"(?:what|wat)(?:'s|s| is) (?:an? |plan |up with |next |new with |your |our |in |on )\w|what(?:'s"
        r"|s) (?:up|next|new)$|(?:what|where|when) (?:now|next|then)$|who (?:at|in|else|exactly|actually|on"
        r"|with) |(?:why|how come|why not|how so|since when|says who|when|where|who|how|which one"
        r"|what time)$",
        rf"(?:how|hw)(?:'s|'d|s)? (?:{AUX}|r|to|long|much|many|often|soon|far|big|high|old|late|early|likely"
        rf"|come)\b",
        rf"hoo (?:{AUX}|lang|mony|much)\b",
        r"(?:what|wat|wot|whit|whats|wots|wats|whits)(?:'s|'re|'d|'ll)? (?!(?:a|an|i|we|you|they|he|she|it"
        r"|the hell) )"
        rf"(?:{AUX}|r|time|day|date|number|happened|happens|if|kind|sort|type|colour|else|next|exactly|about"
        rf"|aboot|"
        r"the (?:latest|plan|situation|score|story|craic|crack|deal|status|position|process|procedure|best"
        r"|number|date|cost|reason|hold-?up|timescale|next|current|update|time)|happening|going|gonna|being"
        r"|up with|new|became|hap+\w+|support|help|steps?|action|measures|evidence|powers?|options?|form"
        r"|department|road|street|bin|bus|school|hours|age|size|size|price|height|changed|made|caused|stops?"
        r"|gives|wrong)\b",
        rf"(?:when|where|who|wen|whaur|wha|whens|wheres|whos|whereabouts)(?:'s|'re|'ll"
        rf"|'d)? ?(?<=[ sedl])\b{AUX}\b",
        r"(?:when's|where's|who's|whens|wheres|whos|whaur's|wha's|whit's|whits) \w",
        r"who (?:deals|runs|owns|pays|decides|decided|looks|approved|signed off|maintains|gets|to (?:contact"
        r"|ask|ring|call|speak|email)|wants|manages|represents|came|made|put)\b|who (?!knows|cares|needs"
        r"|says)\w+s\b (?!i |we )",
        r"(?:where|when) (?:to|abouts|exactly|about)\b",
        r"(?:which|what) (?!an? )\w+ (?:are|is|do|does|did|will|can|should|would|was) (?:you|the|it|we|i"
        r"|they|this|that|my|our|there|he|she|best|next|on|open)\b|whose (?:job|responsibility|idea|land"
        r"|turn|bin|fault)\b",
        r"which (?:are|one|ones|of|day|bin|bins|road|way|date|side|street|form|school|ward|department|dept"
        r"|bus|stop|week|colour|officer|councillor|team|end|night|company|do|does|will|should)\b"
        r"|which is (?:it|the|better|right|correct)\b",
        r"(?:wtf|what the heck|what on earth) (?:is|are|has|happened)\b",
    ),
    "verb_first": either(
        rf"{IS} {SUBJECT}\b(?! (?:joke|disgrace|shambles|worst|best|only|most|least|biggest|same|so$)\b)",
        rf"{IS} (?!a |an |down |up |out |back |off |gone |great |really |like |there |not |now |still |also "
        rf"|just |only |so |very |too |as |in |on )\w+(?: \w+){{0,3}} (?:still|open|closed|shut|allowed"
        r"|free|available|going|coming|happening|due|being|ok|okay|safe|legal|running|on|off|correct|true"
        r"|right|included|for|to)\b",
        rf"{DOES} (?:{SUBJECT}|\w+ (?:get|have|know|be|need|still|go|come|do|count|apply|open|run|pay))\b"
        r"(?<!did it)(?<!did that)(?<!can it)(?<!had the)(?<!had a)(?<!had my)(?<!may the)(?<!must "
        r"be)(?<!could be)(?<!will be)(?<!would be)(?<!should be)(?<!might be)(?<!may be)(?<!can "
        r"be)(?<!must have)(?<!must get)(?<!must go)(?<!must do)",
        rf"(?:has|does|did|will|can|could|should|would) (?!{STATED})[a-z][\w'-]+ (?:\w+ )?\w+",
        r"do (?:the|these|those|our|my|your|all|most|dogs|cyclists) \w+|any (?:of (?:you|the|your|our)"
        r"|(?:councillor|one|body)s?) \w+",
        r"(?:do|don't|dont|dae|div) (?:you|u|ye|we|they|i|any|anyone|anybody|people|the council|residents"
        r"|councillors|yous)\b",
        r"(?:have|haven't|hae|hiv) (?:you|u|ye|they|we|any|anyone|anybody|the council|yous|councillors"
        r"|residents)\b|have (?:the|these|those) (?!best|same|day|time)\w+s \w",
        r"am i (?:right|allowed|able|correct|too late|missing|entitled|supposed|meant|still)\b",
        r"(?:d'ye|d'you|d'ya|dya|dyou|djou|du you) \w",
        r"(?:anyone|anybody|any1|anybody else|anyone else|somebody|someone)(?: \w+)? (?:know|got|heard|seen"
        r"|have|able|else have|else know|tell|explain|point|help|free)\b",
        r"(?:you|u|ye|ya) (?:seen|heard|able|free|around|still (?:looking|doing|coming)|coming|going to"
        r"|gonna|gonnae|got (?:a|any|the))\b",
        r"(?:got|have) (?:a|an|the|any) (?:link|source|phone number|reference|example|address|moment|sec"
        r"|idea|plan|number|date|minute|contact|spare|map|copy|update|time)\b",
        r"(?:mind|ok|okay|alright|all right|possible) (?:if i|if we|to|for)\b",
        r"(?:gonnae|gonny|goan|gaun) (?:get|no|fix|dae|sort|please)\b",
        r"(?:isn't|is) there\b",
    ),
    "urging": either(
        r"(?:point|direct|signpost|steer|put) (?:me|us) (?:at|to|towards|in|on|onto|through)\b|let's (?:have"
        r"|get) \w+ \w+[^.!?]* please",
        r"(?:fix|sort|mend|repair|empty|clear|remove|explain|chase|clean|unblock|resurface|grit|reopen"
        r"|reinstate) (?:the|it|this|that|these|those|them|our|my|out|up|your)\b(?! (?:in the end|in march))",
        r"send (?:me|us|someone|somebody|them|a|the|out)\b|bring (?:back|it back|the \w+ back)\b|hurry (?:up"
        r"|that|it)\b",
        r"get (?:it|this|that|them|someone|somebody|these|those|the \w+|our \w+) (?:\w+ )?(?:fixed|sorted"
        r"|done|out|moved|cleared|back|down|up|off|cleaned|cut|emptied|repaired|sorted)\b",
        r"(?:tell|show|give|email|ring|call|message|dm|text) (?:me|us)\b(?! about it)|do something\b"
        r"|put (?:a|some|more|up|back)\b",
        r"(?:reply|respond) to (?:my|our|me|us|the)\b|answer (?:my|the|our|me|us)\b|ask (?:them|the|your|him"
        r"|her) \w",
        r"(?:have|take) (?:a|another) (?:word|look)\b|look (?:into|at) (?:this|the|it|our|my)\b(?! state"
        r"| fool| difference| mess)|pop (?:round|down|over)\b|come and (?:see|look|have)\b",
        r"add (?:our|my|me|us|the)\b|keep (?:me|us) (?:posted|updated|informed|in the loop)\b|support this\b"
        r"|stop (?:the|this|parking)\b",
        r"help(?:!| pls| plz| please| needed| wanted| with| me| us| if)|help$|thoughts$|over to you\b"
        r"|your thoughts\b",
        r"looking for (?:the|a|an|some|info|information|advice|help|details|someone|contact|dates?)\b",
        r"(?:could|cud) do (?:with|wi') (?:someone|somebody|a hand|some help|an update|you|your)\b",
        r"need (?:some |your |a bit of |a )?(?:help|advice|assistance|info|information|hand)\b",
    ),
}

# After a comma these begin a clause about somebody, not a question: "my son, who is five".
RELATIVE = (
    r" *(?:and |but )?(?:who|which|where|when) (?:is|are|was|were|has|have|had|can|could|will|would|did|came"
    r"|the|it|they|we|i|he|she)\b(?! (?:the|it|my|our|you|we|they|there|this|that)\b)"
)

GREETINGS = (
    r"(?:(?:hi|hiya|hey|hello|helo|morning|good morning|good afternoon|good evening|afternoon|evening"
    r"|happy new year|dear|yo|alright|ay up|eh up|ey up|hullo|awright)(?: (?:cllr|councillor|all|there|folks"
    r"|again|team|guys|mate|pal))*(?: (?!(?:i|we|it|is|my|the|this|that|you|they|he|she|was|a|an)\b)\w+)?|so"
    r"|and|but|also|ok|okay|please|pls|plz|sorry|yes|no|yeah|nah|aye|well|right|thanks|thank you|cheers|ta"
    r"|btw|just|quick question|cllr \w+|councillor \w+|cllr|councillor|councillors|excuse me"
    r"|genuine question|serious question|honestly|actually|anyway|oh|ah|um|er|erm|hmm|now|then|again|still"
    r"|or|ps|p s|by the way|out of interest|great|brilliant|fantastic|mate|pal|lads|guys|folks|hen|duck|love"
    r"|i mean|basically|obviously|tbh|fyi|question|if not|if so|in that case|meanwhile|lol|haha|wow|omg"
    r"|first|secondly|firstly|finally|lastly|here|eh|see|listen|look|diolch|ah well|all right"
    r"|hope you're well|hope all is well|further to this|i'm asking|kindly|sir|madam|u ok hun|am|\(|\"|')"
)
