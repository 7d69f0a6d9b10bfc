"""The words by which a post names a source, thanks or praises, and those that only look like it."""

from labels.words import one_of

HANDLED = r"[@＠]\w[\w.@-]{0,60}"
# Any word may be a name (case never decides), but these never are.
NAMELESS = (
    r"(?:the|a|an|and|or|but|to|of|in|on|at|by|for|from|with|as|is|are|was|were|be|been|it|its|this|that"
    r"|these|those|there|here|then|than|so|if|when|while|what|who|how|why|where|which|i|me|my|mine|we|us|our"
    r"|ours|you|your|yours|u|he|she|they|them|their|his|her|him|not|no|yes|all|any|some|each|every|both|more"
    r"|most|less|much|many|few|one|two|three|next|last|first|monday|tuesday|wednesday|thursday|friday"
    r"|saturday|sunday|january|february|march|april|may|june|july|august|september|october|november|december"
    r"|today|tomorrow|yesterday|tonight|now|noon|midnight|midday|morning|afternoon|evening|week|month|year"
    r"|scratch|home|time|reading|voting|nothing|something|everything|anything|having|being|doing|such|other"
    r"|new|old|good|bad|just|only|also|even|still|about|up|out|down|off|over|under|again|back|public|people"
    r"|work|keeping|getting|making|will|can|could|would|should|do|does|did|has|have|had|get|got|go|going"
    r"|come|coming|patience|bearing|waiting|further|later|early|late|little|lots|lot|very|too|until|before"
    r"|after|during|because|since|between|through|without|within|fact|using|way|part|place|end|contact"
    r"|concern|around|along|across|far|example|order|general|particular|advance|a\d+|\d[\w:.%]*)"
)
NAME = rf"(?!{NAMELESS}(?![\w'-]))[^\W\d_][\w'&.-]{{0,40}}"
# A cheap look ahead, since asking of every word whether it could be a name is dear.
DOES = (
    r"(?=[\w'&.-]{2,40} (?:[\w'&.-]{2,40} )?(?:is|are|was|were|from|at|of|points|puts|says|writes|wrote"
    r"|explains|reports) )"
)
NAMED = rf"(?:{HANDLED}|(?:the |our |my |your |local )?{NAME})"
WHO = (
    r"(?:volunteers?|staff|teams?|crews?|officers?|residents|neighbours|pupils|students|children|kids"
    r"|teachers?|nurses?|carers?|workers|drivers?|police|firefighters|fire service|paramedics|responders"
    r"|organisers|group|groups|club|school|schools|church|community|friends|contractors|gritters"
    r"|street cleaners?|cleaners?|lollipop (?:lady|man)|rangers?|wardens?|gardeners|scouts|guides|cubs"
    r"|brownies|cadets|choir|band|year \d+|everyone (?:who|at|involved|from)|everybody (?:who|at|involved)"
    r"|all (?:who|those|the|involved|at)|those who|colleagues?|councillors?|cllrs?|librarians?|library|youth"
    r"|women|men|lads|girls|ladies|folk|people (?:who|at|of)|artists?|coach\w*|charity|charities|business\w*"
    r"|traders|landlord|farmers?|engineers?|apprentices|postie|postman|posties|caretaker|foster \w+|families"
    r"|parents|trustees|foodbank|food bank|gardening|litter pickers|pickers|winners?|partners|donors"
    r"|sponsors|helpers|players|side|squad|cast|performers|dancers|chaplain|vicar|doctors?|gp|surgery"
    r"|hospital|reporters?|journalists?|bin men|binmen)"
)
WORK = (
    r"(?:article|piece|thread|blog|blog post|report|write-up|writeup|column|interview|story|feature|research"
    r"|study|analysis|video|film|podcast|documentary|book|coverage|map|guide|explainer|summary|post|poem"
    r"|letter|photo|photos|picture|pictures|pics|image|images|survey|data|figures|graphic|artwork|mural"
    r"|exhibition|investigation|editorial|reporting|speech|presentation|talk|idea|suggestion|work|effort"
    r"|efforts|job|initiative|project|campaign|display|performance|show|event|reading|read)"
)

