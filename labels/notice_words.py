"""The set wordings of planning, licensing, roads and courts, which are the same in every council's notices."""

from labels.words import words_of

NOTICES = (
    r"(?:public )?notice is hereby given that",
    r"subject to (?:contract|planning permission|call-in)",
    (
        r"(?:the )?copies of the (?:draft )?(?:proposed )?(?:order|plan|"
        r"application)s?[^.;!?\n]{0,60}(?:inspected|viewed|seen)(?: free of charge)?(?: (?:during|in) "
        r"(?:normal )?(?:office|opening) hours)?"
    ),
    (
        r"(?:any )?objections?(?: or representations?)?,?(?: (?:to|stating)[^.;!?\n]{0,50},?)? "
        r"(?:must|should) be (?:made |sent |received )?in writing(?: (?:to|by|and)[^.;!?\n]{0,40})?"
    ),
    r"the (?:general )?effect of (?:which|the order|this order) (?:will be|is)(?: to)?",
    (
        r"(?:to )?(?:prohibit|prevent|restrict) (?:all )?(?:waiting|parking|loading|vehicles|traffic)(?: and "
        r"(?:waiting|parking|loading))?(?: at any time)?(?: on (?:both|the \w+) sides?(?: of)?)?"
    ),
    r"no (?:waiting|loading|parking|stopping) at any time(?: on (?:both|the \w+) sides?(?: of)?)?",
    (
        r"(?:for (?:a |the )?(?:maximum )?(?:period|duration) of|expected to last(?: for)?)(?: up to)? \w+ "
        r"(?:days?|weeks?|months?)"
    ),
    r"access (?:to|for) [^.;!?\n]{0,50}?will be (?:maintained|available|kept)(?: at all times| throughout)?",
    r"(?:a |the )?signed diversion(?: route)? will be in (?:place|operation)",
    r"diversions? (?:routes? )?(?:will be|are) (?:in place|signed|signposted)",
    (
        r"(?:sale|supply) (?:by retail )?of alcohol(?: for consumption)?(?: both)?(?: on| off)?(?: and(?: "
        r"off| on))?(?: the)?(?: premises)?"
    ),
    (
        r"(?:sell|supply|selling|supplying) alcohol for consumption (?:on|off)(?: (?:and|or) (?:on|off))? the "
        r"premises"
    ),
    r"(?:provision of|provide) (?:regulated entertainment|late night refreshment|recorded music|live music)",
    r"(?:for )?(?:the )?(?:time being|until further notice)",
    r"without (?:a |the )?(?:permit|licence|consent|reasonable excuse|insurance)",
    r"(?:was |were |been )?(?:found|pleaded|pleading) (?:not )?guilty (?:to|of)",
    r"ordered to pay (?:a )?(?:victim surcharge|costs|compensation)(?: of)?",
    r"(?:liable )?(?:on summary conviction )?to a fine not exceeding[^.;!?\n]{0,50}",
    r"(?:any )?person (?:who (?:wishes|desires)|wishing) to question the validity of[^.;!?\n]{0,120}",
    r"(?:any )?(?:person )?aggrieved by (?:the|this) (?:decision|order|notice)[^.;!?\n]{0,80}",
    r"for (?:the purpose of )?avoiding danger to persons or other traffic using the roads?[^.;!?\n]{0,90}",
    (
        r"(?:to )?(?:facilitat(?:e|ing)|preserv(?:e|ing)|improv(?:e|ing)) the "
        r"(?:passage|amenities)[^.;!?\n]{0,60}road[^.;!?\n]{0,40}"
    ),
    r"in exercise of (?:its|their|the) powers[^.;!?\n]{0,60}",
    (
        r"(?:to (?:enable|allow|facilitate)|while|whilst) (?:\w+ ){0,4}works? (?:to be |is |are )?(?:carried "
        r"out|undertaken|take place)(?: safely)?"
    ),
    (
        r"(?:the )?prevention of crime and disorder,?(?: and)?(?: public safety,?)?(?: and)?(?: (?:the "
        r")?prevention of public nuisance,?)?(?: and)?(?: (?:the )?protection of children from harm)?"
    ),
    r"out of (?:keeping|character) with the (?:character|surrounding)[^.;!?\n]{0,50}",
    (
        r"(?:harm(?:ful)? to|detriment(?:al)? (?:to|of)|adverse(?:ly)? (?:impact on|affect)|preserve or "
        r"enhance) the (?:residential |visual |living )?(?:amenit\w+|character)[^.;!?\n]{0,80}"
    ),
    (
        r"by (?:reason|virtue) of (?:its|their|the) (?:size|scale|height|design|siting|massing|bulk|proximity|"
        r"location)(?:,? (?:and |its )?(?:size|scale|height|design|siting|mass|massing|bulk|proximity|location))*"
    ),
    (
        r"loss of (?:light|privacy|outlook|amenity)(?:,? (?:and |or )?(?:loss of "
        r")?(?:light|privacy|outlook|amenity|overlooking|overshadowing))*"
    ),
    r"(?:it is|it's) an offence (?:to|for)(?: \w+){0,8}",
    r"(?:issued with|receive|face|given) an? (?:fixed penalty notice|penalty charge notice)(?: of)?",
    (
        r"crown (?:lift|reduce|reduction|thin|raise|raising|lifting|thinning)(?:ing)?(?: \w+){0,3}(?: by| "
        r"to)?(?: \w+){0,3}(?:metres|m|per cent|%)"
    ),
    r"depositing controlled waste",
    r"fail(?:ing|ure|ed) (?:to comply|in (?:his|her|their|its) duty of care)",
    r"(?:causing|cause) (?:a )?(?:statutory )?nuisance",
)
LAW = (
    (
        r"(?:contrary to|under|pursuant to|in accordance with|in breach of|within the meaning of|by virtue "
        r"of) (?:the )?(?:sections?|part|schedule|regulations?|articles?|paragraphs?) "
        r"[^.;!?\n]{0,120}?(?:act|order|regulations|rules)(?:,? (?:19|20)\d\d)?(?: \(as amended\))?"
    ),
    r"(?:an |the )?order (?:made )?under (?:section|the) [^.;!?\n]{0,80}?act(?: (?:19|20)\d\d)?",
    r"(?:sections?|adran(?:nau)?) \d+[^.;!?\n]{0,60}?(?:act|deddf)[^.;!?\n]{0,40}?(?:19|20)\d\d",
)

