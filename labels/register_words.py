"""Words of the registers in which everybody writes alike (definition 74): who writes in them copies nobody.

A word may be of several. Only a run in which one register has most of the words that say anything is of that register.
"""

from labels.copy_words import words_of
from labels.words import split


def said(*lines: str) -> frozenset[str]:
    """Return the words on these lines as they are compared."""
    return frozenset(word.said for word in words_of(" ".join(split(*lines))).words)


# Building, trees, conditions.
PLANNING = said(
    "erection construction conversion demolition installation alteration alterations replacement formation",
    "siting subdivision variation removal retention insertion enlargement reconfiguration refurbishment",
    "reinstatement repair raising widening provision relocation proposed existing previously approved",
    "associated together including partial part full retrospective temporary permanent outline following",
    "single double two three four one storey extension dormer roof rooflight rooflights loft porch canopy",
    "balcony conservatory garage carport outbuilding annexe shed fence wall gate hardstanding driveway",
    "vehicular pedestrian access crossover parking spaces landscaping boundary treatment drainage works use",
    "class sui generis change dwelling dwellings dwellinghouse house bungalow flat apartment bedroom bed",
    "room habitable self contained residential commercial retail office shop unit storage light industrial",
    "agricultural barn building structure site land multiple occupation hmo detached semi attached terraced",
    "window windows door shopfront signage illuminated advertisement fascia sign solar panels condition",
    "consent listed permission planning application reserved matters prior approval pitched hipped pole mast",
    "front rear side back elevation elevations floor ground first second upper lower internal external",
    "partition chimney stack slate slates tile tiles timber upvc render rendered brick stone sash casement",
    "glazed glazing cladding like level levels ridge eaves height metres metre sq gross facing materials",
    "samples scheme details submitted local authority writing development hereby permitted begun commenced",
    "expiration years date occupied occupation prior carried accordance plans drawings fell felling crown",
    "lift thin reduce reduction pollard coppice lateral spread limb branches ash oak lime beech sycamore",
    "maple willow birch yew pine poplar tree trees tpo preservation order deadwood stem t g ancillary store",
    "plant equipment extract flue ventilation refuse cycle bin takeaway cafe restaurant hot food holiday let",
    "garden room decking terrace summerhouse pool stable manege equestrian slurry silage agricultural codi",
    "dymchwel trosi gosod addasu estyniad unllawr deulawr cefn ochr blaen annedd arfaethedig defnydd newid",
    "fodurdy garej ffenestri to llawr gwaith adeilad",
)

# Statutes, orders, notices, licences, oaths, rules of procedure, equality.
LAW = said(
    "section sections act acts order orders regulation regulations article paragraph schedule subsection",
    "part pursuant accordance under hereby given notice notices public made make making powers power",
    "exercise exercised conferred enabling effect general prohibit prohibiting prohibited restrict",
    "restricting vehicle vehicles traffic waiting loading road roads length lengths thereof therein herein",
    "aforesaid said duly whereas shall may must person persons liable conviction summary fine level scale",
    "exceeding offence guilty contravention contrary comply failure reasonable excuse provisions provision",
    "statutory statute instrument amended amendment local government town country highways regulation",
    "licensing licence licences premises objections objection representations writing grounds received later",
    "than date within period days published publication copies copy inspected inspection deposit deposited",
    "office offices hours normal free charge proposed proposal council authority district county borough",
    "secretary state court high apply application question validity requirements relation aggrieved thereto",
    "elected election office councillor declare declaration take upon myself faithfully fulfil duties",
    "according best judgement judgment ability acceptance solemnly sincerely affirm swear oath allegiance",
    "faithful bear true majesty king heirs successors observe code conduct undertake interest interests",
    "pecuniary disclosable member members meeting relevant disclose committed promoting promote equality",
    "opportunity eliminating eliminate discrimination harassment victimisation advance foster good relations",
    "between protected characteristic characteristics share due regard need functions diversity inclusion",
    "fair treatment race disability religion belief sex sexual orientation age gender reassignment pregnancy",
    "maternity marriage civil partnership regardless background exempt excluded exclude exclusion press",
    "likely disclosure confidential information defined business item items nature transacted proceedings",
    "resolved resolve resolves resolution motion seconded carried notes believes recognises calls call write",
    "writes writing chief executive minister leader ask request urge support lobby alcohol sale supply",
    "regulated entertainment late night refreshment consumption crime disorder nuisance prevention",
    "protection children harm safety designated hackney carriage stopping clearway footpath bridleway",
    "diversion extinguishment closure closed temporary prohibiting alternative route danger avoiding works",
    "execution carried data controller personal processing processed purposes consent lawful rights",
    "retention third parties privacy hysbysir rhybudd drwy hyn adran deddf gorchymyn cyngor rheoliadau unol",
    "gwrthwynebiadau ysgrifenedig",
)

