"""The words by which a member invites residents to respond, and those that only look like it."""

from labels.words import one_of

VIEWS = (
    r"(?:views?|thoughts|ideas?|opinions?|questions|stories|story|photos?|pictures|pics|feedback|comments?"
    r"|suggestions?|experiences?|priorities|input|memories|concerns|preferences?|nominations|tips"
    r"|recommendations|examples|answers|reports?|choice|favourites?|proposals|wish ?list|two penn'orth|say"
    r"|take)"
)
YOU = (
    r"(?:you|u|yous|residents|everyone|folks|people|parents|anyone|anybody|local people|locals|neighbours"
    r"|businesses|young people|all of you|you all)"
)
TELL = (
    r"(?:tell|let|message|email|e-mail|write to|drop|dm|text|ring|call|contact|comment|reply|show|send|give"
    r"|get in touch with)"
)

INVITES = one_of(
    r"what (?:do|did|would|does|should|might|could) (?:you|u|residents|people|everyone|folks|your"
    r"|local people)\b(?! (?:call|get|expect if))",
    r"what(?:'s| is| are|'re| were|s) (?:your|everyone's|people's) (?:\w+ )?(?:view|views|thoughts?|ideas?"
    r"|opinions?|priorit\w+|favou?rites?|plans|take|experience\w*|memor\w+|choice|preference|answer"
    r"|suggestion\w*|biggest|top|number one|one|message|wish|hopes?|concerns?|worst|best|feeling\w*"
    r"|question\w*|street|tip|verdict)\b",
    r"(?:how|where|which|when|what|who|why)\b(?: [\w'-]+){0,8} (?:would|do|should|could|might|did"
    r"|can) (?:you|u|residents|we all)\b(?! know\b| get\b| call\b| trust\b| fix\b| say no"
    r"| explain\b)(?=[^.!?]{0,120}(?:\?|like|prefer|choose|pick|want|see|use|go|think|feel|put|spend|change"
    r"|travel|improve|vote|rate|cope|name|$))",
    r"do (?:you|u|residents) (?:think|agree|support|prefer|have (?:any|a|an)|want|feel|use|like|remember"
    r"|live|own|walk|cycle|drive|travel|run|know (?:anyone|somebody|a|of)|know someone)\b[^.!?]{0,160}(?:\?"
    r"|[.!] (?:tell|let|message|email|drop|comment|reply|get in touch))",
    r"have (?:you|u|residents) (?:been|had|got|seen|noticed|any|a|used|experienced|felt|tried"
    r"|ever)\b[^.!?]{0,120}\?(?=[^?]{0,120}\b(?:tell|let (?:me|us) know|message|email|drop|comment|reply"
    r"|share|get in touch|hear)\b)",
    r"(?:let|tell) (?:me|us|your councillors?|the council)(?: all)?(?: know)?,? (?:what|if|how|your|which"
    r"|where|why|who|whether|about|in the|below|here|by|before|on|and|via|at the|of|when|below)\b(?! (?:they"
    r"|he|she|the minister|it would))",
    rf"(?:share|send|email|e-mail|submit|leave|give|post|add|drop|bring|pop|put|write|send in|get|have|log"
    rf"|text|tweet|message|comment|reply with|comment with)(?: (?:me|us|in|along|them|the council"
    rf"|your councillors?))?(?: with)?,? (?:all |any |some of )?(?:your|ur|any|yer) (?:own |best |local "
    rf"|brilliant |honest |\w+ )?{VIEWS}\b",
    rf"(?:your|any) (?:\w+ )?{VIEWS}(?: and \w+)? (?:(?:are |is )?(?:welcome|matters?|counts?|wanted|needed"
    rf"|please|count|invited|by|below|in the comments)|\?)",
    r"(?:want|love|like|keen|need|eager|interested|hope|hoping|looking forward|look forward|great|good"
    r"|help\w*|interesting|useful|happy|pleased|delighted|important) (?:to )?(?:hear|hearing|know|listen"
    r"|understand|find out|see|learn)(?:ing)? (?:\w+ )?(?:from (?:you|residents|people|anyone|everyone"
    r"|as many|parents|local|those|all|young|businesses|carers|tenants|families)|your|what (?:you|residents"
    r"|people)|how (?:you|residents|people)|where (?:you|residents|people)|if you|whether you"
    r"|which (?:\w+ )?you|(?:more )?(?:about )?your)\b",
    rf"(?:value|appreciate|welcome|seek|seeking|gather|gathering|collect|collecting|after|need|want"
    rf"|looking for|inviting|invite|request|ask for|asking for|asking|open to|ready for|interested in"
    rf"|crowdsourcing) (?:\w+ )?(?:your|residents'?|any|people's|local|community|everyone's|more|some|public"
    rf"|new|as many|examples|{YOU}(?: \w+){{0,4}} for)(?: \w+)? ?(?:{VIEWS}|ideas|examples)\b",
    r"(?:asking|ask|inviting|invite|urge|encourage|encouraging) (?:everyone|residents|people|you|parents"
    r"|locals|anyone|all residents|tenants|neighbours)(?: [\w']+){0,5} (?:for|to share|to tell|to give"
    r"|to take|to comment|to respond|to have|to send|what|which|how|where|whether)\b",
    r"have (?:your|a) say\b|having your say\b|any (?:thoughts|suggestions|ideas|views|questions|comments"
    r"|feedback|volunteers to tell)(?:\?| on\b| for\b| about\b| please\b|,? (?:let|drop|send|tell|pop|get"
    r"|message|email))",
    r"ask me (?:anything|about|your)|(?:i'm|i am|we're) all ears|over to you|your (?:turn|call"
    r"|chance) to (?:decide|choose|pick|say|have|shape|tell|vote|help|influence|comment|ask)|you (?:decide"
    r"|choose|tell me|tell us|be the judge)\b",
    r"help (?:(?:me|us|the council|councillors) )?(?:to )?(?:(?:build|write|make|get"
    r"|put) [\w ]{0,30})?(?:decide|choose|shape|name|pick|plan|design|find a name|understand|get this right"
    r"|prioriti[sz]e)\b",
    r"(?:take|complete|fill in|fill out|respond to|answer|do|try|submit|join in|take part in|contribute to"
    r"|comment on|reply to) (?:\w+ ){0,5}(?:survey|consultation|poll|questionnaire|engagement|proposals?"
    r"|application)\b",
    r"(?:consultation|survey|poll|questionnaire|call for (?:ideas|evidence"
    r"|views))(?: [\w'&-]+){0,8} (?:is (?:now )?(?:open|live)|opens|closes|runs until|ends|open (?:until|now"
    r"|till)|live until|now open|closing|open for|remains open)\b",
    r"listening (?:session|event|exercise|tour)|listen to your\b|submit (?:your )?questions|questions (?:for"
    r"|to) (?:the|our) [\w ]{2,40}\?|put your questions?|send (?:me|us|in) (?:your )?questions",
    r"question (?:for|to) (?:\w+ ){0,3}(?:walkers|drivers|residents|parents|you|cyclists|owners|everyone"
    r"|traders|neighbours|commuters|users|tenants|families|folk|people|followers|those|businesses|locals"
    r"|gardeners)",
    r"(?:comment|vote|reply|answer|tell me|post|respond|thoughts|suggestions|ideas|replies|answers|views"
    r"|choose|pick|write|drop them|drop it|pop them|pop it|leave (?:it|them|a comment)) (?:below"
    r"|in the (?:comments|replies|chat)|underneath|under this post|a or b|with a (?:yes|no|number|photo"
    r"|picture|pic|road|street)|yes or no|with the (?:worst|best|name|street|road|location|\w+)|here\b)",
    r"(?:come along|come|pop in|drop in|drop by|pop by|join (?:me|us)|call in|meet me|see me"
    r"|swing by)\b[^.!?]{0,80}\b(?:and|to) (?:tell (?:us|me)|have your say|share your|give your|say what"
    r"|let (?:me|us) know|bring your|bring along your|ask (?:me|us|your|questions)|put your|discuss your"
    r"|raise)|bring (?:your|along your) (?:ideas|questions|views|concerns|issues|suggestions)",
    r"(?:if you (?:could|had|were)\b[^.!?]{3,120}(?:what|where|which|how|who)\b)|(?:would|should"
    r"|could) (?:you|we|i|the council|it)\b[^.!?]{3,120}\?(?=[^?]{0,60}\b(?:tell|let (?:me|us) know|thoughts"
    r"|views|comments?|reply|vote|yes or no|below)\b)",
    r"what(?:'s| is|s) (?:missing|worrying you|on your mind|bothering you|stopping you|working|not working"
    r"|good about|great about|it like|one thing)\b|what (?:one thing|would (?:make|help|improve|bring|get"
    r"|encourage|persuade|stop|be)|matters (?:most )?to you|needs|makes you|worries you|puts you|stops you"
    r"|should (?:we|i|the council|go|happen|be|our|come))\b",
    r"(?:got|have) (?:a|an|any|some) (?:view|idea|ideas|opinion|suggestion|question|questions|story|concern"
    r"|favourite|thought|thoughts|better idea|preference|strong view|name|memory|issue you"
    r"|bright idea)s?(?: \w+)*?(?: on| about| for|\?|,| you| to)|(?:which|what) (?:one )?(?:of (?:these"
    r"|the)(?: \w+){0,3}|option|design|colour|name|road|street|logo|site|route|bus|park|bench|one) (?:would"
    r"|do|should|gets|is|are|works|needs|has|will|wins|for)\b[^.!]{0,80}(?:you|your|best|worst|favourite"
    r"|vote|first|better|\?)",
    r"(?:want|need|like|love|wish) to (?:know|hear|understand|learn|find out) (?:\w+ )?(?:where|what|how"
    r"|which|whether|if|why) (?:residents|people|you|local|tenants|parents|the community|families|folk"
    r"|businesses|everyone)\b",
    r"(?:i'm|i am|we're|we are|am|now) (?:collecting|gathering|compiling|looking for|after|seeking"
    r"|putting together|making|keeping|building) (?:a list|a map|examples|evidence|ideas|views|stories|your"
    r"|names|experiences|suggestions|feedback|nominations|photos|local|people's|residents')|(?:message|email"
    r"|dm|contact|tell|text|write to|drop) (?:me|us)(?: a line| a note| a message| an email)? (?:with|about"
    r"|on|if) (?:your|any|what|how|where|you have|anything|examples|ideas|suggestions|thoughts|views)",
    r"(?:where|what|which|who|how|when) (?:\w+ )?should (?:we|i|the|our|a|this|it|that)\b[^.!?]{0,100}\?",
    r"(?:reply|replies|comment|answer|answers|text|message|email|dm|write|post) (?:with|in) (?:a|one|two"
    r"|three|your|just|the|no more)\b|(?:honest|short|quick|polite|all|any|your|sensible|silly) (?:answers"
    r"|replies|opinions|reactions|suggestions)(?: please| welcome| below|$)|(?:the )?best (?:one|answer"
    r"|suggestion|idea|name|reply|entry|caption)(?: in the \w+)? (?:wins|gets|will)|(?:shout|reply|comment"
    r"|message me|wave|like|react|say) if (?:there|you|your)\b|(?:like|heart|react to|tick|vote for|pick"
    r"|choose|circle|rank) the (?:one|ones|photo|picture|design)\b|(?:give|send|bring|tell|show|text) (?:me"
    r"|us) (?:your|one|two|three|a word|the (?:one|best|worst|name|names)|some|any|what|where|all)\b"
    r"|my (?:inbox|dms|door|messages) (?:is|are) open\b|what would (?:yours|you|your)|(?:working|going|been"
    r"|look|feel|sound|is it|seem|coping|getting on)[\w ]{0,20} (?:for|to|with|at) you\?|(?:matters|matter"
    r"|bothers?|worries|annoys?|hurts|counts|needs) (?:the )?most\b|(?:open|out) (?:for|to) (?:comments?"
    r"|views|ideas|suggestions|your|public|consultation|responses|objections|feedback)\b|how (?:you|they"
    r"|people) (?:got on|get on|find it|found it|feel|felt|are finding)\b|(?:i'd|we'd|i would"
    r"|we would) (?:rather|sooner|love to|like to|really like to) (?:hear|know|see|ask"
    r"|read)\b(?! the (?:minister|government))|tell me i'm wrong|your (?:memories|grumbles|gripes"
    r"|bright ideas|moans|verdict|two pence|tuppence|worst|best)\b|(?:how|what) (?:is|are|was|were) (?:the"
    r"|your|it|this) [^.!?]{2,60} (?:for you|near you|on your|in your|where you)\b",
    r"(?:how|where|which|what|who|when)\b(?: [\w'-]+){0,6} would (?:you|(?:that|this|it|they) \w+ you)\b"
    r"|(?:straw|quick|snap|little|fun|unscientific|twitter|online) poll\b|(?:pull it apart|pick holes"
    r"|tear it|be (?:brutal|honest|blunt|frank)|don't hold back|tell it straight)|(?:anything|anyone"
    r"|anywhere|something|someone) (?:else )?(?:you|you'd|you've|we|we've|i|i've|i'm) (?:\w+ )?(?:add|change"
    r"|like|want|missed|think|miss|missing|suggest|raise|know|forgotten)\b|what (?:goes|comes) (?:at|first"
    r"|in|on|next)\b|minutes? of your (?:time|day)|i'm listening\b|i am listening\b|your (?:ward|town"
    r"|village|street|park|estate), your\b|(?:how|what|where) (?:does|do|did|is|are|has"
    r"|have) [^.!?]{2,60} (?:affect|affected|work for|suit|mean for|mean to|look to|feel to|helped|treat"
    r"|treated|changed) (?:you|your)\b",
    r"who (?:should|would you|do you|deserves|gets your|is your|has been your|are your)\b[^.!]{0,100}"
    r"|name (?:the|our|that) \w+(?: \w+){0,3} (?:competition|contest)|nominate (?:a|an|your|someone|somebody"
    r"|the)|nominations (?:are )?(?:open|please|for|welcome)|what have i missed|what did i miss"
    r"|am i missing (?:any|some)thing|where have i got|have i (?:missed|forgotten)\b|agree or disagree"
    r"|yes or no|yay or nay|for or against|thumbs up or|hands up (?:if|who)|a or b\b|tell me (?:i'm wrong"
    r"|more)|your (?:thoughts|views|ideas|opinions|comments) (?:on|about)(?: [\w'&-]+){1,6},? please(?! \w)",
    r"(?:thoughts|views|ideas|opinions|suggestions|feedback|comments|reactions)(?:\?| please| welcome"
    r"| below| anyone| in the comments| by \w+ ?day)",
)

