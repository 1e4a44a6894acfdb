"""The thought experiment: one vote a person, and the last one counts."""

from hypothesis import given
from hypothesis import strategies as st

from bot.green_button.poll import NOBODY_YET, THEN, Tally, Vote, result, tally

votes = st.lists(st.tuples(st.sampled_from(["wren", "larch", "alder"]), st.sampled_from(["green", "red"])))


@given(votes)
def test_everybody_counts_once_with_their_last_vote(pressed: list[tuple[str, Vote]]) -> None:
    counted = tally(dict(pressed))
    assert counted.green + counted.red == len({person for person, _ in pressed})


def test_the_result_is_one_line_and_a_thought() -> None:
    assert result(Tally(0, 0)) == NOBODY_YET
    assert result(Tally(1, 0)) == "🟢 1 · 🔴 0"
    assert result(Tally(12, 9)) == f"🟢 12 · 🔴 9\n{THEN}"
