"""Countries under their names and those of their people, so that "Seoul" and "South Korean" speak of one place."""

from __future__ import annotations

# One place a line: every word that means it or its people, lower case, "-" for a blank; after the bar what lies in
# it or stands for it in news (its capital, its government's house). Only those whose forms differ by more than an
# ending need to stand here, but a list with gaps helps nobody.
_TABLE = """
    afghanistan afghan afghans | kabul
    albania albanian albanians | tirana
    algeria algerian algerians | algiers
    argentina argentine argentines argentinian argentinians | buenos-aires
    armenia armenian armenians | yerevan
    australia australian australians aussie | canberra sydney melbourne brisbane perth
    austria austrian austrians | vienna
    azerbaijan azerbaijani azerbaijanis azeri | baku
    bangladesh bangladeshi bangladeshis | dhaka
    belarus belarusian belarusians | minsk
    belgium belgian belgians | brussels antwerp
    bolivia bolivian bolivians | la-paz
    bosnia bosnian bosnians herzegovina | sarajevo
    brazil brazilian brazilians | brasilia são-paulo rio-de-janeiro
    britain british briton britons uk u.k united-kingdom great-britain | london england english scotland scottish
        wales welsh northern-ireland downing-street westminster whitehall edinburgh cardiff belfast manchester
    bulgaria bulgarian bulgarians | sofia
    burma burmese myanmar | naypyidaw yangon
    cambodia cambodian cambodians khmer | phnom-penh
    cameroon cameroonian cameroonians | yaoundé
    canada canadian canadians | ottawa toronto montreal vancouver ontario quebec québec alberta manitoba calgary
    chile chilean chileans | santiago
    china chinese prc | beijing shanghai
    colombia colombian colombians | bogota bogotá
    congo congolese drc | kinshasa brazzaville
    costa-rica costa-rican | san-josé
    croatia croatian croatians croat | zagreb
    cuba cuban cubans | havana
    cyprus cypriot cypriots | nicosia
    czech czechs czechia czech-republic | prague
    denmark danish dane danes | copenhagen
    ecuador ecuadorian ecuadorean | quito
    egypt egyptian egyptians | cairo
    england english | london manchester liverpool birmingham
    estonia estonian estonians | tallinn
    ethiopia ethiopian ethiopians | addis-ababa
    european-union eu europe european europeans | brussels strasbourg
    finland finnish finn finns | helsinki
    france french frenchman frenchwoman | paris élysée marseille lyon
    georgia georgian georgians | tbilisi
    germany german germans | berlin munich hamburg frankfurt
    ghana ghanaian ghanaians | accra
    greece greek greeks hellenic | athens
    haiti haitian haitians | port-au-prince
    hong-kong hongkonger hongkongers |
    hungary hungarian hungarians | budapest
    iceland icelandic icelander icelanders | reykjavik
    india indian indians | delhi new-delhi mumbai
    indonesia indonesian indonesians | jakarta
    iran iranian iranians persian | tehran
    iraq iraqi iraqis | baghdad
    ireland irish irishman | dublin
    israel israeli israelis | jerusalem tel-aviv
    italy italian italians | rome milan
    japan japanese | tokyo osaka
    jordan jordanian jordanians | amman
    kazakhstan kazakh kazakhs | astana
    kenya kenyan kenyans | nairobi
    kosovo kosovar kosovan | pristina
    kuwait kuwaiti kuwaitis |
    laos lao laotian | vientiane
    latvia latvian latvians | riga
    lebanon lebanese | beirut
    libya libyan libyans | tripoli
    lithuania lithuanian lithuanians | vilnius
    malaysia malaysian malaysians | kuala-lumpur
    malta maltese | valletta
    mexico mexican mexicans | mexico-city
    moldova moldovan moldovans | chișinău chisinau
    mongolia mongolian mongolians | ulaanbaatar
    morocco moroccan moroccans | rabat
    nepal nepalese nepali | kathmandu
    netherlands dutch dutchman holland | amsterdam hague the-hague
    new-zealand new-zealander kiwi | wellington auckland
    nigeria nigerian nigerians | abuja lagos
    north-korea north-korean dprk | pyongyang
    norway norwegian norwegians | oslo
    pakistan pakistani pakistanis | islamabad karachi
    palestine palestinian palestinians | ramallah gaza west-bank
    peru peruvian peruvians | lima
    philippines philippine filipino filipinos | manila
    poland polish pole poles | warsaw
    portugal portuguese | lisbon
    qatar qatari qataris | doha
    romania romanian romanians | bucharest
    russia russian russians | moscow kremlin st-petersburg
    rwanda rwandan rwandans | kigali
    saudi-arabia saudi saudis saudi-arabian | riyadh
    scotland scottish scot scots | edinburgh glasgow
    senegal senegalese | dakar
    serbia serbian serbians serb serbs | belgrade
    singapore singaporean singaporeans |
    slovakia slovak slovaks slovakian | bratislava
    slovenia slovenian slovene slovenes | ljubljana
    somalia somali somalis | mogadishu
    south-africa south-african south-africans | pretoria johannesburg cape-town
    south-korea south-korean south-koreans korea korean | seoul busan
    soviet-union soviet ussr | moscow kremlin
    spain spanish spaniard spaniards | madrid barcelona
    sri-lanka sri-lankan sri-lankans | colombo
    sudan sudanese | khartoum
    sweden swedish swede swedes | stockholm
    switzerland swiss | bern geneva zurich
    syria syrian syrians | damascus aleppo
    taiwan taiwanese | taipei
    tanzania tanzanian tanzanians | dodoma
    thailand thai thais | bangkok
    tunisia tunisian tunisians | tunis
    turkey turkish turk turks türkiye | ankara istanbul
    uganda ugandan ugandans | kampala
    ukraine ukrainian ukrainians | kyiv kiev
    united-arab-emirates uae emirati emiratis | abu-dhabi dubai
    united-nations un u.n |
    united-states us u.s usa u.s.a american americans america | washington white-house capitol-hill pentagon
        new-york california texas florida chicago los-angeles alabama alaska arizona arkansas colorado connecticut
        delaware georgia hawaii idaho illinois indiana iowa kansas kentucky louisiana maine maryland massachusetts
        michigan minnesota mississippi missouri montana nebraska nevada new-hampshire new-jersey new-mexico
        north-carolina north-dakota ohio oklahoma oregon pennsylvania rhode-island south-carolina south-dakota
        tennessee utah vermont virginia west-virginia wisconsin wyoming boston seattle philadelphia houston detroit
    uruguay uruguayan uruguayans | montevideo
    uzbekistan uzbek uzbeks | tashkent
    venezuela venezuelan venezuelans | caracas
    vietnam vietnamese | hanoi
    wales welsh welshman | cardiff
    yemen yemeni yemenis | sanaa
    zambia zambian zambians | lusaka
    zimbabwe zimbabwean zimbabweans | harare
"""


