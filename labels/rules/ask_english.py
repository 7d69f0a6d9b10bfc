"""The English words that ask wherever they stand in a sentence: indirect questions, requests, suggestions."""

from labels.rules.ask_english_openings import NEEDS, PLEASE, VERB, WH
from labels.words import either

ANYWHERE = {
    "any_news": either(
        r"any (?:more |further )?(?:news|updates?|ideas?|chance|word|info|information|eta|advice|suggestions"
        r"|progress|reason|plans?|way|joy|luck with|movement|sign of|clue|timescale|danger|thoughts"
        r"|feedback on|response to|truth in)\b",
        r"ony (?:news|chance|idea|word)\b",
    ),
    "indirect": either(
        r"(?:i'd|we'd|i would|we would|may i|could i|can i) (?:really |also |still )?(?:like|love|have|get"
        r"|see|appreciate|want) (?:a|an|the|some|your) (?:copy|list|map|update|date|number|link|word|meeting"
        r"|visit|call|chat|reply|answer|plan|report|details|name|names|minutes|timetable|response|quote"
        r"|leaflet|form|breakdown)\b",
        r"(?:just|only|double|quickly) (?:check|checking|confirming|to check|to confirm|following up"
        r"|chasing)\b|(?:i|we) (?:really |also |do )?need to know\b|(?:need|want"
        r"|like) to know (?:\w+ ){0,3}(?:if|whether|when|what|why|how|who|where)\b",
        r"(?:you|they) (?:were going to|were meant to|were supposed to|said you'd|said you would|said you'll"
        r"|promised (?:to|you'd|me|us)|were to|offered to) (?:\w+ )?(?:come back|get back|let|send|look|ring"
        r"|call|email|find out|check|chase|reply|speak|ask|raise|update|visit|come)\b|any (?:objections?"
        r"|problems?|issues?) (?:to|if|with) (?:us|me|my|our|i|we)\b|would (?:really )?help (?:if|to know|us"
        r"|me)\b",
        r"(?:i wonder|wonder(?:ing|ed|in|in')) (?:if|whether|why|when|what|where|who|about|how)\b",
        r"(?:not|dinnae|didnae|don't|dont|can't|cannot|cant|couldn't|nae|im|i'm|no) (?:\w+ )?(?:sure|certain"
        r"|idea|clear|ken|know|understand"
        rf"|work out|find out|figure out|clue)(?: about| as to)? {WH}\b",
        rf"(?:dunno|unsure|unclear|confused)(?: about| by| as to)? (?:{WH}|the|this)\b",
        r"(?:nobody|no one|no-one|none|never|not|hasn't|haven't|didn't|won't|doesn't|can't"
        r"|cannot) (?:\w+ ){0,3}(?:tells?|told|telling"
        rf"|explains?|explained|say|said|answer|answered|answering) (?:me |us )?(?:{WH}|my question"
        rf"|the question|my email)\b",
        r"(?:can|could|will|would|cud|cd|wud|kin|won't|couldn't|can't|cn) (?:you|u|ye|ya|yous|youse|someone"
        r"|somebody|anyone|anybody|the council|one of you|cllr|councillor)\b",
        r"(?<!so )(?<!that )(?<!as )(?<!than )(?<!what )(?<!whatever )(?<!soon as )(?:can|could|may|should"
        r"|shall|might) (?:i|we) (?:please |also |just |still |not |even |at least )?(?:ask|get|have|see|use"
        r"|park|report|put|book|apply|contact|come|bring|take|be|do|expect|find|go|help|send|join|pay"
        r"|register|borrow|suggest|check|confirm|trouble|speak|talk|know|still|appeal|object|sign|leave"
        r"|resubmit|wait|call|add|make|buy)\b",
        r"(?:do|does|did|have|has) (?:you|u|ye|anyone|anybody|someone|the council) (?:know|have|plan|think"
        r"|want|happen|mean|still|ever|need|intend|got|heard|seen|any|get|offer|accept|take|not|been"
        r"|considered|looked|had|made|decided)\b",
        r"(?:is|are|was|were) there (?:any|anyone|anything|anywhere|a|an|somewhere|no|going|still|some|owt"
        r"|nowt|enough|scope|another|more|other)\b",
        r"is (?:it|this|that) (?:possible|true|just me|ok|okay|correct|right|too late|legal|allowed|worth"
        r"|safe|still|going|because|you|your|something|normal|the case|open|closed|free|yersel|supposed"
        r"|meant|likely)\b",
        r"(?:don't|dont|dinnae|do not) (?:suppose|s'pose)\b|i take it (?:the|that|we|you|there|this|it)\b"
        r"|in (?:thinking|saying)\b|true or false\b|yes or no\b|am i (?:right|correct|allowed|missing"
        r"|too late)\b|do (?:i|we) (?:need|have to|just|still|get|put|pay)\b",
        r"(?:i'm|im|i am|just|keep|me) asking (?:again|if|whether|why|when|what|how|for|about|you|is)\b"
        r"|(?:may|can|might|dare|could) (?:i|we) ask\b|want to ask\b|out of (?:interest|curiosity)\b",
        r"(?<!answers )(?<!answered )(?<!answering )(?:my|the|one|quick|another|a|simple|same|genuine"
        r"|serious|first|next) question(?: is| for| to you| about| on| though| remains|:|,|-)",
        r"(?:one|a|another) (?:quick|more|last|final) (?:question|thing)\b|quick (?:one|question|query)\b",
        r"why (?:is|are|does|do|did|can't|has|was|were|isn't|aren't|won't|don't) \w",
        r"(?:whit|what) (?:about|aboot)\b|where are we (?:with|at|on)\b",
    ),
    "embedded": either(
        r"(?:need|want|wanted|would like|like|trying|try|wish|hoping|looking|how|where) to (?:speak|talk"
        r"|get hold|get in touch|contact|report|make a complaint|complain|register|arrange|book|meet|discuss"
        r"|raise|object|join|apply|volunteer|see you|reach)\b|(?:i'd|we'd|would|i would|i am|i'm|very"
        r"|be) (?:be )?interested (?:in|to) (?:seeing|hearing|knowing|see|hear|know|a|the|getting)\b",
        r"(?:want|wanted|like|love|need|keen|interested|curious|trying|hoping|wish|dying|happy|helpful|good"
        r"|useful|nice|great)"
        rf" (?:to|tae) (?:know|ask|check|find out|understand|hear) ?(?:if|{WH}|about|the|more|a|your|from|is"
        rf"|once|which|that|$)\b",
        rf"(?:let|tell|advise|inform|remind|show) (?:me|us|people|residents"
        rf"|everyone)(?: all)?(?: know)?(?: please)? (?:again )?{WH}\b",
        r"(?:let|tell) (?:me|us) (?:know|have|see|the|please|exactly)\b",
        r"(?:what|who|where|how|when|which|whit|whaur) (?:should|can|could|do|does|did|would|will|shall|dae"
        r"|must|might) (?:i|we|you|u|ye|they|it|he|she|people|residents|anyone|the|this|that|my|our|your)\b",
        r"(?:when|where|how|whit) (?:is|are|was|were|isn't|aren't|has|have|hasn't|haven't|can't|won't|don't"
        r"|doesn't|didn't|am) (?:i|we|you|it|there|the|this|that|they|my|our|your|these|those|no one|nobody"
        r"|everyone)\b",
        r"(?:what|who)(?:'s| is| are| was| were|s) (?:happening|going on|going to|being done|gonna"
        r"|the (?:latest|plan|situation|story|process|procedure|number|best|next|current|timescale)"
        r"|responsible|in charge|paying|your|our|doing)\b",
        r"how (?:much|many|long|often|soon|far|late|early|big)(?: (?!i |we |you |they |he |she |it |the "
        r"|my )\w+){0,2} (?:is|are|was|were|does|do|did|will|would|can|could|should|has|have) (?:i|we|you"
        r"|they|it|the|this|that|there|my|our|people|left|a)\b",
        r"(?:who|where|when|how) (?:to|tae|(?:i|we) (?:should|can|could|need to|would)) (?:contact|speak"
        r"|talk|ask|call|ring|email|report|apply|complain|phone|turn|register|object|go|get|find|write|book"
        r"|send|dispose|dump)\b",
        r"what (?:happened|happens|became) (?:to|with|if|when|about|next|at|tae)\b|what if\b",
        r"(?:thoughts on|your (?:view|thoughts|opinion|position|stance) on)\b",
        r"(?:trying|tried|desperate) to (?:find out|get hold of|work out|understand) (?!my)\w",
    ),
    "request": either(
        rf"{PLEASE},? (?:(?:can|could|would|will|you|u|just|also|someone|somebody|do|don't|try|to|try and"
        rf"|be able to|the council|and) ){{0,3}}(?:{VERB})\b(?! free\b| below\b| attached\b| my (?:thanks"
        rf"|regards|best))",
        rf"(?:fix|sort|help|advise|send|explain|reply|look|check|look into|update|clear|call"
        rf"|confirm)(?: \w+){{0,4}} {PLEASE}\b",
        r"h+e+l{3,}p+\b|help pl[sz]\b|(?:suggestions|advice|ideas|updates?|info|details|recommendations|help"
        r"|link|number|explanation|answers?) (?:please|pls|plz)\b",
        r"(?:need|needing|want|after|require|seeking|desperate for|i'm asking for|requesting) (?:(?:some|any"
        r"|your|urgent|a bit of|more|an?) )"
        rf"?(?:help|assistance|advice|hand|{NEEDS})\b",
        r"(?:i'd|i would|we'd|we would|id) (?:love|like) (?:you|someone|somebody|the council|it if"
        r"|an? (?:reply|answer|update))\b",
        r"(?:i|we) (?:really )?(?:need|want|expect|urge|beg|ask|implore|request|would ask) (?:you|u|someone"
        r"|somebody|the council|councillors) to\b",
        r"(?:i|we) (?:want|demand|expect|deserve|would like|need|await) (?:my|an|a|some|our) (?:answers?"
        r"|refund|reply|explanation|response|meeting|update|apology)\b",
        r"(?:would|wd|wud|it'd|that'd|i'd|we'd) (?:really )?be (?:very |most |so |really )?(?:grateful|great"
        r"|good|nice|lovely|helpful|useful|brilliant|fab|handy|kind|amazing|ideal|better|appreciated"
        r"|wonderful|interested) (?:if|for|to (?:know|hear|see|have|get)|of you)\b",
        r"(?:grateful|thankful|obliged|appreciate it|appreciated) if\b|grateful for (?:an?|any"
        r"|your) (?:update|help|advice|info|information|reply|response|clarification|thoughts|guidance)\b",
        r"(?:appreciate|welcome|value) (?:an?|any|your) (?:update|advice|reply|response|guidance|clarity"
        r"|clarification|answer)\b",
        r"(?:if|hoping|hope|wish) (?:you|u|ye|someone|somebody|anyone|the council|yous) (?:can|could|would"
        r"|might|wouldn't mind|will|were able to) (?:please |possibly |just |be able to |kindly "
        r"|maybe )?(?:help|look|let|send|sort|get|have|fix|tell|do|give|ask|check|advise|raise|chase|come"
        r"|put|add|share|spare|pass|confirm|explain|point|shed|update|take|find|speak|push|support|arrange"
        r"|intervene)\b",
        r"with your help\b|while you(?:'re|r| are) (?:at it|there|about|passing|on)\b|(?:could|can"
        r"|do) (?:really |do with |all )?(?:use|need|with) (?:your|some|a) (?:\w+ )?(?:help|support|advice"
        r"|voice|vote|backing|hand|answers?)\b|(?:need|want|ask for|asking for|hope for"
        r"|hoping for) your (?:\w+ )?(?:help|support|advice|voice|backing|vote|view)\b|does (?:that|this"
        r"|it) mean\b|(?:wants?|needs?|could do wi[th]*|due) (?:a )?(?:\w+ing|look|coat|clean"
        r"|trim) (?:please|too|as well|if you)\b|(?:you|ye|yous) (?:couldn't|wouldn't|couldnae"
        r"|could not) (?:get|have|be|possibly|ask|chase|look|send|happen)\b",
        r"(?:would|do|wouldn't) (?:you|u|ye) (?:mind|be able|be willing|consider|please|care)\b",
    ),
    "call_me": either(
        r"get back to (?:me|us)\b|(?:ring|call|phone|email|message|dm|text|help) (?:me|us)\b|(?:drop"
        r"|give) (?:me|us) an? (?:ring|call|bell|shout|line|message|email|update|date|number|buzz|answer"
        r"|reply)\b|keep (?:me|us) (?:posted|updated|informed)\b",
        r"have a word with\b|see what you can do\b",
    ),
    "suggestion": either(
        r"(?:how|what) about\b|how's about\b|why not\b|(?:i'd|we'd|id|i would|we would) (?:\w+ )?(?:like"
        r"|love) to (?:see|have) (?!been|had|seen)",
        rf"(?<![\w'] )(?!yes|ok|thanks|thank|oh|no)\w+ \w+(?: [\w',-]+){{0,40}} {PLEASE}(?= ?(?:[^\w ,]|$))",
    ),
}

# A cue that comes right after these words says the opposite: "no news", "now I know who to ask", "they will call me".
UNLESS_BEFORE = {
    "any_news": r"\b(?:no|not|without|hope|hoping|haven't|hardly|never|isn't|wasn't|there's) (?:\w+ ){0,2}$",
    "embedded": r"(?:\b(?:i|now|already|we|all|they) (?:know|knew|see|saw|understand|remember|love)|nobody|don't|doesn't|might|may|you'll"
    r"|wherever|matter|regardless of|(?:will|i'll|they'll|explain(?:ing|ed|s)|telling me|told me|showing"
    r"|shows|about)) (?:exactly )?$",
    "call_me": r"(?:\bto|will|they|he|she|it|that|really|who|'s|always|has|have|had|for|did|never|not|n't|'ll|would|and|could) $",
}
