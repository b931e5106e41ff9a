import pytest

from sources.matching import NameBook, is_named, names_nobody

SAME = [
    ("Reuters", "Reuters"),
    ("REUTERS", "reuters"),
    ("the Reuters news agency", "Reuters"),
    ("Reuters", "reuters.com"),
    ("https://www.reuters.com/", "Reuters"),
    ("The Guardian’s", "Guardian"),
    ("SCMP", "South China Morning Post"),
    ("the South China Morning Post", "SCMP"),
    ("AP", "Associated Press"),
    ("A.P.", "The Associated Press"),
    ("AFP", "Agence France-Presse"),
    ("KCNA", "Korean Central News Agency"),
    ("WHO", "World Health Organization"),
    ("World Health Organization (WHO)", "WHO"),
    ("World Health Organization (WHO)", "World Health Organization"),
    ("BBC", "BBC News"),
    ("South Korea's Yonhap news agency", "Yonhap News Agency"),
    ("state broadcaster NHK", "NHK"),
    ("the weekly Der Spiegel", "Der Spiegel"),
    ("Merrow Holdings", "Merrow Holdings Inc."),
    ("the New York Times", "The New York Times Company"),
    ("Time magazine", "Time"),
    ("Moody's", "Moody’s Ltd"),
    ("Süddeutsche Zeitung", "Suddeutsche Zeitung"),
    ("Bank of England", "the Bank of England"),
    ("Northgate Wire", "Northgate Wire"),
]

DIFFERENT = [
    ("Times", "Financial Times"),
    ("the Post", "Washington Post"),
    ("Reuters", "Thomson Reuters Foundation"),
    ("Anselby", "Anselby News"),
    ("Northgate", "Northgate Wire"),
    ("the agency", "Xinhua News Agency"),
    ("the agency", "The Agency"),
    ("officials", "Officials"),
    ("researchers", "Institute of Researchers"),
    ("the ministry", "Ministry"),
    ("a spokesman", "Spokesman"),
    ("it", "IT"),
    ("the news agency", "News Agency"),
    ("England", "Bank of England"),
    ("Korea", "Korean Central News Agency"),
    ("ap", "Associated Press"),
    ("AP", "Asia Pacific Weekly Review"),
    ("Ministry of Ports", "Ministry of Roads"),
    ("", ""),
    ("the", "The"),
    ("...", "..."),
    ("Press", "Associated Press"),
    ("Tideway", "Tideway News"),
]


@pytest.mark.parametrize(("name", "held"), SAME)
def test_two_ways_of_writing_a_name_are_one(name: str, held: str) -> None:
    assert is_named(name, held)
    assert is_named(held, name)
    assert NameBook([("src-1", held, "")]).find(name) == {"src-1"}


@pytest.mark.parametrize(("name", "held"), DIFFERENT)
def test_a_part_of_a_name_or_a_description_is_nobodys_name(name: str, held: str) -> None:
    assert not is_named(name, held)
    assert not is_named(held, name)
    assert NameBook([("src-1", held, held)]).find(name) == frozenset()


AUTHORS = NameBook(
    [
        ("src-1", "Tideway News", "Ada Holm"),
        ("src-2", "Financial Times", "Financial Times"),
        ("src-3", "Herald", "By Ben Cole and Dora Lee"),
        ("src-4", "Mail", "Lee, Tom"),
        ("src-5", "Gazette", "Staff Writer"),
        ("src-6", "Roads Office", "Ministry of Roads"),
        ("src-7", "Weekly", "Eva Marsh, Juan Carlos de Borbón"),
    ]
)


@pytest.mark.parametrize(
    ("name", "found"),
    [
        ("Ada Holm", {"src-1"}),
        ("Holm", {"src-1"}),
        ("Mayor Holm", {"src-1"}),
        ("Dr. Ada Holm", {"src-1"}),
        ("A. Holm", {"src-1"}),
        ("Bea Holm", set()),
        ("ruiz", set()),
        ("Ben Cole", {"src-3"}),
        ("Cole", {"src-3"}),
        ("Dora Lee", {"src-3"}),
        ("Tom Lee", {"src-4"}),
        ("Lee", set()),  # two authors have that surname
        ("Marsh", {"src-7"}),
        ("Times", set()),
        ("Writer", set()),
        ("Roads", set()),
        ("Ministry of Roads", {"src-6"}),
        ("Tideway News", {"src-1"}),
        ("Ana", set()),
    ],
)
def test_an_author_is_found_by_name_or_by_a_surname_that_only_one_has(name: str, found: set[str]) -> None:
    assert AUTHORS.find(name) == found