SOURCE = one_of(
    rf"(?:spot on|well said|well put|wise words|love this|loving this|more|this|superb|brilliant|excellent"
    rf"|important|powerful|great stuff|good stuff|good point|great point|bravo),? (?:from|by) (?:{HANDLED}"
    rf"|the {NAME})|(?:well said|well put|spot on|hear hear),? {HANDLED}|{HANDLED} (?:nails|nailed|puts|sums"
    rf"|makes|spells|lays)\b",
    r"(?:couldn't|can't|could not) (?:have )?(?:put|say|said) it better\b|source: ?\w|(?:full|whole"
    r"|original) (?:story|report|article|piece|interview|thread) (?:in|from|by|at) (?:the )?\w+"
    r"|first (?:raised|reported|suggested|spotted|shared|posted|proposed) (?:\w+ )?by\b|originally (?:posted"
    r"|shared|written|published) (?:by|in)\b",
    r"(?:done|did|doing|do|does) (?:all )?the (?:hard yards|heavy lifting|legwork|hard graft|donkey work"
    r"|real work|hard work)\b(?! of government)|shoulders of\b|(?:real|true|unsung) (?:heroes?|stars?"
    r"|champions?) (?:is|are|was|were|of)\b|(?:real|hard|actual) (?:work|graft) (?:was|is"
    r"|has been) (?:all )?(?:done )?by\b",
    r"(?:reposting|sharing|passing on|borrowing|repeating|retweeting|forwarding|re-?posting|copying) (?:this"
    r"|these|it|that|words|news|advice|a message|a post|an appeal|some \w+|the \w+)(?: \w+)? (?:from|by"
    r"|via)\b|(?:learned|learnt|heard|stolen|got|know|borrowed) (?:\w+ ){0,4}(?:from|off) (?:the |my "
    r"|our )?(?:mr|mrs|ms|miss|dr|cllr|councillor|colleague|neighbour|friend|resident)",
    rf"(?:quoting|paraphrasing|echoing|to quote|in the words of|reposting|re-?sharing) (?:the |my |our "
    rf"|from )?(?:\w+ of )?{NAMED}|(?:sharing|passing on|borrowing|recommend|recommending|enjoyed|loved"
    rf"|loving|see|read|reading|watch)(?: [\w-]+){{0,3}} \w[\w-]*'s (?:\w+ ){{0,2}}{WORK}\b",
    rf"(?:this|the|that|a|an) (?:\w+ )?(?:article|piece|thread|blog|write-up|column|interview|feature"
    rf"|research|study|analysis|podcast|documentary|investigation|editorial|explainer)(?: \w+)? (?:in|by"
    rf"|from|on|with) (?:the )?{NAMED}",
    r"from (?:the |our |my )?(?:\w+ )?(?:people|team|folk|friends|gang|crew|volunteers|lads|ladies"
    r"|staff) (?:at|of|from|behind)\b|(?:erthygl|adroddiad|blog|darn|fideo|llun|lluniau|gwaith|ymchwil"
    r"|syniad)(?: \w+){0,2} gan \w",
    rf"via (?:{HANDLED}|{NAME}(?![\w']))(?! (?:street|road|lane|avenue|bridge|way|drive|hill|close)\b)",
    r"(?:h/t|hat ?tip|ht (?=@)|hats? off)\b|credit (?:to|for (?:this|the|it)|goes|must go|where|belongs"
    r"|is due)|all credit\b|courtesy of\b|with permission (?:of|from)\b",
    rf"(?!video:|film:|map:|words:)(?:photos?|pictures?|pics?|images?|words|video|film|footage|artwork"
    rf"|illustration|map|graphic|design|poem|llun|lluniau)(?: ?\(c\)| ?©|(?: taken| kindly supplied"
    rf"| supplied| shared| provided)? ?(?:by|from|gan)|:| credit:?|/) ?{NAMED}",
    rf"(?:article|report|reporting|story|piece|research|analysis|study|figures|data|blog|column|survey"
    rf"|findings|work|evidence|written|produced|compiled|published|made|drawn|painted|designed|organised"
    rf"|hosted|run|led|created|built|put together|arranged|planned|set up|sponsored|started|founded|curated"
    rf"|filmed|donated|taken|given|suggested|spotted|captured|snapped|shared|sent in|sent|flagged|reported"
    rf"|loaned|lent|cooked|sewn|recommended|nominated|researched|knitted|planted|baked|restored|uncovered"
    rf"|proposed|supported|delivered) (?:by|from|in|at|gan) {NAMED}",
    rf"(?:from|by|according to|quoting|to quote|as|in the words of|per|source:?|read|watch|follow|here's"
    rf"|here is|check out|listen to|hear|thread from) ?(?:from |out )?(?:the |my |our )?(?:wonderful "
    rf"|brilliant |great |colleague |friend )?{HANDLED}",
    rf"(?:great|good|excellent|brilliant|superb|fantastic|lovely|important|interesting|powerful|thoughtful"
    rf"|must-read|must read|useful|fascinating|wonderful|moving|worth|super|terrific|helpful|clear|sobering"
    rf"|honest|thorough|nice|cracking) (?:and \w+ )?(?:\w+ )?{WORK}(?: \w+){{0,2}}? (?:by|from|in|at|on|of"
    rf"|with) {NAMED}",
    rf"{HANDLED}(?:'s|’s) \w+|w/ ?{HANDLED}|(?:celebrating|alongside|together with|working with"
    rf"|partnership with|thanks|joined by|teamed up with|with help from|with support from|the help of"
    rf"|the support of|in association with) (?:the )?{HANDLED}",
    rf"^[.\"“]*{HANDLED} (?:has|have|had|is|are|was|will|completed|won|made|did|does|do|runs?|ran|raised"
    rf"|organised|collected|launched|opened|held|hosted|showed|put|built|led|shared|explains?|explained"
    rf"|writes?|reports?|said|says|delivered|cleared|helped|planted|created|kept|point)\b",
    rf"(?:according to|as reported (?:by|in)|as seen in|as featured in|first reported (?:by|in)"
    rf"|reported (?:by|in)|quoted in|published (?:by|in)|based on (?:\w+ ){{0,4}}(?:by|from)|(?:writes"
    rf"|argues|explains)|taken from|borrowed from|copied from|adapted from|stolen from|nicked from"
    rf"|pinched from|lifted from|inspired by|learned from|learnt from|following"
    rf"|following in the footsteps of|words of) (?:(?:a|an|the|this|new|recent"
    rf"|excellent) )*{NAMED}(?! (?:street|road|lane|avenue)\b)",
    rf"as {NAMED}(?: [\w'-]+){{0,6}} (?:points? out|says?|said|notes?|noted|puts? it|argues?|shows?|showed"
    rf"|reports?|reported|writes?|wrote|explains?|explained|found|told|reminds?)\b"
    rf"|{DOES}{NAME} (?:points out|puts it (?:well|better|best)|says it (?:better|best|all)|writes|wrote"
    rf"|explains|reports that)\b",
    r"(?:this|the|that|my|our|whole|original|clever|lovely|great) (?:\w+ )?(?:idea|suggestion|thread|photo"
    r"|picture|plan|research|work|line|phrase|quote|tip) (?:came|comes|is|was|belongs|originated|started"
    r"|borrowed|stolen|pinched|nicked) (?:from|by|to|with|in|all) ",
    r"(?:pinched|nicked|stole|stolen|borrowed|copied|borrowing|stealing|pinching|copying|lifted|poached"
    r"|shamelessly \w+|learned|learnt|inspired|adapted) (?:this |the |an |it |that |these |straight "
    r"|shamelessly |all |with pride )*(?:idea |words |line |plan |approach |photo |one |tip )?(?:from|by"
    r"|off) ",
    rf"(?:words|idea|ideas|work|photo|research) (?:borrowed|stolen|by|courtesy|from) {NAMED}|(?:words"
    rf"|wise words|advice|tip|tips|reminder|thread|photo|picture|reflections|insight) (?:from"
    rf"|by) (?:the )?{NAMED}",
    r"(?:bbc|itv|guardian|times|herald|gazette|echo|advertiser|chronicle|post|mail|express|argus|courier"
    r"|observer|telegraph|evening \w+|journal|news|star|mercury|independent|s4c|golwg|cymro)(?:'s|’s) ",
)

