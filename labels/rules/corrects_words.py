"""The words by which a member owns up, and those that only look like it."""

from labels.words import one_of

ME = r"(?:i|i've|i have|i'd|i had|we|we've|we have)"
JUST = (
    r"(?: (?:just|clearly|obviously|simply|completely|totally|stupidly|mistakenly|wrongly|inadvertently"
    r"|accidentally|also|really|badly|certainly|quite|absolutely|definitely|may have|might have|must have"
    r"|seem to have|was|only|have|'ve))*"
)
POST = (
    r"(?:post|posts|tweet|tweets|message|update|leaflet|newsletter|thread|graphic|photo|link|statement"
    r"|comment|reply|video|column|article|figure|date|information|info|note|email|e-mail|story|claim|toot"
    r"|caption|map)"
)
WRONG = (
    r"(?:wrong|incorrect|inaccurate|mistaken|misleading|out of date|not right|not correct|not accurate"
    r"|isn't right|wasn't right|isn't correct|wasn't correct|isn't true|wasn't true|false|muddled|mixed up"
    r"|in error|not true)"
)

CORRECTS = one_of(
    r"edit(?:ed)?(?:: | to (?:add|correct|fix|say|change))|strike that\b|ignore that[.,! ]"
    r"|should (?:have )?(?:read|said|say|be) [\w '%£.-]{1,40},? (?:and )?not\b|i (?:meant|mean) (?:to (?:say"
    r"|write|put|type) )?[\w '%£.-]{1,40},? not\b|i (?:got carried away|no longer stand by"
    r"|hadn't (?:realised|checked|read|understood)|was under the impression)\b",
    r"my (?:numbers?|figures?|maths|dates?|facts|sums|memory|geography|timings?|spelling|arithmetic) (?:was"
    r"|were|is|are|failed|let me|didn't|had) ?(?:\w+ ){0,2}?(?:off|out|wrong|down|add up|failed|me|muddled"
    r"|mixed|a mess|old|askew|rusty|incorrect)\b|apologies[,:.!]? (?:that|it|this)(?:'s| was| is| should)\b"
    r"|forgive me,? (?:i|that|for)\b|(?:rightly |quite rightly |been |was |got )(?:pulled up|put right"
    r"|put straight|caught out|picked up) (?:on|by|for|about|over)\b|i (?:must |have to |freely |will "
    r"|do )?(?:admit|confess|concede)(?: that)? (?:i|it was|this was|my|to)\b[^.!?]{0,60}(?:wrong|mistake"
    r"|missed|late|should|forgot|error|unfair|didn't|hadn't|fault)",
    r"egg on (?:my )?face\b|(?:it was|was|that was) (?:\w+ )?(?:wrong|unfair|thoughtless|careless|stupid"
    r"|silly|remiss|lazy) of me\b|i (?:have|'ve)? ?(?:taken|took) (?:the|that|my|this|it) (?:post|tweet"
    r"|message|photo|it)? ?down\b|i said (?:nobody|no one|none|nothing|everyone|everybody|all"
    r"|never)\b[^.!?]{2,80}[.!] (?:in fact|actually|\w+ (?:had|have|did|was|were|has)\b)",
    r"(?:told|gave|sent|quoted|promised|offered|showed|shown|given) (?:\w+ ){1,4}the wrong \w|(?:got|had"
    r"|have) (?:my|our|the) [\w ]{2,40}?(?:mixed up|muddled|confused|back to front|the wrong way round)\b"
    r"|not (?:my|our) (?:finest|best|proudest) (?:hour|moment|day|work)\b",
    r"(?:i|we)(?:'ve| have)? (?:\w+ ){0,5}(?:put|set) (?:something|this|that|it|a few things|one thing"
    r"|the record|things|a couple of things) (?:right|straight)\b|typo(?:s)? (?:alert|in|on|there|earlier"
    r"|sorry|by me|corrected)\b|^typo\b|wrong (?:photo|link|date|time|picture|day|venue|figure|map|number"
    r"|year|school|street|road|place|name|attachment|file)[!.,:-]",
    r"i (?:should never|shouldn't|should not|ought not|oughtn't)(?: to)? have\b|(?:clarification"
    r"|update) (?:on|to|about) my\b|buck stops with me|(?:i was|i've been|i have been|i may have been"
    r"|i think i was) (?:\w+ )?(?:unfair|harsh|hasty|rude|unkind|sharp|naive|ill-informed|short with"
    r"|careless|sloppy|insensitive|clumsy|premature|over the top|badly briefed)\b|(?:on reflection"
    r"|in hindsight|with hindsight|looking back|on second thoughts)[, ][^.!?]{0,60}\bi\b[^.!?]{0,60}(?:wrong"
    r"|should|shouldn't|unfair|mistake|better|differently|harsh|hasty|sorry|regret)|(?:you|they|she|he"
    r"|officers|residents|several of you|many of you|somebody) (?:\w+ ){0,3}(?:right"
    r"|correct)[^.!?]{0,20}[.!,]? (?:and )?(?:i (?:was|am|wasn't) (?:\w+ )?(?:wrong|not|mistaken)|i wasn't"
    r"|my mistake)|that(?:'s| is|) (?:one|what) i (?:got|had) wrong|got that one (?:\w+ )?wrong|i (?:blamed"
    r"|accused|named|credited) [^.!?]{2,60}[.!] (?:it was|that was|they were|in fact|actually|wrongly)",
    rf"(?:{ME}|i was|we were|i am|i'm){JUST} (?:was |were |been )?(?:wrong|mistaken|misinformed|misled"
    rf"|in error|at fault|incorrect|too hasty|too quick|over-?hasty|out of order)(?! (?:footed|if))\b",
    rf"(?:{ME}){JUST} (?:got|get|had) (?:this|that|it|the|my|one|some|something|those|our|a"
    rf"|an)(?: [\w'%£&,-]+){{0,7}}? (?:wrong|muddled|mixed up|confused|backwards|the wrong way|out of date"
    rf"|back to front|in a muddle|a bit wrong)\b",
    rf"(?:{ME}){JUST} (?:made|make) (?:an?|the|my|some|several) (?:\w+ )?(?:mistake|error|slip|blunder"
    rf"|howler|boo-?boo|typo|hash|mess)s?\b|(?:{ME}){JUST} (?:mis(?:read|spoke|quoted|counted|remembered"
    rf"|heard|understood|calculated|typed|stated|took|represented|judged|spelt|spelled|led|labelled|reported"
    rf"|named)|slipped up|messed up|goofed|mucked up|cocked up|slipp?ed|jumped the gun|spoke too soon"
    rf"|spoke in haste|posted too soon|posted in haste|overstated|understated|exaggerated|transposed"
    rf"|mixed up|muddled|confused|conflated|forgot to (?:mention|check|say|credit|add|include)"
    rf"|failed to (?:check|mention|credit|declare|say)|gave (?:you |out )?the wrong|posted the wrong"
    rf"|shared the wrong|quoted the wrong|put the wrong|used the wrong|typed the wrong|wrote the wrong"
    rf"|named the wrong|tagged the wrong|linked the wrong|sent the wrong|said the wrong|tweeted the wrong"
    rf"|had the wrong|called the wrong|listed the wrong)\b",
    r"(?:(?:a|an|quick|small|important|urgent|minor|slight|big|public) )?(?:correction|corrections|erratum"
    r"|corrected(?=[:])|clarification and apology)(?: to (?:my|our|yesterday's|the|an earlier"
    r"|last))?(?:[:\-,. ]|$)(?! (?:centre|officer|facility|fluid))",
    r"my (?:mistake|bad|error|fault|apologies|blunder|typo|slip|sincere apologies|sincerest apologies|maths"
    r"|oversight)\b(?! if you)|(?:error|mistake|fault|blame|slip|oversight) (?:is|was|were|lies|entirely"
    r"|all) (?:entirely |all |completely |wholly |with |purely )?(?:mine|me|on me|my own)\b|mea culpa\b"
    r"|entirely my fault\b|that(?:'s| is| was|s) (?:on me|my (?:fault|error|mistake|doing))\b"
    r"|i hold my hands? up\b|hands? up,? (?:i|we|that|this|my)\b|(?:i'll |i |we )?(?:take|accept) (?:full "
    r"|the |all )?(?:responsibility|blame)\b(?= for (?:the (?:error|mistake|mix|confusion|wrong)|that|this"
    r"|my|it|getting)|[.!,]|$)",
    r"(?:i|we) (?:(?:do|must|should|want to|would like to|wish to|really|sincerely|fully|can only|need to"
    r"|have to|unreservedly|also|wholeheartedly) )*apologi[sz]e (?:for (?:the|my|our|any|what|that|this"
    r"|getting|saying|posting|sharing|giving|not|having|misleading|suggesting|how|yesterday|missing|it)|if"
    r"|to|unreservedly|sincerely|profusely|and|that|wholeheartedly)\b(?! (?:inconvenience|advance|disruption"
    r"|any inconvenience|delay caused))|(?:an|my|our|full|sincere|unreserved|public) apolog(?:y"
    r"|ies)\b[^.!?]{0,20}\b(?:from me|from us|to|for|are due|is due|i|is owed)\b"
    r"|i owe (?:\w+ ){1,5}an apology\b|apologies[,:]? (?:(?:to|for) (?:\w+ ){0,5}?(?:my|the (?:error|mistake"
    r"|confusion|wrong|mix|typo|incorrect|earlier|muddle|misinformation|duff|date|slip|misunderstanding)"
    r"|getting|giving|posting|saying|not|misleading|mixing|sharing|wrong|earlier|missing|any confusion)"
    r"|all,? (?:i|wrong|my)|folks|wrong|i (?:got|was|had|have|posted|said|gave|mis|should)|that should"
    r"|it should|it's|it is|the (?:link|date|time|correct))",
    r"(?:sorry|soz|oops|whoops|oh dear|ah|d'oh|doh|yikes),?(?: \w+,| folks,?| all,?| everyone,?| everybody,?"
    r"| again,?)? (?:[-–:.]+ ?)?(?:about (?:that|the (?:wrong|mix|confusion|error|mistake|typo|muddle))"
    r"|for (?:the|my|any|that|this|our) (?:\w+ )?(?:mistake|error|confusion|mix-?up|typo|wrong"
    r"|misinformation|misunderstanding|incorrect|muddle|earlier|duff|slip|oversight|mislead\w*|delay in|slow"
    r"|late|delayed)|for (?:getting|giving|posting|saying|misleading|mixing|sharing|not (?:replying|checking"
    r"|answering|saying|being|making|getting|mentioning|crediting)|having|what i|taking so long|my)|i (?:got"
    r"|said|gave|posted|missed|was wrong|had|meant|misread|misspoke|made|should have|put|wrote|tagged|shared"
    r"|forgot|messed|told|quoted|didn't (?:reply|check|answer|credit|mention))|wrong|that should|that was"
    r"|that's wrong|it should|typo|my (?:last|earlier|mistake|fault|previous|post|tweet|typo)|the (?:date"
    r"|time|link|last|earlier|correct|figure|meeting is|right|previous|venue|address)|it's actually|bad"
    r"|incorrect|duff|autocorrect)\b",
    r"(?:oops|whoops|d'oh)\b[^?]{0,80}\b(?:wrong|meant|should (?:be|have|say|read)|correct|actually|typo|not"
    r"|mistake|right (?:one|link|date|time))\b|i stand corrected\b|i've been (?:corrected|put right"
    r"|put straight|set straight)\b|i (?:stand|am|was) (?:rightly |quite rightly |happy to be )?(?:corrected"
    r"|put right|set straight)\b|humble pie\b|eat(?:ing)? my (?:words|hat)\b|egg on my face\b",
    rf"(?:my|our) (?:earlier|previous|last|original|first|recent|latest|own|morning|yesterday's|\w+day's|old"
    rf"|initial) (?:\w+ )?{POST}\b[^.!?]{{0,80}}\b(?:{WRONG}|deleted|removed|error|mistake|typo"
    rf"|should (?:have|be|read|say)|corrected|gave the wrong|said|had the wrong|taken down|misled|contained"
    rf"|withdrawn)\b|(?:earlier|previous|last|yesterday's|this morning's"
    rf"|my) {POST}s?\b[^.!?]{{0,60}}\b(?:{WRONG}|should (?:have|be|read|say)|contained an error"
    rf"|had (?:an error|a mistake|a typo|the wrong))",
    rf"(?:i've|i have|i|we've|we have|have|just|now) (?:now |just |since |therefore |also )?(?:deleted"
    rf"|removed|taken down|withdrawn|pulled|corrected|amended|edited|updated|retracted|fixed|took down"
    rf"|replaced) (?:the|my|an|our|that|this|it|yesterday's|that)(?: \w+){{0,3}} ?(?:{POST}|it|one|error"
    rf"|typo|version|map)\b(?=[^.!?]*\b(?:as|because|since|which|due|after|wrong|error|mistake|incorrect"
    rf"|date|misleading|inaccurate|to (?:show|say|correct|reflect|fix)|sorry|apolog\w+|that|with)\b"
    rf"|[.!?] (?:it|the|i|sorry|my|apolog\w+|that)\b)",
    r"(?:scrap|ignore|disregard|(?<!don't )(?<!not )(?<!never )forget|strike|please ignore"
    r"|please disregard) (?:what i|my (?:last|earlier|previous|post|tweet|message|comment|first|original"
    r"|date)|that last|the (?:last|earlier|previous|date|time|link) (?:post|tweet|message|i|in my|from|one)"
    r"|that,? (?:i|it|the|my)|that[.!-] ?(?:i|it|the|my)|yesterday's (?:post|message|tweet)|the post)",
    r"i (?:should(?: have|'ve)|ought to have|could have|needed to have) (?:(?:first|also|really|of course"
    r"|just) )?(?:checked|said|asked|known|read|made|been|listened|consulted|replied|declared|credited"
    r"|mentioned|looked|double|thought|waited|spoken|told|explained|written|put|realised|verified|answered"
    r"|acted|responded|included)\b",
    r"thank(?:s| you)(?: \w+){0,6} (?:for|who) (?:the correction|(?:pointing|pointed) (?:this|that|it|out|me"
    r"|my)|(?:correcting|corrected) (?:me|my|that|this)|(?:spotting|spotted) (?:my|the|that|this|it)"
    r"|putting me (?:right|straight)|put me (?:right|straight)|setting me (?:right|straight)|set me (?:right"
    r"|straight)|keeping me (?:right|honest)|flagging (?:my|the (?:error|mistake))|letting me know (?:i"
    r"|that i|the link))\b",
    r"(?:i|we) (?:said|told (?:you|residents|people|everyone|them|a resident|\w+)|posted|wrote|claimed"
    r"|stated|tweeted|announced|promised|implied|suggested|reported|quoted)\b[^?]{3,160}?\b(?:(?:that|this"
    r"|it|which|the \w+|what i said|they|and i) (?:was|were|is|turns out(?: to be)?|turned out(?: to be)?"
    r"|are|has turned out|isn't|wasn't|is not|was not|actually) (?:\w+ )?(?:wrong|incorrect|not|n't"
    r"|inaccurate|untrue|false|mistaken|misleading|out of date|right|true|correct|the case)|(?:it's|it is"
    r"|it was|that should|should have (?:said|been|read)|should be|should read|it should) (?:actually"
    r"|in fact|really|be|have|say|read|said|been)\b|(?:i was|we were) (?:wrong|mistaken)|in fact it"
    r"|actually it|my mistake|my fault|my error|sorry)\b",
    r"what i (?:posted|said|wrote|shared|tweeted|told|claimed|reported)\b[^.!?]{0,80}\b(?:isn't|wasn't"
    r"|is not|was not|is|was|turns? out) (?:\w+ )?(?:right|correct|true|accurate|wrong|incorrect|out of date"
    r"|inaccurate|misleading|nonsense|rubbish|the case|not)\b|(?:turns out|it turns out|it seems"
    r"|i now (?:know|see|understand|accept|realise)|i (?:accept|realise|recognise|admit|concede"
    r"|confess))\b[^.!?]{0,40}\bi (?:had|was|got|have|misread|made|should|didn't|mis\w+|jumped|spoke|wasn't"
    r"|am)\b[^.!?]{0,40}\b(?:wrong|muddled|mistaken|mistake|error|confused|mixed|misread|mis\w+|backwards"
    r"|incorrect|too soon|gun|right|better|fault|sooner|checked|unfair|harsh)\b",
    r"(?:wrong|incorrect|broken|duff|old|bad) (?:link|date|time|photo|venue|figure|day|address|map|number"
    r"|year|room|month|name) (?:in|earlier|yesterday|on my|before|given|from me|posted|last|this morning"
    r"|sorry|i|above|previously)\b|(?:error|mistake|typo|slip|misprint) (?:in|on|of) (?:my"
    r"|our) (?:\w+ )?(?:\w+ )?(?:post|posts|newsletter|leaflet|tweet|column|last|earlier|report|figures"
    r"|email|message|blog|video|thread|speech|letter|maths|part)\b|i (?:didn't|did not|failed to|wasn't"
    r"|haven't) (?:\w+ )?(?:check|listen|consult|reply|declare|ask|credit|get (?:this|that|it) right"
    r"|do enough|handle|get everything right|read)\b[^.!?]{0,60}(?:[.!,] ?(?:lesson|sorry|that|my|i |and )"
    r"|sorry\b|properly|and i should|first)|lesson learn(?:ed|t)\b|i (?:take|took) (?:it|that|this) back\b"
    r"|i (?:withdraw|retract) (?:that|my|the|what)|i regret (?:my|what|saying|posting|the (?:tone|way|words"
    r"|error)|that i|how i|not)|i (?:have )?changed my mind\b[^.!?]{0,40}\bwrong\b",
    r"to set the record straight\b[^.!?]{0,60}\bi\b|put (?:the record|that|this|it) (?:straight"
    r"|right)\b[^.!?]{0,30}\b(?:i|my)\b|i need to (?:correct|put right|own up|apologise|clarify|set|amend"
    r"|take back)|let me correct (?:myself|that|what|my|the)|(?:correcting|correct) (?:myself|my (?:post"
    r"|earlier|own|last|previous|tweet|figures?))|(?:i|we) (?:must|should|need to|want to"
    r"|have to) correct (?:\w+ )?(?:what|my|a|an|the|something|that|myself|this)\b(?! (?:council|government"
    r"|leader))|i own (?:that|this|it)\b|owning up\b|fair cop\b|confession\b[^.!?]{0,40}\bi\b",
    r"mae'?n (?:wir )?ddrwg (?:iawn )?(?:gen|gyda|'da) (?:i|fi|ni)\b(?! (?:glywed|am eich colled|am y golled"
    r"|dros|clywed))|nghamgymeriad|camgymeriad\b[^.!?]{0,30}\b(?:gen i|gennyf|fi|i)\b|cywiriad\b|(?:fi|i"
    r"|mi)(?: \w+){0,3} (?:oedd|yn|wedi bod yn) (?:anghywir|gamgymryd)|(?:roeddwn|ro'n|o'n|oeddwn|on) i(?:'n"
    r"| yn) anghywir|ymddiheur\w*\b(?=[^.!?]{0,60}\b(?:am|i|os|gen|fy|anghywir|camgymeriad|gamgymeriad)\b)"
    r"|(?:dyddiad|amser|linc|lleoliad|ffigwr|wybodaeth|neges|dolen|enw|llun)(?: \w+){0,2} anghywir"
    r"|gamgymeriad (?:gen|oedd|ar fy|yn fy)|ar fai\b|fy mai i\b|wnes i (?:gamgymeriad|gam|gamddeall"
    r"|gamddarllen)|(?:gam|cam)(?:ddeall|ddarllen|gymryd)\w* i\b|anwybyddwch (?:fy|y (?:neges|post))"
    r"|fe ddylwn i fod wedi|dylwn i fod wedi|diolch am (?:fy nghywiro|gywiro|dynnu sylw)",
)

