import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.ama.after import NEXT_TIME, SHOWN_FROM, USEFUL, Answer, counts, most_wanted, useful

ANSWERS = st.lists(
    st.builds(Answer, st.sampled_from(["", *USEFUL]), st.sampled_from(["", *NEXT_TIME])), max_size=30
)


@given(ANSWERS)
def test_under_five_answers_nothing_is_shown(answers: list[Answer]) -> None:
    few = answers[: SHOWN_FROM - 1]
    assert counts(few) is None
    assert useful(few) is None
    assert most_wanted(few) == ""


@given(ANSWERS)
def test_usefulness_lies_between_nothing_and_all(answers: list[Answer]) -> None:
    found = useful(answers)
    assert found is None or 0 <= found <= 1


def test_partly_counts_half() -> None:
    answers = [Answer(each, "") for each in ("yes", "yes", "partly", "partly", "no")]
    assert useful(answers) == pytest.approx(0.6)
    counted = counts(answers)
    assert counted is not None
    assert counted[0] == {"yes": 2, "partly": 2, "no": 1}


def test_what_most_want_next_time_is_carried_over_unless_all_is_well() -> None:
    assert most_wanted([Answer("yes", "longer")] * 4 + [Answer("yes", "same")]) == (
        "4 of 5 said: more time for answers"
    )
    assert most_wanted([Answer("yes", "same")] * 5) == ""
    assert most_wanted([Answer("yes", "")] * 5) == ""