_ROWS = _TABLE.replace("\n        ", " ").strip().split("\n")


def _read() -> tuple[dict[str, frozenset[int]], dict[str, frozenset[int]]]:
    named: dict[str, set[int]] = {}
    inside: dict[str, set[int]] = {}
    for number, row in enumerate(_ROWS):
        for table, forms in zip((named, inside), row.split("|"), strict=True):
            for form in forms.split():
                table.setdefault(form.replace("-", " "), set()).add(number)
    return {k: frozenset(v) for k, v in named.items()}, {k: frozenset(v) for k, v in inside.items()}


_NAMED, _INSIDE = _read()
# What news says for a country and its government: its capital, which stands first behind the bar, and these.
_SEATS = frozenset(row.split("|")[1].split()[0].replace("-", " ") for row in _ROWS if row.split("|")[1].split()) | {
    "kremlin", "élysée", "white house", "capitol hill", "pentagon", "downing street", "westminster", "whitehall",
    "strasbourg", "new delhi", "the hague", "kiev", "chisinau", "gaza", "west bank", "england", "english", "tel aviv",
}  # fmt: skip


def is_place(name: str) -> bool:
    """Tell whether a name in lower case is a country, its people, or a town or state listed with it."""
    return name in _NAMED or name in _INSIDE


def is_country(name: str) -> bool:
    """Tell whether a name in lower case is a country or its people."""
    return name in _NAMED


def same_place(one: str, other: str) -> bool:
    """Tell whether two names in lower case can speak of one place: of one country, or one of what lies in the other.

    Two towns of one country are not the same place.
    """
    ours, theirs = _NAMED.get(one, frozenset()), _NAMED.get(other, frozenset())
    return bool(ours & theirs or ours & _INSIDE.get(other, frozenset()) or theirs & _INSIDE.get(one, frozenset()))


def stands_for(said: str, name: str) -> bool:
    """Tell whether a text that says one place has spoken of another: "Ohio" of the United States, not the reverse.

    A capital and its country each speak of the other.
    """
    if name in _INSIDE and name not in _NAMED and name not in _SEATS:
        return said == name
    return same_place(said, name)
