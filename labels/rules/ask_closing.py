"""The English words of rhetoric, of thanks, and of trouble: what a message is when it asks nothing."""

import re

from labels.words import either

THEY = (
    r"(?:you|u|yous|they|the council|council|any of you|anyone|anybody|you lot|you people|people|he|she|we"
    r"|i)"
)

# A question that wants no answer. Looked for in the sentence that seemed to ask.
RHETORIC = either(
    rf"(?:do|does|did) {THEY}(?: lot| people| guys| there| at the council)? (?:even|really|actually|honestly"
    rf"|ever) "
    r"(?:care|listen|read|look|check|think|bother|live|know what|do anything)",
    rf"(?:do|does) {THEY}(?: lot| people)? (?:care|listen)\b|who (?:cares(?! for)|knew(?! about)|needs|would have thought"
    rf"|thought|came up|dreamt|the hell"
    r"|in their right|on earth thought|signed off on this|votes for|voted for)",
    r"what(?:'s|s| is| was) the (?:point|use)(?! (?:of contact|class))|why (?:do|did|should|would|am) (?:i|we) (?:even )?(?:bother"
    r"|pay|book|vote|trust|believe|not surprised)|why (?:even )?bother|why oh why",
    r"what an? (?:joke|shambles|farce|waste|mess|disgrace)|(?:is|are) (?:this|that|you|they"
    r"|it) (?:all )?(?:some kind of |some sort of |having )?(?:an? )?(?:sick |bad |cruel )?(?:joke|laugh"
    r"|wind ?up)|(?:are|r) (?:you|u|they|yous) (?:actually |all |even |for |having )?(?:kidding|joking"
    r"|serious|blind|real|mad|insane|deaf|asleep|proud|happy now|taking the|a laugh|that stupid)|you(?:'re"
    r"| are|re)? (?:kidding|joking|having a laugh)",
    r"how (?:hard|difficult) (?:can|is|could) it|how (?:many|much) (?:more|longer|bigger|worse|times|(?!days"
    r"|weeks|hours|minutes|months)\w+)\b.*\b(?:before|until|must|have to|does it take|need to|have i|do i"
    r"|do we)|how (?:long|much longer|many times) (?:must|do we have to|do i have to|does it take|have we"
    r"|have i|are we (?:meant|supposed|expected))|how is (?:this|that|it) (?:even )?(?:acceptable|allowed"
    r"|fair|right|ok|okay|legal|value|progress|possible that|good)|how stupid|how dare|how on earth|how low",
    r"(?:when|will) (?:will |are )?(?:you|they|the council|people|it|someone|anyone|we) (?:ever |finally "
    r"|eventually |actually going to )(?:\w+ )?(?:learn|wake|listen|see sense|get|realise|end|do|stop|take"
    r"|admit)|when will it end|will (?:you|they) ever|ever learn",
    r"too much to (?:ask|expect)|what the hell|wtf\b(?! (?:is|are|has|happened))|^(?:really|seriously"
    r"|honestly|eh|huh|is it|oh really)$",
    r"what (?:do|did|else|more) (?:you|we|they|i) (?:expect|want me|need)|what planet|what (?:genius|idiot"
    r"|clown|muppet)|which (?:genius|idiot|clown|muppet|bright)|whose bright idea|what (?:has"
    r"|have) (?:the council|you|they) (?:ever|actually)|what exactly (?:do|are) (?:we|i) pay",
    r"what (?:are|am|do) (?:we|i) (?:even |actually )?pay(?:ing)? (?:our |my |all this |you |council tax )?"
    r"|where (?:does|do|did|is|has) (?:all )?(?:of )?(?:our|my|the) (?:money|council tax|taxes|tax"
    r"|cash) (?:even |actually |all )?(?:goes?|gone|going|end|disappear)",
    r"is (?:it|that) any wonder|no wonder|have (?:you|they) (?:no shame|lost the|lost your|nothing better"
    r"|all gone)|(?:has|have) (?:anyone|anybody|any of you|you lot)(?: \w+){0,4} (?:ever"
    r"|actually) (?:\w+ )?(?:walked|driven|tried|been|used|lived|looked|set foot|read|listened|waited"
    r"|pushed)",
    r"who (?:do|does) (?:you|he|she|they) think|is (?:that|this) (?:really |honestly "
    r"|seriously )?(?:the best|what we pay|what i pay|what we voted|acceptable|how (?:you|we))|call (?:this"
    r"|that|yourself)|since when (?:is|was|did)|am i (?:meant|supposed) to (?:be|feel|laugh)",
    r"guess (?:what|who)|pigs fly|(?:do|did|does) i look like|wonder why\b.*(?:nobody|no one|people)"
    r"|would you (?:let|live|like to live|accept|want your|be happy|like it if|put up)|is (?:nobody|no one"
    r"|anybody|anyone) (?:\w+ ){0,5}(?:listening|awake|home|bothered|in charge)|does (?:nobody|no one)"
    r"|anyone else (?:sick|tired|fed up|had enough)|where (?:will|does) it (?:all )?end"
    r"|couldn't (?:care less|make it up)",
    r"when did (?:any|you|they|the)\w* [^.!?]{0,60}last (?:set foot|walk|visit|bother|clean|check|look|come)"
    r"|what do (?:we|i|you|people) have to do|is it because (?:we|i|you|it)\b|has to (?:die|be killed"
    r"|get hurt)|(?:need|needs|have|waiting for) (?:\w+ ){0,3}to (?:die|be killed|get killed|get hurt|drown)"
    r"|does (?:it|someone|somebody|a child|a kid) (?:have to|need to|really|take)",
    r"^surely\b|^maybe\b|^perhaps\b|^so much for\b|(?:hey|eh|innit|huh|then eh|isnt it)$",
)

