"""Help names every word that there is, and no other."""

import pytest
from syrupy.assertion import SnapshotAssertion

from handlers import HANDLERS, MODALS
from handlers.views import words
from tests.test_manifest import COMMANDS
from tests.views.rendered import faults

BEGINNING = "command.earshot."
NOT_TYPED_FIRST = {"resume"}  # named on the line of pause


def known() -> set[str]:
    """The words that something happens on."""
    return {kind.removeprefix(BEGINNING) for kind in (*HANDLERS, *MODALS) if kind.startswith(BEGINNING)}


def test_help(snapshot: SnapshotAssertion) -> None:
    assert snapshot == words.HELP
    assert faults(words.modal()) == []
    assert len(words.HELP) < 3000


def test_every_word_is_named_and_every_named_word_works() -> None:
    assert set(words.typed()) == known() - NOT_TYPED_FIRST
    assert all(f"/earshot {word}`" in words.HELP for word in NOT_TYPED_FIRST)


def test_the_manifest_offers_the_same_words() -> None:
    offered = COMMANDS["/earshot"]["usage_hint"].strip("[]").split(" | ")
    assert set(offered) == {word.partition(" ")[0] for word in offered} == known() | {"help"}


@pytest.mark.parametrize(
    ("typed", "meant"), [("folow", "follow"), ("digets", "digest"), ("STOP!", ""), ("resum", "resume")]
)
def test_what_was_meant_is_guessed(typed: str, meant: str) -> None:
    said = words.unknown(typed)
    assert said.startswith(f"I don't know `/earshot {typed}`.")
    if meant:
        assert f"Did you mean `/earshot {meant}`?" in said


def test_a_word_like_no_other_is_not_guessed_at() -> None:
    assert "Did you mean" not in words.unknown("sing")