# A planning description begins with one of these and goes on in the trade's own few words.
PLANNED = words_of(
    "erection construction conversion demolition installation alterations replacement formation siting subdivision",
    "variation removal retention insertion codi dymchwel trosi gosod addasu estyniad",
)
TRADE = words_of(
    "a an the of to from for in on and or with its it is by at up no not into as new existing proposed previously",
    "approved associated together including following partial part full retrospective temporary permanent outline",
    "single double two three four one storey storeys first second ground floor floors front rear side sides back",
    "extension extensions dormer dormers roof rooflights loft porch canopy balcony conservatory garage carport",
    "outbuilding outbuildings annexe annex shed fence wall gate gates hardstanding driveway vehicular pedestrian",
    "access accesses crossover parking spaces landscaping boundary treatment drainage works use class classes sui",
    "generis change changes dwelling dwellings dwellinghouse dwellinghouses house houses home homes bungalow",
    "bungalows flat flats apartment apartments bedroom bedrooms room rooms habitable self contained residential",
    "commercial retail office offices shop unit units storage light industrial agricultural barn building buildings",
    "structure structures site land multiple occupation hmo up six persons people occupants detached semi attached",
    "terraced windows window doors door shopfront signage illuminated advertisement solar panels condition",
    "conditions consent permission application matters reserved listed prior approval pitched hipped flat pole mast",
    "erection construction conversion demolition installation alterations replacement formation removal",
    r"[a-g]\d? c[1-4] \d+m?",
    "unllawr deulawr cefn ochr blaen to tŷ annedd newydd arfaethedig defnydd newid o i yn fodurdy garej",
)
PLANNING = (
    (
        rf"(?:{PLANNED}|change of use|newid defnydd|proposed|retrospective|outline)"
        rf"(?:[ ,();/&-]{{1,3}}{TRADE}(?![^\W_])){{3,60}}"
    ),
    r"planning application[^.;:!?\n]{0,20}",
    r"(?:a )?planning application (?:has been|was) (?:received|submitted|made) for(?: the)?",
)
