"""An address is read, written and changed without losing what it holds."""

from hypothesis import given
from hypothesis import strategies as st

from dash_app.address import Address

WORDS = st.text(
    st.characters(exclude_characters="/", exclude_categories=("Cs", "Cc")), min_size=1
)


@given(WORDS, WORDS, st.dictionaries(WORDS, WORDS, max_size=4))
def test_what_is_written_is_read_again(council, topic, query):
    written = Address(council, topic, query=query).href()
    path, _, search = written.partition("?")
    assert Address.parse(path, f"?{search}") == Address(council, topic, query=query)


def test_another_page_keeps_council_view_and_build_alone():
    here = Address("X1", "uptake", query={"view": "public", "build": "b", "age": "all"})
    there = here.to("tiers")
    assert there.href() == "/X1/tiers?view=public&build=b"


def test_a_choice_is_made_and_taken_back():
    here = Address("X1", "deserts", query={"line": "1.1"})
    assert here.choosing(place="X01").href() == "/X1/deserts?line=1.1&place=X01"
    assert here.choosing(line=None).href() == "/X1/deserts"


def test_nothing_is_an_address_too():
    assert Address.parse("/", "") == Address()
    assert Address.parse(None, None) == Address()
