"""What outlets, agencies and bodies are called: one place for names that no rule finds. Facts of common knowledge.

Two questions are asked of it. Whom a claim means (`OUTLETS`): only what initials and endings do not give stands
there. "SCMP" is the South China Morning Post by its initials and "Xinhua" the Xinhua News Agency by its ending; what
could be two ("ABC", "the Post") is in no line. And whose report a credit line says a page to be (`AGENCIES`): there
an agency stands with all its short forms, because "(AP)" behind a town is the agency and nobody else.
"""

from __future__ import annotations

import re

# The name by which a publisher is held, then what else it is called; a mark between them.
_TABLE = """
    Associated Press = AP News | Associated Press News
    Agence France-Presse = AFP News | France Presse
    Reuters = Reuters News | Thomson Reuters
    Deutsche Presse-Agentur = German Press Agency | dpa
    Press Association = PA Media | PA news agency
    Canadian Press = La Presse Canadienne
    Itar-Tass = Tass | Tass News Agency
    RIA Novosti = RIA
    Kyodo News = Kyodo
    Jiji Press = Jiji
    Anadolu Agency = Anadolu | Anadolu Ajansı
    Agencia EFE = EFE
    Agenzia Nazionale Stampa Associata = Ansa
    Polska Agencja Prasowa = Polish Press Agency
    Austria Presse Agentur = Austria Press Agency
    Tidningarnas Telegrambyrå = TT News Agency
    Bloomberg = Bloomberg News
    British Broadcasting Corporation = BBC News | BBC Radio | BBC World Service | the Beeb
    Australian Broadcasting Corporation = ABC Australia
    Canadian Broadcasting Corporation = CBC News
    Radio Free Europe/Radio Liberty = RFE/RL | Radio Free Europe | Radio Liberty
    Deutsche Welle = DW News
    Al Jazeera = Aljazeera | Al Jazeera English
    Sky News = Sky
    Fox News = Fox | Fox News Channel
    New York Times = NY Times | nytimes.com
    New York Post = NY Post
    Washington Post = WaPo | Wash Post
    Los Angeles Times = LA Times | L.A. Times | latimes.com
    Wall Street Journal = WSJ.com
    Huffington Post = HuffPost
    Financial Times = FT.com
    Daily Telegraph = Telegraph newspaper
    Frankfurter Allgemeine Zeitung = Frankfurter Allgemeine
    Der Spiegel = Spiegel
    Nikkei Asia = Nikkei Asian Review
    Hong Kong Free Press = HKFP
    Moody's = Moody's Investors Service | Moody's Ratings
    Standard & Poor's = S&P | S&P Global | S&P Global Ratings
    Fitch Ratings = Fitch
    Amnesty International = Amnesty
    Médecins Sans Frontières = Doctors Without Borders
    World Meteorological Organization = UN weather agency
    United Nations High Commissioner for Refugees = UN refugee agency | UNHCR
    United Nations Children's Fund = Unicef | UN children's agency
    United Nations Educational, Scientific and Cultural Organization = Unesco
    World Health Organization = UN health agency
    Centers for Disease Control and Prevention = CDC
    National Aeronautics and Space Administration = Nasa
    Federal Reserve = the Fed | Federal Reserve Board
    Metropolitan Police = Scotland Yard | Met Police
    Ministry of Defence = MoD
    Roskomnadzor = Federal Service for Supervision of Communications, Information Technology and Mass Media
"""

OUTLETS: dict[str, str] = {
    alias.strip(): held.strip()
    for held, _, others in (line.partition("=") for line in _TABLE.strip().splitlines())
    for alias in others.split("|")
}
"""The publisher that another name stands for."""

# Agencies whose reports other papers print, by the forms in which they are credited; the first names it.
AGENCIES = (
    ("Associated Press", "ap", "ap news", "the ap"),
    ("Agence France-Presse", "afp", "agence france presse"),
    ("Reuters", "thomson reuters", "reuters news"),
    ("PA Media", "pa", "press association", "pa news"),
    ("Deutsche Presse-Agentur", "dpa", "deutsche presse agentur", "dpa international"),
    ("United Press International", "upi"),
    ("Canadian Press", "cp"),
    ("Australian Associated Press", "aap", "aap newswire"),
    ("Press Trust of India", "pti"),
    ("Asian News International", "ani"),
    ("Indo-Asian News Service", "ians", "indo asian news service"),
    ("Kyodo News", "kyodo"),
    ("Yonhap News Agency", "yonhap", "yonhap news"),
    ("Xinhua", "xinhua news agency", "xinhuanet"),
    ("TASS", "itar tass", "itar-tass", "tass news agency"),
    ("Interfax", "interfax news agency"),
    ("EFE", "agencia efe"),
    ("ANSA", "ansa news agency"),
    ("Bloomberg", "bloomberg news"),
    ("Anadolu Agency", "anadolu", "aa"),
    ("Austria Presse Agentur", "apa"),
    ("Tidningarnas Telegrambyrå", "tt"),
    ("Norsk Telegrambyrå", "ntb"),
    ("Ritzau", "ritzau bureau"),
    ("The Conversation", "conversation"),
)
"""Each agency's name, and the forms in which it is credited, in lower case."""

OUTLET_WORD = re.compile(
    r"\b(?:wire|newswire|press|news|agency|agence|agentur|media|service|times|post|herald|guardian|gazette|tribune|"
    r"telegraph|chronicle|courier|echo|examiner|observer|journal|radio|magazine|review|daily|weekly|conversation|"
    r"mail|express|mirror|lantern|dispatch|bulletin|broadcasting|channel|tv|network|project|institute)\b",
    re.IGNORECASE,
)
"""A word by which a name is known for an outlet's."""