# Whole sentences of these that nobody wants an answer to.
SET_RHETORIC = either(
    r"^(?:(?:so|and|but|well|honestly)\W{1,3})?what(?:'s|s| is| was) the (?:point|use)(?: (?:of|in) \w+ing\b.*)?$",
    r"^(?:(?:so|and|but|well)\W{1,3})?who (?:cares|knew)$|^why (?:even )?bother$|^what planet are (?:you|they) on$",
    r"^who (?:do|does) (?:you|he|she|they) think (?:you|he|she|they) (?:are|is)$",
    r"^(?:do|does) (?:you|they|u)(?: lot| people)? (?:even|actually|honestly) (?:care|listen)$",
)

THANKS = either(
    r"(?:thanks|thank|thankyou|thanx|thx|ty|cheers|ta|diolch|tapadh|tidy|nice one|good on you|bless you"
    r"|kudos|much obliged|obliged|appreciated?|appreciate|grateful)\b",
    r"(?:no worries|sorted|resolved|problem solved|working again|all good|panic over|found it|found the"
    r"|fixed now|fixed it|been fixed|that helps|you're a (?:star|legend|gem|hero)|you are a (?:star|legend"
    r"|gem|hero)|makes sense|that's (?:great|brilliant|perfect|helpful|very helpful|fine|good to know)"
    r"|good to know|did the trick|answers my question|no need to|never mind|don't worry about it"
    r"|can't thank you enough|will do)\b",
    r"^(?:\w+ )?(?:awesome|perfect|brilliant|smashing|champion|magic|lovely|great|wonderful|excellent|fab"
    r"|super|ideal)(?:[!., ]|$)",
)

# Thanks that mean the opposite.
SOUR = either(
    r"than(?:ks|k you) (?:so much |a lot |very much |a bunch )?for (?:nothing|not|ruining|cancelling|wasting"
    r"|ignoring|making|leaving|blocking|destroying|letting us down|the \w+ (?:mess|smell|noise|chaos)"
    r"|another|yet another|absolutely nothing|keeping (?:me|us) (?:up|awake|waiting))",
    r"thanks a (?:lot|bunch|million) for\b|cheers for (?:nothing|not|ruining|wasting|ignoring|making|leaving"
    r"|blocking|the)\b",
    r"thanks to (?:the|your|this|our) (?:unhelpful|rude|useless|incompetent|hopeless|council)|not (?:sorted"
    r"|fixed|resolved|appreciated)\b|n't (?:been )?(?:sorted|fixed|resolved)|(?:not so much as|without"
    r"|not even|never) (?:a|so much as a) (?:thank|reply|sorry|word)|than(?:ks|k you) to whoever (?:decided"
    r"|thought|dumped|parked|smashed|left|stole|put|keeps)|so much for\b|no thanks to\b"
    r"|thanks for that council",
    r"(?:brilliant|great|fantastic|marvellous|wonderful|lovely|superb|nice one|well done|good job|excellent"
    r"|bravo|oh good|oh great|oh brilliant),? (?:another|yet another|more|again|to see our council tax"
    r"|so now|council|now we|now i|now the|just what we)\b|slow clap\b|👏.*(?:again|another)",
    r"nice (?:of|one from) (?:the council|you lot|them|whoever) to (?:close|shut|cut|dig|leave|let|take"
    r"|block|cancel|raise|charge)|great to see (?:our|my) (?:council tax|money|taxes)\b|funny how\b"
    r"|couldn't run a\b",
)