# Posts, tenders, grants: what is asked of whoever applies, and how.
TRADE = said(
    "salary grade scale point points pro rata per annum full part time term fixed permanent contract hours",
    "week weekly hour post role job vacancy vacancies apply application applications applicant candidate",
    "candidates successful interview interviews shortlisted closing date deadline noon received form forms",
    "cv references reference enhanced dbs check disclosure barring satisfactory subject essential desirable",
    "experience skills skill knowledge ability able work working team own initiative pressure flexible",
    "approach driving licence qualification qualified qualifications relevant level equivalent good",
    "excellent communication written verbal strong commitment committed equal opportunities employer welcome",
    "welcomes encourage encouraged sections community background backgrounds pension holiday holidays leave",
    "annual benefits training provided training required uniform generous local government scheme tender",
    "tenders tendering invited invites quotation quotations contractors contractor suitably experienced",
    "supply delivery maintenance services provision period years option extend further expressions interest",
    "submitted submit submission portal procurement documents specification via later late considered accept",
    "lowest bind itself evaluated evaluation price quality criteria award awarded framework lots value",
    "estimated grant grants funding fund eligible eligibility match constituted groups organisations bids",
    "bid maximum minimum project projects evidence bank account accounts governing document safeguarding",
    "promoting welfare children young people share staff volunteers expect adults vulnerable self motivated",
    "enthusiastic join busy friendly competitive informal discussion conversation contact welsh speaker",
    "speaking cyflog swydd ceisiadau dyddiad cau profiad",
)

# Thanks, apologies, condolences, greetings, invitations to ring.
COURTESY = said(
    "apologise apologies apology sorry inconvenience disruption caused cause may any patience understanding",
    "cooperation operation co support thank thanks thankful grateful appreciate appreciated continued",
    "ongoing whilst while works work carry carried out essential please bear contact call visit website",
    "details further more information questions queries query concerns hesitate touch get feel free help",
    "assistance advice team here happy available welcome welcomed everyone everybody all anyone residents",
    "customers visitors saddened sad deeply hear learn death passing passed loss condolences sympathy",
    "sympathies thoughts prayers heartfelt sincere deepest family families friends loved ones difficult time",
    "times wish wishes wishing merry happy christmas new year peaceful prosperous easter eid mubarak diwali",
    "hanukkah ramadan vaisakhi celebrating celebrate celebrates blessed joyful pleased delighted proud",
    "honoured honour privilege humbled announce confirm represent serve serving elected voted vote trust",
    "faith placed congratulations congratulate well done best luck look looking forward seeing see meeting",
    "big huge massive special organised organisers volunteers supported supporting came attended taking part",
    "hard dedication commitment possible keep touch kind regards yours sincerely faithfully refreshments",
    "provided served booking required necessary limited places first come served entry admission donations",
    "book bring friend drop open diolch diolchwn ymddiheuro ymddiheuriadau anghyfleustra amynedd",
    "dealltwriaeth croeso cynnes bawb pawb cydymdeimlad dymuno nadolig blwyddyn newydd llawen dda cysylltwch",
    "wybodaeth fanylion",
)