def test_all_sources_of_a_publisher_are_found_and_a_library_without_names_has_none() -> None:
    book = NameBook([("src-1", "Reuters", ""), ("src-2", "reuters.com", ""), ("src-3", "", "")])
    assert book.find("Reuters") == {"src-1", "src-2"}
    assert NameBook([]).find("Reuters") == frozenset()
    assert book.find("") == frozenset()


BODIES = [
    ("src-1", "Office for Roads and Crossings", ""),
    ("src-2", "Merrow Regional Council", ""),
    ("src-3", "Quellhaven City Council", ""),
    ("src-4", "Tarn Valley News Agency", ""),
    ("src-5", "Merrow Hauliers' Association", ""),
]


@pytest.mark.parametrize(
    ("name", "found"),
    [
        ("the Office", {"src-1"}),
        ("The Office", {"src-1"}),
        ("the Association", {"src-5"}),
        ("the Council", set()),  # two go by that
        ("the office", set()),
        ("Office", set()),
        ("the agency", set()),
        ("the Bank", set()),
        ("the Roads", set()),
    ],
)
def test_a_body_is_found_by_what_it_is_when_written_with_a_capital_and_only_one_fits(
    name: str, found: set[str]
) -> None:
    assert NameBook(BODIES).find(name) == found


def test_an_alias_of_the_person_finds_the_publisher_by_either_name() -> None:
    book = NameBook([("src-1", "Daily Lantern", ""), ("src-2", "The Lamp", "")], {"the Lamp": "Daily Lantern"})
    assert book.find("Lamp") == {"src-1", "src-2"}
    assert book.find("the Daily Lantern") == {"src-1", "src-2"}


@pytest.mark.parametrize(
    ("name", "held"),
    [
        ("WaPo", "The Washington Post"),
        ("the L.A. Times", "Los Angeles Times"),
        ("Kyodo", "Kyodo News"),
        ("the UN refugee agency", "UNHCR"),
        ("the Washington Post", "WaPo"),
        ("SCMP", "South China Morning Post"),
        ("BBC News", "British Broadcasting Corporation"),
    ],
)
def test_common_outlets_are_found_by_their_other_names(name: str, held: str) -> None:
    assert NameBook([("src-1", held, "")]).find(name) == {"src-1"}


def test_what_names_nobody_stays_nobodys_name_whatever_alias_is_given() -> None:
    book = NameBook([("src-1", "Tarn Valley News Agency", "")], {"the agency": "Tarn Valley News Agency"})
    assert book.find("the agency") == frozenset()
    assert names_nobody("the agency")
    assert not names_nobody("SCMP")


def test_an_alias_given_by_a_person_comes_before_the_common_one() -> None:
    entries = [("src-1", "Sky News", ""), ("src-2", "Sky over Merrow", "")]
    assert NameBook(entries).find("Sky") == {"src-1"}
    assert NameBook(entries, {"Sky": "Sky over Merrow"}).find("Sky") == {"src-2"}


@pytest.mark.parametrize(
    ("name", "held"),
    [
        ("the Office", "Office for Roads and Crossings"),
        ("Office for Roads and Crossings", "Office for Roads and Crossings"),
        ("ORC", "Office for Roads and Crossings"),
        ("Roads HQ", "Office for Roads and Crossings"),
        ("Ms Holm", "Ada Holm"),
        ("the Lantern", "the Lantern"),
        ("officials", "officials"),
    ],
)
def test_a_name_goes_by_the_publisher_or_author_whom_it_means(name: str, held: str) -> None:
    entries = [("a", "Office for Roads and Crossings", ""), ("b", "Quellhaven Herald", "Ada Holm, Ben Cole")]
    assert NameBook(entries, {"Roads HQ": "Office for Roads and Crossings"}).goes_by(name) == held


@pytest.mark.parametrize("name", ["a new report", "A 2019 study", "an earlier survey", "the latest figures"])
def test_a_description_names_nobody(name: str) -> None:
    assert names_nobody(name)


@pytest.mark.parametrize("name", ["the new york times", "New Scientist", "a report by Velta", "The Independent"])
def test_a_name_among_other_words_names_somebody(name: str) -> None:
    assert not names_nobody(name)