SHARED = r"(?<!\w)(?:rt|mt):? ?[@＠]\w+|\" ?- ?[@＠]?\w+|📸:? ?\S+"

PRAISE = one_of(
    rf"how lucky (?:are we|we are)\b|lucky to have\b|(?:it was|it's|that was) (?:\w+ ){{1,5}}who (?:first"
    rf"|really|actually|told|showed|raised|spotted|started|thought|suggested|found|made|did|got)\b"
    rf"|(?:{WHO})(?: (?:of|at|from|in) (?:[\w'-]+ ){{1,4}})? ?(?:painted|made|built|planted|baked|cooked"
    rf"|knitted|cleared|organised|raised|collected|designed|wrote|drew|decorated|donated|rescued|fed|dug"
    rf"|sang|cleaned) ",
    rf"{DOES}{NAME} (?:from|at|of) (?:the |our )?{NAME} (?:gave|made|painted|built|cooked|fed|raised"
    rf"|organised|collected|donated|helped|rescued|cleared|planted|spotted|found|fixed|saved|baked|started"
    rf"|runs|ran)\b",
    r"(?:another|a|an absolute|a real|a proper) (?:gem|cracker|beauty|belter|classic|triumph|masterclass"
    r"|masterpiece|corker) (?:from|by)\b|the (?:idea|graft|work|hard work|vision|plan|design|words|photos?"
    r"|credit|glory|legwork) (?:was |were |is |are )?(?:all |entirely |mostly )?(?:\w+'s|belongs? to"
    r"|came from|goes to|theirs|hers|his)\b",
    r"(?:congratulations|congrats|well done|kudos|shout-?\s?out|hats off|applause|bravo|cheers|thanks"
    r"|thank you|bow|respect|tribute|medal|bouquets?|praise|gratitude|pat on the back|cap"
    r"|hat)(?: \w+){0,2} (?:to|for) (?!me\b|myself|follow|read|watch|vot|your patience|you (?:for|all)\b"
    r"|the (?:vote|messages|birthday|support))\w+",
    r"what an? (?:\w+ )?(?:job|effort|shift|team|achievement|performance|crew|star|hero|legend)\b|(?:doff"
    r"|tip|raise)\w* (?:of |my |our |a )*(?:the |my |our )?(?:cap|hat)|three cheers|did (?:this|it|that"
    r"|the (?:digging|hard|work|donkey|heavy|legwork|rest|real|planting|painting|baking|cooking"
    r"|thinking))\b(?! myself)|(?:thought of|came up with|started|suggested) (?:this|it|that|the idea)\b"
    r"|(?:got|receive[sd]?|won|awarded|presented with|collected|given) (?:her|his|their|a|an"
    r"|the) (?:\w+ )?(?:medal|award|certificate|bem|mbe|obe|prize|title|trophy|long service)",
    rf"(?=[\w'&.-]{{2,40}} (?:has|have) )(?:{NAME}"
    rf"|{WHO})(?<!council)(?<!government)(?<!labour)(?<!party)(?<!cabinet)(?<!tories)(?<!administration) "
    rf"(?:has|have) (?:\w+ )?(?:run|served|volunteered|led|coached|taught|given|raised|organised"
    rf"|looked after|kept|mapped|built|created|made|produced|put together|cleared|planted|transformed"
    rf"|restored|collected|fed|knitted|painted|cooked|won)\b",
    rf"(?:thanks|thank you|thankyou|thx|cheers|grateful|gratitude|indebted|kudos|congratulations|congrats"
    rf"|well done|shout-?\s?out|props (?=to)|respect (?=to)|bravo|hats off|chapeau|applause|full marks"
    rf"|top marks|gold star|salute|hurrah|hooray|round of applause|big up|bouquets|tribute (?=to)"
    rf"|tributes (?=to)|appreciation|well deserved|good on)[,!:]?(?: so much| very much| again| all| also"
    rf"| and \w+| too| massively| hugely| go| goes| must go| is due| as ever| as always| today| tonight"
    rf"| indeed| for| in particular| especially| out)*[,!:]? (?:to |for |from |on |at |of |the |all |a |an "
    rf"|our |my |your |every |each |everyone |everybody |local |those |you |must |again |goes |go "
    rf"|particularly |especially |brilliant |fantastic |amazing |wonderful |fabulous |hard-?working "
    rf"|dedicated |lovely |superb |great |incredible |young |tireless |and |very |\d+ |many |whole |two "
    rf"|three )*(?:{HANDLED}|{NAME}|{WHO}\b)",
    r"thank(?:s| you)(?: so much| very much| all)?,? for (?:your|the|all your|being|organising|having"
    r"|hosting|inviting|showing|helping|sharing|coming|giving|everything|keeping|turning|joining|clearing"
    r"|doing|a|an|making|raising|looking|pointing|such|arranging|letting|welcoming|all you|all the|all that"
    r"|putting)(?! (?:patience|vote|votes|trust in me|support at the|bearing|understanding|reading|dogs?"
    r"|questions?|views|comments|feedback|messages|confidence|faith))\b",
    rf"(?:fantastic|great|brilliant|superb|amazing|wonderful|excellent|incredible|outstanding|terrific"
    rf"|sterling|hard|tireless|good|cracking|lovely|impressive|heroic|magnificent|super|top|first-class"
    rf"|stunning|inspiring|sensational|marvellous|phenomenal) (?:work|effort|efforts|job|stuff|initiative"
    rf"|achievement|result|turnout|display|performance|show|event|support|organisation|result|win|dedication"
    rf"|contribution|teamwork|service|team effort|shift)s?(?: \w+){{0,3}}? ?(?:by|from|of|,|to|at"
    rf"|is being done by|being done by|has been done by|all round from) (?:the |all |our |my |everyone "
    rf"|those |a |local )*(?:\w+ )?(?:{HANDLED}|{NAME}|{WHO}\b)",
    rf"(?:proud|in awe|fan|admire|admiration|grateful|appreciative|thankful|impressed|inspired|blown away"
    rf"|moved|bowled over|delighted|chuffed|pleased|happy|made up|lucky to have)(?: (?:of|by|for)|(?<=have)"
    rf"|(?<=mire)|(?<=to)) (?:the |all |our |my |these |this |those |everyone |such |how |what |a |an "
    rf"|local |young |brilliant |amazing |wonderful |hard-?working |incredible |\w+ )?(?:{HANDLED}|{NAME}"
    rf"|{WHO}\b)",
    r"(?:none of (?:this|it|that) (?:would|could)|(?:this|it|that) (?:would|could)(?: not"
    r"|n't) have (?:happened|been possible)|(?:would not|wouldn't|couldn't|could not) have (?:happened"
    r"|been possible|been done|got|managed|done|gone)(?: \w+){0,4}) .{0,60}?\b(?:without|if not for|but for"
    r"|were it not for)\b",
    rf"(?:was|were|is|are|it's|that's|this is|that was|this was) (?:all |entirely |largely |mostly |really "
    rf"|very much |totally )?(?:{NAME}(?:'s|’s)|their|his|her|the (?:volunteers|residents|officers|team"
    rf"|staff|pupils|children|school|community|group)(?:'s|'|’|’s)?) (?:doing|idea|work|achievement"
    rf"|hard work|efforts?|vision|handiwork|success|win|credit|labour of love|project)\b",
    r"take a bow\b|(?:deserves?|deserving|earned|worked|gave up|given up|put in|fully deserve"
    r"|richly deserve)\b[^.!?]{0,25}\b(?:credit|thanks|praise|medal|applause|recognition|every bit|award"
    r"|all the|pat on the back|round of|so hard|tirelessly|weekend|saturday|sunday|evening|hours|shout)\b",
    rf"(?:all down to|down to the|thanks to|owe(?:s|d)? (?:it|this|so much|a lot|a great deal|a debt"
    rf"|everything|much|a huge)[\w ]{{0,12}} to|owing to|made possible by|possible because of"
    rf"|due entirely to|testament to|tribute to|because of the|with thanks to|with the help of"
    rf"|with help from|with support from|led by|the brainchild of|brainchild of|on behalf of) (?:the |all "
    rf"|our |my |those |everyone |some |a |an |hard |generous |brilliant |dedicated |wonderful |amazing "
    rf"|tireless |kind |work of |efforts of |great |fantastic |local |\w+ )?(?:\w+ )?(?:{HANDLED}|{NAME}"
    rf"|{WHO}\b)",
    rf"(?:{HANDLED}|{WHO})(?: [\w'-]+){{0,6}} (?:did|have done|has done|do|does|doing|are doing|is doing"
    rf"|pulled off|put on|managed|worked|achieved|produced|gave up|gives up|give up|deserve|deserves"
    rf"|spent (?:their|the|his|her|all)|made it (?:all )?happen|made (?:it|this|today) (?:all )?possible"
    rf"|were (?:brilliant|amazing|superb|fantastic|wonderful|incredible|outstanding|magnificent|fabulous"
    rf"|out (?:at|in|all|until|early|again))|was (?:brilliant|amazing|superb|wonderful|incredible)"
    rf"|have been (?:brilliant|amazing|superb|wonderful|incredible|fantastic|outstanding)|are (?:heroes"
    rf"|legends|stars|amazing|brilliant|wonderful|incredible|fantastic|the best|a credit|an inspiration"
    rf"|absolute)|is (?:a hero|a star|a legend|a credit|an inspiration|a treasure|amazing|brilliant"
    rf"|retiring)) ?(?:(?:a|an|all|the|such|so|their|more|absolutely|it) )?(?:\w+ )?(?:brilliant|great"
    rf"|fantastic|amazing|superb|wonderful|incredible|job|work|tirelessly|hard|wonders|proud"
    rf"|themselves proud|so much|hours|evening|saturday|sunday|weekend|morning|it|bit|credit|thanks|praise"
    rf"|medal|award|heroes|legends|stars|best|inspiration|treasure|after|again|retiring|possible|happen"
    rf"|night|evenings|saturdays|sundays|weekends|out)?\b",
    rf"{DOES}{NAME}(?: {NAME})? (?:is|are|was|were) (?:a|an|absolute|absolutely|total|the|such a|our"
    rf"|such an) (?:\w+ )?(?:hero|heroes|star|stars|legend|legends|treasure|inspiration|gem|marvel"
    rf"|credit to)\b",
    rf"(?:diolch|diolchiadau)(?: o (?:waelod )?(?:fy |ein )?(?:calon|galon)| yn fawr(?: iawn)?| arbennig"
    rf"| mawr| enfawr)?(?: (?:i|i'r|i'n|i’r|i’n|at|am)\b| \w+ (?:i|i'r)\b)(?! (?:bleidleisio|ddarllen"
    rf"|bawb a bleidleisiodd|am eich amynedd))|llongyfarch\w*|da iawn,? (?:\w+ )?(?:i |i'r |staff|chi|pawb"
    rf"|bawb|t[iî]m|ysgol|blant|plant|{NAME})|gwaith (?:gwych|da|ardderchog|arbennig|anhygoel|caled) (?:gan"
    rf"|y|t[iî]m|i|yr)|clod i|(?:gan|trwy|drwy|yn ôl) @\w+|het i ffwrdd|balch (?:iawn )?o|teyrnged",
)