# Advice on fire, water, heat, cold, crime, health, dogs, litter, food: orders to nobody in particular.
ADVICE = said(
    "please always never don't do not avoid check keep stay take leave turn switch close lock shut move",
    "store use wear carry drink eat wash cook throw fit test plan make sure ensure remember report call dial",
    "ring 999 101 111 112 if when before after only every each any until until away clear safe safely safety",
    "danger dangerous emergency risk fire fires smoke alarm alarms carbon monoxide detector battery",
    "batteries candle candles barbecue barbecues bbq light level levels home house homes escape route routes",
    "exit exits door doors window windows night bed gas electricity electric appliance appliances plug",
    "socket sockets overload charge charging water cold flood flooded floodwater drive walk swim swimming",
    "cross river canal open edge bank float life jacket deep current currents ice heat hot sun shade",
    "sunscreen hat hydrated hours plenty fluids loose cool curtains curtain blinds indoors elderly",
    "neighbours neighbour vulnerable young children child babies pets pet dog dogs leads lead cattle",
    "livestock gates gate litter rubbish waste bag bags bin bins pick clean fines path paths pavement stick",
    "countryside lambing nesting birds nest home bank details passwords password pin scam click links link",
    "suspicious text email stranger strangers caller callers identification identity valuables sight visible",
    "bike bikes mobile phone seat belt speed slow distance braking brakes tyres lights extra time journey",
    "travel travelling essential conditions icy roads road look both ways crossing helmet hi vis reflective",
    "hands soap sneeze cough tissue tissues vaccinated vaccine symptoms food raw meat refrigerate fridge",
    "knives knife medicines medicine reach well ventilated room fireworks firework arm arms length sparklers",
    "gloves bucket once lit return stop drop roll get out stay week year month test minutes wait help",
    "attempt tackle yourself phone alone someone tell people seconds feet peidiwch gwnewch cofiwch cadwch",
    "ffoniwch larwm mwg",
)

# Hymns, scripture, carols, songs, remembrance: old words.
VERSE = said(
    "thee thou thy thine ye hath doth shalt wilt art unto lo behold verily o oh thyself o'er ne'er e'er twas",
    "tis god lord jesus christ saviour king kings heaven heavens heavenly earth glory glorious holy spirit",
    "soul souls angel angels almighty father son mother maker creator redeemer shepherd peace joy mercy",
    "mercies grace faith hope love loving loved charity praise praises sing song psalm hymn heart hearts",
    "hand hands eyes light darkness night morning evening day days death dead life live everlasting eternal",
    "eternity ever never forever evermore world righteous righteousness wicked wisdom wise fool truth",
    "blessed bless bles blessings valley shadow fear evil rod staff comfort table enemies pastures waters",
    "still green hills hill mountains sword swords spear plowshares ploughshares nation nations war men man",
    "children brethren neighbour thyself season heaven purpose time born die plant pluck mourn dance weep",
    "laugh seek lose silence silver gold riches name great rather chosen favour bread wine cross crown star",
    "stars manger cradle shepherds bethlehem virgin infant lamb lambs lion throne grave rest remember old",
    "age years grow weary condemn left going down fallen dust ashes hast wert amen hallowed kingdom come",
    "done trespasses forgive temptation deliver jerusalem england mills satanic feet ancient walk mountains",
    "rock ages abide eventide bright beautiful creatures small wonderful made help past home storm shelter",
    "dwelling sea wind strong rock tower refuge strength trouble land free brave mine tomorrow today gave",
    "tell deep dark dearly beloved duw arglwydd iesu crist nef nefoedd gogoniant enaid calon hedd tangnefedd",
    "dragwyddol arglwydd sanctaidd mawl tyrd byth bythol gwlad tadau",
)

# Where and when, at what price: beside names, numbers, days and times these say nothing of their own.
NEUTRAL = said(
    "open opens opening closed closes closing entry admission last first until till between every each daily",
    "week month day days year hour hours minutes am pm noon midnight bank holiday holidays weekend weekends",
    "weekday from to at near opposite behind beside next off above below junction junctions north south east",
    "west eastbound westbound northbound southbound street road lane avenue close way square court terrace",
    "place hill row drive crescent gardens park green common field car hall village town city community",
    "church chapel school library centre centr club pub inn hotel cafe room rooms suite floor foyer lobby",
    "theatre museum gallery station stop bridge roundabout level crossing portable cabin pavilion playing",
    "fields ground institute memorial methodist stage entrance gate door bus train route service via then",
    "calling calls call diversion closure works polling place ward number numbers free adult adults child",
    "children concession concessions under over ticket tickets price fare fares cost costs charge per person",
    "family member members non pence pound pounds donation donations welcome seven term time only except",
    "including inclusive doors start starts starting begin begins end ends finish both directions side sides",
    "and or plus more available booking book card cash only lift step access parking limited all ages",
    "collection collections bin week beginning commencing date dates surgery meeting held drop session",
    "sessions lunch y yr ar agor cau bob dydd nos bore prynhawn hwyr neuadd canolfan eglwys capel ysgol",
    "llyfrgell ystafell ffordd stryd",
)
