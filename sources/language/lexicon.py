"""The word lists that the rules share. Lemmas in lower case unless said otherwise."""

from __future__ import annotations


def words(listed: str) -> frozenset[str]:
    """Return the blank-separated words of ``listed``."""
    return frozenset(listed.split())


# Verbs that report what somebody said or found; their clause is the claim, their subject its source.
SAY = words(
    "say tell report announce state add note claim argue insist warn predict estimate acknowledge admit "
    "confirm explain write reply declare allege assert contend maintain reveal show find indicate suggest "
    "disclose testify conclude stress emphasize emphasise observe remark reiterate caution complain comment "
    "concede recall tweet post inform notify mention affirm proclaim attest quote respond point counter "
    "continue read discover determine hear"
)
# About the answering itself: what follows stays within quotation marks.
ANSWER = words("reply answer ask respond plead joke shout cry promise vow pledge")
# Those before whom things are said: "the inquiry heard that ...".
COURTS = words("court jury inquiry inquest tribunal hearing trial committee panel")
# What somebody holds: the claim keeps the verb, because it is the holding that can be checked.
HOLD = words("think believe suspect guess suppose feel hope fear expect assume imagine reckon")
# Those of them that weaken what "I" tell; what somebody hopes or fears is not told to be so.
THINK = words("think believe suspect guess suppose feel reckon")

# Hedges without a source: peeled off the wording and kept beside it.
PEELED_HEDGES = words("reportedly allegedly supposedly purportedly reputedly")
# Hedges that stay in the wording, because without them the claim would be sharper.
KEPT_HEDGES = words(
    "may might could possibly perhaps probably likely unlikely apparently seemingly appear seem potentially "
    "potential presumably suspect suspected believe believed alleged accused accuse ostensibly reportedly "
    "allegedly rumoured"
)

# Joins one sentence to the one before; says nothing itself.
CONNECTIVES = words(
    "however meanwhile moreover furthermore nevertheless nonetheless additionally also instead therefore thus "
    "hence besides consequently accordingly though indeed so then yet likewise similarly otherwise anyway too "
    "well"
)

# Conjunctions between two clauses that each stand for themselves.
SEPARATING = words("while though although whereas but and after yet nor or")
# With a comma these separate too; without one the second clause is a condition of the first.
LOOSE = words("as because since for")

# Verbs whose two subjects act on each other: splitting them would change what is said.
COLLECTIVE = words(
    "agree meet exchange share marry clash differ collaborate cooperate merge unite join compete negotiate "
    "divorce combine mix compare collide converge separate gather quarrel argue fight debate discuss sign"
)

# Prepositions whose list of things is one thing (a route, a range, an area).
JOINT_PREPOSITIONS = words(
    "in at from between among during despite across over within like than throughout around near into onto "
    "through inside outside before after since until by as amid beyond behind along"
)

# A participle at the end whose subject is the whole event before it.
RESULT = words(
    "lead cause result make allow force prompt draw put leave bring raise trigger spark create enable mean"
)

# Titles that are part of how a person is called and stay with the name.
HONORIFICS = words(
    "mr mrs ms mx dr prof professor sir dame lord lady rev fr sr judge justice gen lt col sgt capt maj adm st "
    "mr. mrs. ms. dr. prof. rev. gen. lt. col. sgt. capt. maj. adm. st."
)
# Offices and trades that stand before or after a name.
ROLES = words(
    "president minister senator ambassador administrator researcher coach director chairman chairwoman chair "
    "governor mayor spokesman spokeswoman spokesperson secretary officer chief head leader member manager "
    "economist analyst lawyer attorney prosecutor author journalist reporter scientist engineer captain "
    "commander founder owner editor commissioner inspector detective sheriff congressman congresswoman "
    "representative councillor councilman king queen prince princess pope bishop archbishop chancellor premier "
    "vice-president vice deputy critic activist farmer nurse teacher actor actress singer player striker "
    "goalkeeper driver pilot astronaut historian biologist physicist epidemiologist virologist curator artist "
    "writer novelist poet photographer organiser organizer coordinator adviser advisor consultant doctor "
    "surgeon psychologist sociologist politician lawmaker mp ceo cfo coo cto executive publication newspaper "
    "agency broadcaster magazine company firm outlet website homeopath principal dean rector judge resident "
    "witness survivor veteran expert specialist technician treasurer envoy diplomat negotiator delegate"
)

# Those of them that one holds at a time: "the mayor Ana Ruiz" is the mayor, "the economist Ben Holm" an economist.
OFFICES = words(
    "president minister senator ambassador administrator coach director chairman chairwoman chair governor mayor "
    "spokesman spokeswoman spokesperson secretary chief head leader manager captain commander founder owner editor "
    "commissioner sheriff king queen prince princess pope bishop archbishop chancellor premier vice-president vice "
    "deputy coordinator executive prosecutor judge ceo cfo coo cto principal dean rector treasurer"
)
# Before a noun these say that there is one only.
SINGLING = words("only sole main lead leading chief top then current same other next last first")