PEOPLE = (
    r"(?:parents|mums?|dads?|grandparents|tenants|renters|residents|neighbours|walkers|cyclists|drivers"
    r"|motorists|commuters|folks|folk|everyone|everybody|carers|students|pupils|traders|shopkeepers"
    r"|gardeners|runners|owners|families|pensioners|young people|teenagers|teens|businesses"
    r"|allotment holders|leaseholders|homeowners|passengers|swimmers|teachers|workers|villagers|users"
    r"|people (?:of|in|at|on) [\w ]{2,30}|you lot|friends|all)"
)
ANSWER = (
    r"(?:tell (?:me|us)|let (?:me|us) (?:know|hear|have)|message me|drop me"
    r"|(?<!his )(?<!her )(?<!the )(?<!their )reply|comment(?:s)? (?:below|with)|your (?:answers|thoughts"
    r"|views)|(?:i'd|we'd|i would) (?:love|like|welcome|be keen|be interested)|answers? (?:below|please|on)"
    r"|(?:replies|answers|views) below|i'm (?:gathering|collecting|listening|asking|keen)|we're (?:gathering"
    r"|collecting|listening|asking|keen)|i want to (?:hear|know)|have a think|discuss|thoughts)"
)
WAYS = one_of(
    rf"{VIEWS} (?:(?:are|is|very|most|always|all) )*(?:wanted|sought|needed|invited|welcome|welcomed"
    rf"|requested)\b|(?:i'd|we'd|i would|we would|would) (?:really |also |very much )?(?:welcome|appreciate"
    rf"|value|love|like) (?:\w+ ){{0,2}}?{VIEWS}\b|(?:grateful|thankful) for (?:any |all |your "
    rf"|some )?{VIEWS}\b",
    r"(?:keen|eager|interested|curious|would love|i'd love|we'd love|like|want) to (?:hear) (?:how|what"
    r"|whether|if|where|which|about|of any|of|any|more about)\b|(?:wondering|curious|interested"
    r"|intrigued) (?:to know )?(?:what|how|whether|if|where|which) (?:people|you|residents|everyone|folk"
    r"|others|locals|anyone|parents)\b|what am i missing\b",
    r"(?:come (?:and )?(?:quiz|grill|ask|question|challenge|lobby|collar)|bend my ear|collar me"
    r"|buttonhole me)\b|you tell (?:me|us)\b|vote (?:below|here|in the (?:poll|comments|replies))\b|poll:"
    r"|(?:does|do|can|has|have|did|would) (?:anyone|anybody|any of you|someone)\b",
    r"anyone (?:else )?(?:notice|noticed|know|remember|got|have|use|using|seen|near|having|affected"
    r"|struggling|tried)\b",
    r"(?:convince|persuade|correct|surprise|challenge|lobby|grill|quiz) me\b|(?:show|teach"
    r"|remind) me\b[.!,]?(?: (?:what|where|how|your)|$|[.!])|(?:photos?|pictures?|answers|replies|ideas"
    r"|views|suggestions|postcards?|entries) (?:to|in) (?:my|the|our)\b|say what (?:you|u)\b|pick (?:the|a"
    r"|your|one)\b|(?:is|are) up to you\b|hear(?:ing)? from (?:[\w-]+ ){0,2}(?:owners|users|parents|tenants"
    r"|drivers|cyclists|traders|neighbours|carers|walkers|people|anyone|everyone|both|either|all|you)\b"
    r"|let me know[.!]*$|let me know(?= (?:below|by|before|in|here|and|soon))",
    r"(?:last|final|your|one more|a|another|the) chance to (?:\w+ )?(?:comment|respond|object|shape"
    r"|influence|feed in|take part|contribute|tell|say|reply|vote (?:on|for))\b",
    r"(?:post|share|show|send|upload|tag|submit|add)(?: (?:me|us))?(?: in)? (?:a|an|your|any|the best|old"
    r"|some) (?:\w+ )?(?:photos?|pictures?|pics?|videos?|snaps?|memory|memories|story|stories|view"
    r"|suggestion|idea|comment)\b",
    r"show of hands|raise your hand",
    r"(?:i'm|we're|i am|we are|am|currently|busy) (?:gathering|collecting|compiling|logging|listing)\b"
    r"|(?:welcome|appreciate|read|want|value|like|love) (?:every|any|all|all your|more"
    r"|each) (?:\w+ )?(?:comments?|views?|ideas?|suggestions?|repl(?:y|ies)|responses?|opinions?|thoughts?"
    r"|answers?|feedback)\b",
)
# These need their question mark, and are looked for only where there is one.
PUT = one_of(
    r"(?:ideas|suggestions|thoughts|views|opinions|names|nominations|recommendations) (?:for|on|about"
    r"|of) [^.!?]{2,80}\?",
    r"should (?:we|i|the council|our|this|these|dogs|cars|parking|residents)\b[^.!?]{3,100}\?",
    r"(?:keep|scrap|stay|go|yes|stick|twist|save|spend|sell|fix|move|leave|more|fewer|less|open|close|early"
    r"|late|left|right|red|blue|green|love|hate|for|free)\b[\w' ]{0,20} or [\w' ]{2,24}\?",
    rf"{PEOPLE}(?: (?:of|in|at|on|near) [\w' ]{{2,30}})?[,:] (?:what|how|where|which|when|who|has|have|do"
    rf"|does|is|are|did|would|will|should|can|could|why)\b[^.!?]{{3,160}}\?",
    r"if (?!that|this|it's|it is)[^.!?]{3,80}, (?:which|what|where|who|how|when|would"
    r"|should)\b[^.!?]{3,100}\?|(?:which|what) (?:\w+ ){1,4}(?:would|should|could|needs|deserves|hurts?"
    r"|matters) [^.!?]{2,100}\?",
    r"who (?:wants|would like|would prefer|fancies|thinks|agrees|remembers|uses|here|among you|reckons"
    r"|prefers|supports)\b[^.!]{2,100}\?",
    r"[\w' ]{2,30}, [^.!?]{2,40} or [^.!?]{2,30}\?",
)
# A question, and then "tell me below".
BEGGING = r"(?:need|want|looking|interested|fancy|struggling|any problems)\b"
# A question put to "you", unless it only leads on to something to read, join or vote for.
TO_YOU = one_of(
    r"(?:what|which|how|where|when|do|does|have|has|are|is|would|will|should|did|could"
    r"|can)\b[^.!?]{0,100}\b(?:you|your|yours)\b[^.!?]{4,60}\?",
)
BAIT = one_of(
    r"(?:did you know|what (?:have|has|did) the \w+ (?:done|ever)|are you (?:ready|watching|registered"
    r"|eligible|coming|aware|free|entitled|missing|paying|joining|going|prepared|kidding|serious|struggling"
    r"|looking|up for|plotting|following)|have you (?:registered|voted|heard|got your|booked|signed|claimed"
    r"|checked|renewed|seen|read|had your|met|applied|joined|thought)|do you (?:know|want|need|fancy|qualify"
    r"|wish|recogni[sz]e|believe|remember to|get)|would you like to|would you (?:believe|credit)"
    r"|can you (?:spot|help|believe|guess|spare|imagine|afford|volunteer|give|foster)|could you (?:be|foster"
    r"|help|spare|volunteer)|will you (?:join|be|help|vote|sign)|is your|are your|did you (?:receive|get|see"
    r"|catch|miss|watch|hear|vote|know)|when did you last|how (?:can|could|do) you (?:trust|help|get|claim"
    r"|apply|justify|sleep)|what (?:can|could) you|where (?:can|do) you (?:get|vote|find|go)|how are you\b"
    r"|what are you waiting)",
)