NOT_CORRECTS = one_of(
    r"apologi[sz]e(?:s)? (?:for (?:the|any|all the) )(?:\w+ )?(?:delays?|delayed|trouble|inconvenience"
    r"|stress|frustration|disruption|noise|wait)",
    r"\b(?:sorry|apologi[sz]e|apologies|sad)\b[^.!?]{0,25}\b(?:your loss|inconvenience|disruption|to hear"
    r"|to see|you feel|if you are (?:late|affected)|for your|loss of|in advance|passing|that you|but (?:i"
    r"|we) (?:can't|cannot|won't))\b",
    r"\bif (?:i am|i'm|i was|i were|we are|we're|i have|i've) (?:\w+ )?(?:wrong|mistaken|made|got)\b|\b(?:i"
    r"|we) (?:was|were|am|have|wasn't|weren't)(?: not|n't| never)(?: \w+)? (?:wrong|mistaken|incorrect"
    r"|apologi\w+)\b|\bno apolog(?:y|ies)\b|\bmake no apolog\w+|\bwon't apologi[sz]e|\bnot apologi[sz]\w+"
    r"|\bunapologetic\w*|\bi told you so\b|\bprove me wrong\b|\bproved? (?:them|him|her|me right)\b"
    r"|\bcorrect me if\b|\btell me (?:i'm|i am|if i'm|if i am) wrong\b|\bi (?:apologi[sz]e"
    r"|make no) (?:to (?:no one|nobody)|for nothing)\b|\bwhat (?:did|have) (?:i|we) (?:do|done|get"
    r"|got) wrong\b|\bwhere (?:did )?(?:i|we) (?:went|go|went) wrong\b",
    r"\bpolitically (?:in)?correct\b|\b(?:they|he|she|minister|leader|government|council|opposition|tories"
    r"|labour|officers) (?:\w+ ){0,3}(?:admit|should admit|must admit|refuse\w*|won't|never|need to|should"
    r"|must) [^.!?]{0,60}(?:mistake|wrong|apolog\w+|error)s?",
    r"\bsomebody (?:has )?deleted|\b(?:i|we) (?:got|had|have) (?:the|a|my) wrong (?:end|side|bus|bin)\b"
    r"|\bthe wrong (?:bin|bins|priorities|decision|side|direction|place|kind|way round the)\b",
)