HOWEVER = r"(?:but|however|still|unfortunately|though|although|except|only for it)\b"

TROUBLE = either(
    r"(?:is|are|was|were|do|does|did|has|have|had|ca|wo|could|would|should|ai|must|need)n't\b(?! wait\b"
    r"| agree more| thank| fault| complain)|(?:cannot|cant|wont|doesnt|didnt|isnt|hasnt|havent|dont|never"
    r"|nowt|nobody|no one|nae|no been|dinnae|cannae)\b",
    r"not (?:working|good|acceptable|happy|impressed|collected|fixed|emptied|been|right|fair|safe|ok|okay|on"
    r"|the|enough|helpful|appreciating|great|received|a |having|even|one)",
    r"still (?:no|not|waiting|happening|the same|there|broken|out|coming|same|getting|blocked|dark|closed"
    r"|stuck|having|here|full|shows?)\b|no (?:luck|response|reply|difference|sign|bus|lights?|heating|water"
    r"|hot|answer|one|change|bins|collection|parking|pavement|gritting|error)\b|same (?:issue|problem|thing"
    r"|again|old|story|error)\b|(?:again|yet again|once again)[.!]?$|getting worse|once more",
    r"(?:issues?|problems?|errors?|missing|wrong|late|delay\w*|cancel\w*|broken|broke|smashed|overflow\w*"
    r"|missed|potholes?|fly-?\s?tip\w*|rubbish|litter\w*|dog (?:mess|poo|dirt|muck)|disappoint\w*"
    r"|unacceptable|appalling|disgrac\w*|disgust\w*|fed up|sick of|tired of|ridiculous|complain\w*|complaint"
    r"|ignored?|ignoring|frustrat\w*|useless|stuck|dangerous|danger|block\w*|leak\w*|worse|worst|waste"
    r"|wasted|wasting|rude|gave up|shambles|joke|farce|shocking|awful|terrible|horrible|dreadful|filthy"
    r"|stink\w*|smell\w*|vandal\w*|graffiti|flood\w*|dump\w*|rats?|damp|mould|speeding|noise|noisy|racing"
    r"|flying down|crash\w*|accident|near miss|abandoned|overgrown|faded|cracked|collaps\w*|sunk|sinking"
    r"|dark|out again|needs? (?:sorting|fixing|doing|cutting|emptying|repairing|looking at|mending|clearing"
    r"|cleaning|replacing)|killed|hurt|fell|tripped|injured|eyesore|mess|state of|rip off|rip-off|shame"
    r"|shameful|pathetic|hopeless|incompetent|liars?|lies|lied|unsafe|unlit|boarded|ruined?|ruining"
    r"|destroy\w*|nuisance|antisocial|anti-social|drunk|needles|glass|scandal\w*|outrag\w*|worried|nightmare"
    r"|chaos|gridlock\w*|queues?|pouring|unimpressed|poor service|rammed|packed|out of order|clowns?|fail\w*"
    r"|wait(?:ed|ing) (?:for )?(?:\w+ )?(?:\d+|two|three|four|five|six|weeks|months|hours)|(?:rung|rang"
    r"|called|emailed|reported)(?: \w+){0,3} times)\b",
    r"(?:\d+|two|three|four|five|six|several|many) (?:days|weeks|months|years) (?:later|now|on|running|ago"
    r"|in a row)\b",
)

# The trouble is over: thanks at the end of a long story still close it.
SOLVED = (
    r"(?:sorted|resolved|fixed|solved|found (?:it|a|the)|working (?:now|again|at the moment)|works now"
    r"|back on|all (?:is )?(?:well|good)|thanks for|thank you for|will try|i'll try|try that|makes sense"
    r"|cleared|emptied it|they came|came today|anyway)\b"
)

CHEERFUL, CROSS = r"[👍🙏🙌👏]", r"[😡😠🤬😤🙄]|(?<!\w):-?\("
THANKFUL = re.compile(r"than[kx]|cheers|\bta\b|diolch|sorted|fixed|working")

# What turns a statement into "don't you agree": after a comma only, since "is that right" asks.
TAG = (
    r", (?:right|ynte|yntefe|yndê|na fe|don't you think|(?:is|are|was|were|do|does|did|has|have|had|can|could|will|would"
    r"|should)(?:n't)? (?:it|they|you|we|he|she|i|there))$"
)