# Words of kin that name the same child or couple.
CHILD = words("child baby infant daughter son girl boy toddler newborn")
PARENTS = words("parents couple pair")
FEMALE = words(
    "wife daughter sister mother girl woman actress queen princess spokeswoman chairwoman congresswoman mrs ms "
    "mrs. ms. lady dame girlfriend aunt niece grandmother widow her she herself"
)
MALE = words(
    "husband son brother father boy man king prince spokesman chairman congressman mr mr. sir lord boyfriend "
    "uncle nephew grandfather widower his he him himself"
)
# Common given names, enough to tell "he" from "she" where two people are in question.
FEMALE_NAMES = words(
    "mary anna ana anne ann maria sarah laura julia julie emma olivia sophia susan linda karen lisa jane "
    "jennifer jessica elizabeth barbara margaret nancy sandra helen ruth sharon michelle amanda melissa "
    "stephanie rebecca kathleen amy angela carol christine catherine katherine deborah diane donna emily "
    "gloria grace hannah heather irene janet joan judith judy kelly kate lauren lucy lydia martha megan monica "
    "nicole pamela patricia rachel rosa rose sujata teresa theresa victoria virginia alice carmen charlotte "
    "claire clara elena eva fatima ingrid isabel leila marta nina nora priya sofia sonia vera yasmin zoe "
    "hillary angela greta ursula manju bonnie rodaba"
)
MALE_NAMES = words(
    "john james robert michael william david richard joseph thomas charles christopher daniel matthew anthony "
    "mark donald steven paul andrew joshua kenneth kevin brian george edward ronald timothy jason jeffrey ryan "
    "jacob gary nicholas eric jonathan stephen larry justin scott brandon benjamin samuel gregory frank "
    "alexander raymond patrick jack dennis jerry tyler aaron jose adam nathan henry douglas zachary peter kyle "
    "walter ethan jeremy harold keith christian roger noah gerald carl terry sean austin arthur lawrence jesse "
    "dylan bryan joe jordan billy bruce albert willie gabriel logan alan juan wayne roy ralph randy eugene "
    "vincent russell louis philip bobby johnny bradley tom tim jim bob bill mike dave dan steve vladimir boris "
    "ivan dmitry xi barack joe emmanuel justin hamdullah dean yuri maxime ahmed ali omar hassan carlos luis "
    "pedro pablo hans klaus karl otto pierre jean luc marco luca antonio"
)

# Nouns for groups of two that an article may name.
COUNTRIES = words("countries nations states sides powers governments neighbours neighbors")
PEOPLE_IN_POWER = words("leaders presidents men women ministers mayors candidates")

CREDENTIAL_PATTERN = r"[A-Z][A-Za-z]{0,2}\.?[A-Z]{1,3}\.?|Jr\.?|Sr\.?|[IVX]{2,4}"

# Openings of fact-less sentences.
ADVICE = words("should must ought need")
OPINION = words(
    "best worst good bad great terrible disappointed disappointing wonderful unfair fair fairly shameful "
    "disgraceful beautiful ugly important crucial remarkable outstanding misguided tragic sad happy proud "
    "alarmed alarming concerned serious complicated difficult easy impossible perfect affront insult "
    "reasonable unreasonable ridiculous absurd fantastic excellent awful amazing interesting better worse"
)

# Singular nouns that "they" may mean.
COLLECTIVE_NOUNS = words(
    "team group family company committee government council party band crew staff police crowd club union jury "
    "army navy public majority couple public court ministry agency administration"
)
# Sources that are paper, not people: "they" does not mean them.
DOCUMENTS = words(
    "report study result results survey document statement letter figure figures data paper papers research "
    "poll review analysis article finding findings test tests investigation documents reports studies"
)
# Say what somebody wants; with quoted words they name a source without a reported clause.
CALL = words("call describe label dub brand term demand urge vow promise pledge reply answer quip respond appeal")
# Nouns that "where" may stand for.
PLACES = words(
    "country city town village area region state province district street building site school hospital "
    "industry market sector world court camp island capital house office factory plant park station airport "
    "port field"
)

# "It is ... (that)": nothing is meant by "it".
IT_IS = words(
    "clear unclear likely unlikely possible impossible important crucial reasonable essential vital necessary "
    "true obvious evident hard difficult easy unusual common rare time"
)

# Those of the roles that are not people.
ORGANISATIONS = words(
    "publication newspaper agency broadcaster magazine company firm outlet website drugmaker carmaker automaker "
    "chipmaker planemaker airline bank retailer lender operator supplier publisher charity insurer brewer start-up"
)

MODALS = words("will would shall should can could may might must")

# Verbs that want an object, so that without one they are passive.
TRANSITIVE = words(
    "sell send give put bring take make build hold keep find catch buy pay cut lay publish use replace rename "
    "restore demolish destroy arrest charge convict sentence jail fine ban release award appoint elect name "
    "injure kill"
)

# Verbs that set a day which is still to come when they are told.
SETTING = words(
    "extend postpone delay adjourn defer reschedule schedule prolong push put move suspend book reserve renew "
    "remand allow grant permit"
)

# Last words of names that the parser takes for people.
INSTITUTIONS = words(
    "center centre university museum institute party court school hospital house street park times post group "
    "bank college library department agency office council committee association foundation society church "
    "airport station hall award prize act bill trophy cup league news herald tribune journal gazette courier "
    "observer chronicle mail telegraph star mirror record press daily weekly wire radio tv television echo "
    "examiner register sentinel lantern bank company fund union"
)

# Words that point at something named elsewhere.
PRONOUNS = words(
    "he she they it him her them his hers their theirs its himself herself itself themselves i me my mine "
    "myself we us our ours ourselves"
)
# Stand for people or things like a pronoun; alone they are nobody's name.
QUANTIFIERS = words(
    "both each neither either some others other many most few several all none any one two another more such these "
    "those this that everyone everybody someone somebody anyone anybody nobody former latter same"
)
DEMONSTRATIVES = words("this that these those")
