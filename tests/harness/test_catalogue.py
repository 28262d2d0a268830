"""Requirements files: what is wrong in one is said with file, table and key; what is misspelt gets a suggestion."""

import tomllib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adproof import catalogue, places
from adproof.catalogue import Catalogue, CatalogueError, Origin, Requirement, Strength, did_you_mean, requirement_problems

DOCUMENT = (
    """title = "A document"\npublisher = "P"\naddress = "https://docs.example.test/"\nlanguage = "en"\nread = 2026-11-21\n"""
)
TABLE = """[ads-are-listed]
statement = "A list of ads comes back."
section = "Lists"
strength = "must"
origin = "document"
"""


@pytest.fixture
def write(tmp_path):
    """`write(topic_file_text)` writes a catalogue of one contract and says where it lies."""

    def suites(text, document=DOCUMENT, topic="lists"):
        folder = tmp_path / "search"
        folder.mkdir(exist_ok=True)
        (folder / "document.toml").write_text(document, encoding="utf-8")
        (folder / f"{topic}.toml").write_text(text, encoding="utf-8")
        catalogue.load.cache_clear()
        return tmp_path

    yield suites
    catalogue.load.cache_clear()


def test_a_table_is_a_requirement(write):
    (found,) = catalogue.load(write(TABLE + 'needs = ["search.keys.pro"]\n[ads-are-listed.readings]\none = "the first"\n'))
    assert found.id == "search.lists.ads-are-listed"
    assert (found.contract, found.topic, found.strength, found.origin) == ("search", "lists", Strength.MUST, Origin.DOCUMENT)
    assert (found.needs, found.readings, found.untested) == (("search.keys.pro",), {"one": "the first"}, None)
    assert catalogue.load(write(TABLE)).documents["search"].read == "2026-11-21"


@pytest.mark.parametrize(
    ("text", "says"),
    [
        (
            TABLE + "stength = 'must'",
            r"search/lists\.toml: \[ads-are-listed\]: unknown key 'stength'\. Did you mean 'strength'",
        ),
        (TABLE.replace('"must"', '"shall"'), r"\[ads-are-listed\]: 'shall' is not one of \['must', 'should', 'open'\]"),
        (TABLE.replace('"document"', '"rumour"'), "'rumour' is not one of"),
        (TABLE.replace('statement = "A list of ads comes back."\n', ""), "'statement' is a required property"),
        (TABLE.replace('"A list of ads comes back."', "7"), "7 is not of type 'string'"),
        (TABLE + "needs = ['Search Keys']", "does not match"),
        (TABLE + "readings = { 'Not Hyphenated' = 'x' }", "does not match"),
        (TABLE + "untested = 'why'", "too short|at least|non-empty"),
        ("statement = 'x'", "is no table"),
        ("[unclosed", "lists.toml"),
        (TABLE + TABLE, "lists.toml"),
        ("", "no requirements were found"),
    ],
)
def test_a_wrong_file_is_named_with_its_place(write, text, says):
    with pytest.raises(CatalogueError, match=says) as wrong:
        catalogue.load(write(text))
    assert "\n" not in str(wrong.value)


def test_a_document_without_a_title_is_named(write):
    with pytest.raises(CatalogueError, match=r"document\.toml: the key 'title' is missing"):
        catalogue.load(write(TABLE, document=DOCUMENT.replace("title", "titel")))


def test_a_file_that_is_no_utf8_is_named(write, tmp_path):
    write(TABLE)
    (tmp_path / "search" / "other.toml").write_bytes(b"# \xff\n")
    with pytest.raises(CatalogueError, match=r"other\.toml"):
        catalogue.load(tmp_path)


def test_an_id_is_written_once():
    one = Requirement("search.lists.once", "It is said once.", "Lists", Strength.MUST, Origin.DOCUMENT)
    with pytest.raises(CatalogueError, match=r"'search\.lists\.once' is written twice"):
        Catalogue([], [one, one])


def test_an_unknown_id_gets_a_suggestion(write):
    with pytest.raises(CatalogueError, match=r"'search\.list\.ads-are-listed'\. Did you mean 'search\.lists\.ads-are-listed'\?"):
        catalogue.load(write(TABLE))["search.list.ads-are-listed"]
    with pytest.raises(CatalogueError, match=r"no requirement is called 'zzzz'\.$"):
        catalogue.load(write(TABLE))["zzzz"]


def test_the_digest_tells_catalogues_apart(write):
    before = catalogue.load(write(TABLE)).digest()
    assert catalogue.load(write(TABLE)).digest() == before
    assert catalogue.load(write(TABLE.replace("must", "should"))).digest() != before


@given(st.text(), st.lists(st.text()))
def test_suggestions_come_from_what_is_known(word, known):
    said = did_you_mean(word, known)
    assert said == "" or any(repr(each) in said for each in known)


@given(st.dictionaries(st.text() | st.sampled_from(["statement", "strength", "needs", "readings"]), st.integers() | st.text()))
def test_no_table_crashes_the_check(table):
    assert requirement_problems(table)


def test_our_own_files_load():
    loaded = catalogue.load(places.SUITES)
    assert set(loaded.documents) == set(places.CONTRACTS)
    for file in places.SUITES.glob("*/*.toml"):
        assert tomllib.loads(file.read_text(encoding="utf-8"))
