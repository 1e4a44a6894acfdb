import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.relationships.tags import LONGEST, MOST, fault, tags_from


@pytest.mark.parametrize(
    ("typed", "tags"),
    [
        ("", ()),
        (" , ,#", ()),
        ("Customers", ("customers",)),
        ("#Customers, customers,  Mentors ", ("customers", "mentors")),
        ("user \t research", ("user research",)),
        ("a\x00b\u202e, c\ud800", ("a b", "c?")),
    ],
)
def test_tags_are_told_apart_by_commas(typed: str, tags: tuple[str, ...]) -> None:
    assert tags_from(typed) == tags


def test_too_many_and_too_long_ones_are_named() -> None:
    assert fault(tuple("abcde")) == ""
    assert fault(tuple("abcdef")) == f"That's 6 tags. Up to {MOST} for one person, please."
    assert fault(("x" * LONGEST,)) == ""
    assert "x" * LONGEST in fault(("x" * (LONGEST + 1),))


@given(st.text())
def test_what_was_understood_means_the_same_when_it_is_typed_again(typed: str) -> None:
    tags = tags_from(typed)
    assert tags_from(", ".join(tags)) == tuple(dict.fromkeys(tag.casefold() for tag in tags))
