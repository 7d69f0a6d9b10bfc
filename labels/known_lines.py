"""Lines that are said or posted everywhere, so that who writes them copies nobody (decision 79).

Runs of five of their words are no evidence. Only public wordings: oaths, Acts, model notices and conditions, advice of
the services, scripture, hymns and songs.
"""

from functools import cache

from labels.copy_words import words_of
from labels.grams import grams_of

LINES = """
| O God our help in ages past our hope for years to come our shelter from the stormy blast and our eternal
home
| Abide with me fast falls the eventide the darkness deepens Lord with me abide
| when other helpers fail and comforts flee help of the helpless O abide with me
| The day thou gavest Lord is ended the darkness falls at thy behest
| Dear Lord and Father of mankind forgive our foolish ways reclothe us in our rightful mind
| Guide me O thou great Redeemer pilgrim through this barren land
| All things bright and beautiful all creatures great and small all things wise and wonderful the Lord God
made them all
| And did those feet in ancient time walk upon England's mountains green
| I will not cease from mental fight nor shall my sword sleep in my hand
| till we have built Jerusalem in England's green and pleasant land
| Bring me my bow of burning gold bring me my arrows of desire
| I vow to thee my country all earthly things above entire and whole and perfect the service of my love
| Eternal Father strong to save whose arm hath bound the restless wave
| O hear us when we cry to thee for those in peril on the sea
| Amazing grace how sweet the sound that saved a wretch like me I once was lost but now am found was blind
but now I see
| Be still for the presence of the Lord the holy one is here
| Lord of all hopefulness Lord of all joy whose trust ever childlike no cares could destroy
| Make me a channel of your peace where there is hatred let me bring your love
| Praise my soul the King of heaven to his feet thy tribute bring
| Love divine all loves excelling joy of heaven to earth come down
| How great thou art then sings my soul my Saviour God to thee
| We plough the fields and scatter the good seed on the land but it is fed and watered by God's almighty
hand
| Come ye thankful people come raise the song of harvest home all is safely gathered in ere the winter
storms begin
| Morning has broken like the first morning blackbird has spoken like the first bird
| When I survey the wondrous cross on which the Prince of glory died
| Onward Christian soldiers marching as to war with the cross of Jesus going on before
| Rock of ages cleft for me let me hide myself in thee
| The King of love my shepherd is whose goodness faileth never
| One more step along the world I go from the old things to the new
| Once in royal David's city stood a lowly cattle shed where a mother laid her baby in a manger for his bed
| Away in a manger no crib for a bed the little Lord Jesus laid down his sweet head
| O little town of Bethlehem how still we see thee lie above thy deep and dreamless sleep the silent stars
go by
| While shepherds watched their flocks by night all seated on the ground the angel of the Lord came down
| Good King Wenceslas looked out on the feast of Stephen when the snow lay round about deep and crisp and
even
| God rest ye merry gentlemen let nothing you dismay
| What can I give him poor as I am if I were a shepherd I would bring a lamb yet what I can I give him give
my heart
| Should auld acquaintance be forgot and never brought to mind we'll take a cup of kindness yet for auld
lang syne
| You'll never walk alone walk on walk on with hope in your heart
| Happy birthday to you happy birthday dear
| The Lord is my shepherd I shall not want he maketh me to lie down in green pastures he leadeth me beside
the still waters
| The Lord is my shepherd I lack nothing he makes me lie down in green pastures he leads me beside quiet
waters
| Yea though I walk through the valley of the shadow of death I will fear no evil for thou art with me
| thy rod and thy staff they comfort me thou preparest a table before me in the presence of mine enemies
| surely goodness and mercy shall follow me all the days of my life and I will dwell in the house of the
Lord for ever
| To every thing there is a season and a time to every purpose under the heaven a time to be born and a time
to die
| a time to weep and a time to laugh a time to mourn and a time to dance a time to keep silence and a time
to speak
| Greater love hath no man than this that a man lay down his life for his friends
| Greater love has no one than this to lay down one's life for one's friends
| They shall beat their swords into ploughshares and their spears into pruning hooks
| nation shall not lift up sword against nation neither shall they learn war any more
| Love is patient love is kind it does not envy it does not boast it is not proud
| And now abideth faith hope charity these three but the greatest of these is charity
| And now these three remain faith hope and love but the greatest of these is love
| In the beginning was the Word and the Word was with God and the Word was God
| For God so loved the world that he gave his only begotten Son
| Blessed are the peacemakers for they shall be called the children of God
| Blessed are the meek for they shall inherit the earth blessed are they that mourn for they shall be
comforted
| Do unto others as you would have them do unto you love thy neighbour as thyself
| I will lift up mine eyes unto the hills from whence cometh my help my help cometh from the Lord
| Let us now praise famous men and our fathers that begat us their name liveth for evermore
| their bodies are buried in peace but their name liveth for evermore
| A good name is rather to be chosen than great riches and loving favour rather than silver and gold
| Pride goeth before destruction and an haughty spirit before a fall a soft answer turneth away wrath
| He hath shewed thee O man what is good and what doth the Lord require of thee
| but to do justly and to love mercy and to walk humbly with thy God
| I was hungry and you gave me something to eat I was thirsty and you gave me something to drink I was a
stranger and you invited me in
| For I was an hungred and ye gave me meat I was thirsty and ye gave me drink I was a stranger and ye took
me in
| Let him who is without sin cast the first stone where there is no vision the people perish
| Our Father which art in heaven hallowed be thy name thy kingdom come thy will be done in earth as it is in
heaven
| Our Father who art in heaven give us this day our daily bread and forgive us our trespasses as we forgive
those who trespass against us
| lead us not into temptation but deliver us from evil for thine is the kingdom the power and the glory
| Rejoice with them that do rejoice and weep with them that weep
| Unto us a child is born unto us a son is given and the government shall be upon his shoulder
| Glory to God in the highest and on earth peace good will toward men
| The Lord bless you and keep you the Lord make his face shine on you and be gracious to you and give you
peace
| earth to earth ashes to ashes dust to dust in sure and certain hope of the resurrection to eternal life
| If I should die think only this of me that there's some corner of a foreign field that is for ever England
| Do not go gentle into that good night rage rage against the dying of the light
| Do not stand at my grave and weep I am not there I do not sleep
| They also serve who only stand and wait no man is an island entire of itself
| If you can keep your head when all about you are losing theirs and blaming it on you
| To you from failing hands we throw the torch be yours to hold it high
| First they came for the socialists and I did not speak out because I was not a socialist
| Give me your tired your poor your huddled masses yearning to breathe free
| I'r Arglwydd cenwch lafar glod a gwnewch ufudd-dod llawen fryd
| Arglwydd dyma fi ar dy alwad di golch fy meibion yn y gwaed
| Arglwydd arwain trwy'r anialwch fi bererin gwael ei wedd
| Dros Gymru'n gwlad O Dad dyrchafwn gri y winllan wen a roed i'n gofal ni
| Yr Arglwydd yw fy mugail ni bydd eisiau arnaf efe a wna i mi orwedd mewn porfeydd gwelltog
| Ein Tad yr hwn wyt yn y nefoedd sancteiddier dy enw deled dy deyrnas
| Myfi sydd fachgen ieuanc ffôl yn byw yn ôl fy ffansi
| Ar hyd y nos holl amrantau'r sêr ddywedant ar hyd y nos
| A early bird catches the worm a stitch in time saves nine too many cooks spoil the broth
| people who live in glass houses shouldn't throw stones a bird in the hand is worth two in the bush
| you can take a horse to water but you can't make it drink the road to hell is paved with good intentions
| I having been elected to the office of councillor declare that I take that office upon myself
| and will duly and faithfully fulfil the duties of it according to the best of my judgement and ability
| I undertake to observe the code as to the conduct which is expected of members of the council
| I swear by Almighty God that I will be faithful and bear true allegiance to His Majesty King Charles his
heirs and successors according to law
| I do solemnly sincerely and truly declare and affirm that I will be faithful and bear true allegiance
| to tell the truth the whole truth and nothing but the truth
| I pronounce you husband and wife for better for worse for richer for poorer in sickness and in health till
death us do part
| eliminate discrimination harassment victimisation and any other conduct that is prohibited by or under the
Act
| advance equality of opportunity between persons who share a relevant protected characteristic and persons
who do not share it
| foster good relations between people who share a protected characteristic and those who do not
| regardless of age disability gender reassignment marriage and civil partnership pregnancy and maternity
race religion or belief sex or sexual orientation
| committed to promoting equality of opportunity and to eliminating discrimination harassment and
victimisation
| committed to safeguarding and promoting the welfare of children young people and vulnerable adults and
expects all staff and volunteers to share this commitment
| we welcome applications from all sections of the community regardless of background
| we are an equal opportunities employer and all applicants will be considered on merit
| the council does not bind itself to accept the lowest or any tender
| the council reserves the right to close this vacancy early if sufficient applications are received
| if you have not heard from us within two weeks of the closing date please assume that your application has
been unsuccessful
| the development hereby permitted shall be begun before the expiration of three years from the date of this
permission
| the development hereby permitted shall be carried out in accordance with the approved plans and documents
| no development shall take place until details have been submitted to and approved in writing by the local
planning authority
| no development shall commence until samples of the materials to be used in the construction of the
external surfaces
| the materials to be used in the external surfaces of the extension shall match those used in the existing
building
| the council intends to make an order the effect of which will be to prohibit vehicles from proceeding
along the length of road
| a copy of the draft order together with a statement of the council's reasons for proposing to make the
order may be inspected
| if you wish to question the validity of the order on the grounds that it is not within the powers
conferred by the Act
| you may within six weeks of the date on which the order was made apply to the High Court for this purpose
| that the public be excluded from the meeting on the grounds that it involves the likely disclosure of
exempt information as defined in part of schedule 12A
| to receive apologies for absence to receive declarations of interest to approve the minutes of the
previous meeting as a correct record
| the minutes of the meeting were agreed as a correct record and signed by the chair
| this council notes with concern this council believes this council resolves to ask the leader of the
council to write to the secretary of state
| you must not park on double yellow lines at any time except in an emergency
| the persons whose names appear below have been and stand validly nominated
| applications to be included on the register of electors must reach the electoral registration officer by
midnight
| new applications to vote by proxy at this election must reach the electoral registration officer by
| your data will be processed in accordance with the data protection act and will not be shared with third
parties
| never use water on a chip pan fire get out stay out and call 999
| fit a smoke alarm on every level of your home test it every week and plan an escape route
| please keep dogs on leads close all gates take your litter home and do not light fires or barbecues
| take only photographs leave only footprints kill nothing but time
| if you smell gas call the national gas emergency service and open doors and windows
| never drive or walk through flood water just thirty centimetres of fast flowing water can move a car
| if you fall into cold water float to live lean back extend your arms and legs and resist the urge to
thrash around
| stop look listen and think before you cross the road
| keep curtains closed on windows that face the sun and drink plenty of water
| close windows and doors at night keep keys and valuables out of sight and leave a light on
| catch it bin it kill it hands face space stay at home protect the NHS save lives
| never leave cooking unattended put out candles before bed and keep fireworks in a closed metal box
| light fireworks at arm's length with a taper and stand well back never return to a firework once it has
been lit
| your bank or the police will never ask you for your pin or password or to withdraw money
"""  # each begins with a bar


@cache
def known_grams() -> frozenset[int]:
    """Return the grams of all lines."""
    found: set[int] = set()
    for line in LINES.split("|"):
        found.update(map(int, grams_of(words_of(line).words)))
    return frozenset(found)