NOT_CREDITS = one_of(
    r"thanks,? as ever,? (?:go|to) (?:to )?no|(?:is|are|be|was) run (?:from|by|in|at) the\b",
    r"(?:grateful|thankful|thanks?) (?:you )?for (?:your|the|all your|all the) (?:trust|votes?|support"
    r"|messages|patience|feedback|confidence|understanding|interest|questions)"
    r"|thank you,? (?:and )?good\s?(?:night|bye|evening|morning)",
    r"thank(?:s| you)[^.!?]{0,20} for (?:having me|the (?:birthday|kind|lovely|nice|messages|support|votes?"
    r"|birthday messages)|inviting me to vote)|congratulations to me\b|(?:credit|thanks) to me\b"
    r"|respect to (?:the|our) (?:law|rules)|thank you to (?:everyone|all|everybody) (?:who )?(?:for )?(?:vot"
    r"|read|follow)\w*",
    r"(?:universal|tax|pension|council tax|carbon) credits?\b|credit (?:union|card|rating|score|note"
    r"|crunch)\b|in credit\b|rt if\b",
    r"thank(?:s| you)(?: so much| very much)?,? (?:to |for )?(?:everyone |everybody |all |all of you "
    r"|those )?(?:who |for )?(?:voting|voted|reading|following|your patience|your votes?|your trust|bearing"
    r"|listening|watching|in advance|trusting|electing|elected|re-elected|reelecting|your understanding"
    r"|your questions|your support at|getting in touch)\b",
    r"thanks in advance\b|thanks,? but no\b|no thanks\b|not? thanks to\b|no credit to\b"
    r"|thanks? for nothing\b|thanks to (?:the |this |a |an |our |my |his |her |their |years of |tory "
    r"|labour |another |local )*(?:government|cuts|minister|chancellor|tories|failure|mismanagement"
    r"|incompetence|brexit|weather|rain|storm|snow|ice|grant|funding|budget|money|delay|inflation|roadworks"
    r"|\d|£)\b",
    r"work by (?:the )?(?:contractors|engineers|utility|gas|water|western|openreach|highways)\b"
    r"|respect (?:for|the|your|our|each) (?:law|rules|speed|residents|environment|countryside|others"
    r"|wildlife|parking|decision|result)\b",
    r"thanks? (?:you )?for (?:your |the )?(?:patience|support in the election|votes?|views|comments|feedback"
    r"|messages)\b",
)
