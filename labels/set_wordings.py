"""Wordings that every council uses, in English and Welsh: who writes them copies nobody.

What is here is common property; a sentence that one council made up is not.
"""

import re

from labels.notice_words import LAW, NOTICES, PLANNING
from labels.verse_words import VERSES
from labels.words import one_of

COURTESY = (
    (
        r"(?:we |the council |i )?(?:would like to )?apologi[sz]es? (?:in advance )?for (?:any|the) (?:\w+ "
        r"){0,3}inconvenience(?: (?:this|it|these works) (?:may|might|will|has|have) (?:cause|caused)(?: you)?)?"
    ),
    r"sorry for any inconvenience(?: (?:this|it) (?:may|might) cause(?: you)?)?",
    (
        r"(?:and )?(?:we )?thank(?: you|s)?(?: to)? (?:everyone |residents |all )?(?:in advance )?for "
        r"(?:your|their) (?:continued |ongoing )?(?:patience|understanding|cooperation|co-operation|"
        r"support)(?: and (?:patience|understanding|cooperation|co-operation|support))?"
    ),
    (
        r"for (?:more|further) (?:information|details|advice)(?:,? (?:please )?(?:visit|see|go "
        r"to|contact|call|ring|email))?(?: (?:our|the council's) (?:website|web site|page))?"
    ),
    (
        r"(?:please )?(?:visit|see) (?:our|the council's|the) website(?: for (?:more|further|full) "
        r"(?:information|details))?"
    ),
    (
        r"if you (?:have any questions|would like (?:any )?(?:more|further) information|need (?:any "
        r")?(?:more|further) (?:help|information|advice))(?:,? (?:please )?(?:contact|call|ring|email|get in "
        r"touch))?"
    ),
    r"please do not hesitate to (?:contact (?:me|us)|get in touch)",
    (
        r"(?:we are|the council is) (?:committed to equality|an equal opportunit(?:y|ies) employer)(?: and "
        r"diversity)?"
    ),
    (
        r"applications (?:are (?:particularly )?(?:welcome|encouraged) )?from [^.;!?\n]{0,90}?(?:are "
        r")?(?:particularly |especially |also )?(?:welcomed?|encouraged)"
    ),
    r"(?:all|any) (?:views|comments|feedback) (?:are|is) (?:very )?welcome",
    r"terms and conditions apply",
    r"while stocks last",
    r"all (?:are )?welcome",
    r"no need to book(?:,? just turn up)?",
    r"refreshments (?:will be )?(?:provided|available|served)",
    (
        r"(?:places|spaces|numbers|tickets) are (?:strictly )?limited(?:,? so (?:please )?book "
        r"(?:early|soon|now))?"
    ),
    r"(?:advance )?booking is (?:essential|required|recommended|not required)",
    r"(?:on a )?first come,? first served(?: basis)?",
    (
        r"(?:no appointment (?:is )?(?:necessary|needed|required)|no need to make an appointment)(?:,? just "
        r"(?:drop in|turn up|come along))?"
    ),
    (
        r"(?:all )?(?:children|under[- ]\w+s)(?: under (?:the age of )?\w+)? must be accompanied by an? "
        r"(?:responsible )?adult"
    ),
    (
        r"(?:please )?(?:like and )?share (?:this )?(?:post )?(?:with|far and wide)(?: "
        r"(?:anyone|anybody|friends|family)[^.;!?\n]{0,50})?"
    ),
    (
        r"anyone with (?:any )?information (?:is asked to|should|can|is urged to) "
        r"(?:call|contact|ring)[^.;!?\n]{0,80}"
    ),
    (
        r"(?:or |alternatively,? )?(?:call|contact|ring|speak to) (?:the independent charity "
        r")?crimestoppers,?(?: anonymously)?"
    ),
    (
        r"if you (?:require|need|would like) this (?:document|information|leaflet) in (?:another|a "
        r"different|an alternative)[^.;!?\n]{0,60}"
    ),
    (
        r"(?:the )?(?:successful (?:candidate|applicant)|this (?:post|role))s? (?:is|will be)? ?(?:subject "
        r"to|required to have) an? (?:satisfactory |enhanced )*(?:dbs|disclosure and barring(?: service)?)(?: "
        r"check)?"
    ),
    r"(?:the council |we )?(?:is|are) committed to safeguarding and promoting the welfare of [^.;!?\n]{0,110}",
    r"we reserve the right to [^.;!?\n]{0,50}",
    (
        r"(?:the )?(?:closing date|deadline) for (?:all )?(?:applications|entries|nominations|comments|"
        r"responses) is"
    ),
    (
        r"if you (?:have|need|want|would like) [^.;!?\n]{0,60}?(?:please )?(?:get in touch|let me know|do get "
        r"in touch|contact me)"
    ),
    (
        r"(?:i |we )?(?:would like to )?wish(?:ing)? (?:you all|everyone|everybody|all (?:our|my) "
        r"residents|all) (?:in \w+ )?an? (?:\w+ ){1,3}(?:christmas|easter|diwali|eid|new "
        r"year|ramadan|hanukkah|vaisakhi)(?: and an? (?:\w+ ){1,4}new year)?"
    ),
    r"(?:merry|happy) christmas and a (?:very )?happy (?:and (?:\w+ ){1,2})?new year(?: to (?:you )?all)?",
    r"(?:eid mubarak|happy \w+) to (?:all|everyone|everybody|all those)(?: who (?:is|are)?)? ?(?:celebrat\w+)?",
    (
        r"(?:we (?:are|were) |i (?:am|was) )?(?:deeply |very |so )?(?:saddened|sad|sorry) to (?:hear|learn) "
        r"of the (?:sad )?(?:death|passing|loss) of"
    ),
    (
        r"(?:our|my) (?:deepest |sincere |heartfelt )?(?:condolences|sympathies|thoughts)[^.;!?\n]{0,20}(?:to|"
        r"with) (?:his|her|their|all) (?:family|friends)(?:,? (?:and|friends|family|colleagues|loved ones))*"
    ),
    (
        r"(?:a )?(?:huge|big|massive|special) thank(?:s| you) to (?:everyone|everybody|all) who (?:\w+ "
        r"){0,4}(?:came|supported|helped|attended|took part|made it)"
    ),
    (
        r"(?:it|it's|it is) (?:was |has been )?(?:a|an) (?:real |great |huge )*(?:pleasure|honour|privilege) "
        r"to (?:have been elected|represent|serve|meet|attend|be)"
    ),
    (
        r"(?:if you see (?:something|anything|anyone)[^.;!?\n]{0,40},? )?(?:always )?(?:call|ring|dial) 999 "
        r"in an emergency"
    ),
    r"in an emergency,? (?:always )?(?:call|ring|dial) 999",
    (
        r"my thoughts (?:and prayers )?are with (?:\w+ ){0,3}(?:family|families|loved ones)(?: and (?:\w+ "
        r")?(?:friends|loved ones))?(?: at this (?:\w+ )?(?:difficult|sad|terrible) time)?"
    ),
)
MEETINGS = (
    (
        r"(?:members of )?the public (?:and (?:the )?press )?(?:are|is) (?:very )?(?:welcome|invited|able) to "
        r"attend(?: (?:all|this|the|our) (?:\w+ ){0,2}meetings?)?(?: (?:or watch )?(?:in "
        r"person|online|live|the webcast)(?: (?:or|and) (?:watch )?(?:in person|online|live|the webcast))*)?"
    ),
    r"(?:members of )the public are welcome to attend in person or watch online",
    (
        r"(?:the )?(?:full )?(?:agendas?|papers?|minutes|reports?)(?:,? "
        r"(?:and|pack|papers?|reports?|minutes))* (?:can (?:now )?be|are|is) "
        r"(?:viewed|found|read|seen|available|published|inspected)(?: to (?:view|read))?(?: on(?: the)? "
        r"(?:our|council's|council)? ?website| online)?"
    ),
    (
        r"(?:please (?:be aware|note) that )?(?:filming|the meeting|this meeting)(?: and photography)? "
        r"(?:will|may) (?:take place|be (?:filmed|recorded|webcast|broadcast|streamed))(?: "
        r"(?:at|during|live)[^.;!?\n]{0,30})?"
    ),
    (
        r"(?:will be )?(?:webcast|streamed|broadcast) live(?: on (?:our|the council's) (?:website|youtube "
        r"channel))?"
    ),
    (
        r"declared an? (?:disclosable )?(?:pecuniary |personal |prejudicial |non-pecuniary )?interest(?: in "
        r"[^.;!?\n]{0,40})?(?:,? and (?:left the (?:room|meeting)|took no part in the "
        r"(?:discussion|debate|vote)(?: or (?:the )?vot(?:e|ing))?))*"
    ),
    r"(?:it was )?proposed by (?:cllr|councillor) [^.;!?\n]{0,40}seconded by (?:cllr|councillor)",
    r"(?:approved|granted|refused) (?:planning permission )?subject to (?:conditions|a section)[^.;!?\n]{0,60}",
    (
        r"(?:be )?delegated to the (?:head|director|chief)[^.;!?\n]{0,60}in consultation with the "
        r"(?:chair|leader|cabinet member|portfolio holder)\w*"
    ),
    r"apologies for absence",
    r"declarations of interests?",
    r"to consider (?:any|such) (?:other )?urgent business",
    r"exclusion of (?:the )?press and (?:the )?public",
)
WELSH = (
    (
        r"(?:rydym|mae'r cyngor) yn ymddiheuro am unrhyw anghyfleustra(?: (?:a|y) "
        r"(?:gall|achosir|allai)[^.;!?\n]{0,30})?"
    ),
    (
        r"(?:ymddiheurwn|ymddiheuriadau) am unrhyw anghyfleustra(?: (?:a|y) "
        r"(?:gall|achosir|allai)[^.;!?\n]{0,30})?"
    ),
    (
        r"(?:a )?diolch (?:i chi |ichi )?am eich (?:amynedd|dealltwriaeth|cydweithrediad|cefnogaeth)(?: a'ch "
        r"(?:amynedd|dealltwriaeth|cydweithrediad|cefnogaeth))?"
    ),
    r"am (?:fwy o|ragor o) (?:wybodaeth|fanylion)(?:,? (?:ewch i|cysylltwch (?:â|ag)|ffoniwch|gweler))?",
    r"(?:mae )?croeso (?:cynnes )?i (?:bawb|'r cyhoedd|aelodau'r cyhoedd)(?: fynychu)?",
    r"croeso cynnes i bawb",
    r"(?:hysbysir|rhoddir rhybudd) drwy hyn",
    r"rydym yn croesawu gohebiaeth yn (?:gymraeg|y gymraeg)(?: (?:a|ac|neu)(?: yn)? saesneg)?",
    (
        r"mae(?:'r| yr) (?:agenda|papurau|adroddiadau)[^.;!?\n]{0,30} ar gael(?: i'w (?:gweld|darllen))?(?: "
        r"ar (?:ein|y) (?:gwefan|wefan))?"
    ),
    r"hyd nes y clywir yn wahanol",
    r"nes (?:bydd|ceir) rhybudd pellach",
    r"(?:croesewir|anogir|rydym yn croesawu) ceisiadau gan [^.;!?\n]{0,100}",
    r"ceisiadau gan [^.;!?\n]{0,80}croeso",
    r"(?:darperir|bydd) lluniaeth(?: ysgafn)?(?: ar gael)?",
    r"(?:does dim|nid oes|dim) angen (?:archebu(?: lle)?|apwyntiad)(?:,? dewch draw)?",
    r"rhaid i blant(?: o dan \w+)? fod yng nghwmni oedolyn",
    r"(?:ein|fy) (?:cydymdeimlad|meddyliau) [^.;!?\n]{0,30}(?:teulu|deulu)(?: a'i \w+)?",
    r"nadolig llawen a blwyddyn newydd dda(?: i (?:chi|bawb)(?: i gyd| gyd)?)?",
    r"diolch (?:o galon |yn fawr )?i bawb (?:a|am|sydd)(?: \w+){0,4}",
    r"mae'r gymraeg yn (?:hanfodol|ddymunol)[^.;!?\n]{0,40}",
    r"(?:dyddiad cau|y dyddiad cau)(?: ar gyfer [^.;!?\n]{0,30})? (?:yw|ydi)",
    r"(?:bydd|cedwir) mynediad (?:i|ar gyfer) [^.;!?\n]{0,50}(?:bob amser|drwy'r amser)?",
    r"(?:o dan|yn unol ag|yn groes i) adran \d+[^.;!?\n]{0,80}",
    r"(?:ddydd|nos) (?:llun|mawrth|mercher|iau|gwener|sadwrn|sul) nesaf",
)

WORDING = re.compile(
    rf"(?<![^\W_]){one_of(*COURTESY, *MEETINGS, *NOTICES, *WELSH, *PLANNING, *LAW, *VERSES)}(?![^\W_])"
)