NOT_INVITES = one_of(
    r"(?:not asking|don't bother|don't want|not interested)[^.!?]{0,25}(?:views|opinions|thoughts|comments)",
    r"(?:survey|consultation|poll) (?:is|has) (?:now )?closed|(?:not|won't) (?:be )?(?:filling|completing)",
    r"(?:new|latest|recent|another|the) (?:\w+ )?poll (?:shows|finds|says|puts|suggests|in the)|polling"
    r"|opinion polls?\b|exit poll",
    r"thank(?:s| you)(?: \w+){0,6} (?:for|who)(?: \w+){0,6} (?:views?|questions?|comments?|ideas|feedback"
    r"|thoughts|suggestions|survey|consultation|opinions|say|stories|input|say)\b",
    r"i will weigh in|directions for how to comment|i asked (?:you|them|officers?|the)\b",
    r"(?:your|the|all|these|those|residents'|many) (?:views?|comments|ideas|feedback|responses|suggestions"
    r"|questions) (?:will|were|have|has|was|had|helped|made|went|are being|are now|has been)\b",
    r"(?:results?|findings|outcome|responses?|analysis) (?:of|from|to) (?:the|our|my|this|last)\b|(?:survey"
    r"|consultation|poll) (?:results|closed|has closed|is now closed|shows?|showed|found|finds|responses"
    r"|ended|report)",
    r"^did you know|\bdid you know\b|\brt if\b|(?:and|&) (?:rt|retweet)\b|\bretweet if\b|\bshare if\b"
    r"|\bfind out (?:&|and) rt\b",
    r"(?:asked|told|tell) (?:me|us) what they|what they think|how (?:can|could|do) (?:you|we|anyone|they"
    r"|people|residents) (?:trust|explain|justify|believe|defend|possibly)|want to know how your|what (?:do"
    r"|does) (?:the|this) \w+ (?:do|mean)",
    r"(?:leader|minister|chancellor|prime minister|opposition|government|tories|labour|mp"
    r"|mayor)[^.!?]{0,60}what do you (?:say|think you)|do you (?:want|like|need) (?:to|some|help|a chance"
    r"|more|free)\b|do you have what it takes|have you (?:registered|voted|heard|got your|booked|signed"
    r"|claimed|checked|renewed)",
    r"when did you last|how do you solve|what happens when|do you know (?:what|that|how much|about"
    r"|the difference|your)|(?:who|what) do you think you|where do you (?:vote|stand on it, minister)"
    r"|i'll take (?:your )?questions|no (?:further )?questions|answer your questions$",
)
