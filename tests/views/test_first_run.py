"""The first conversation, as whoever has it reads it."""

from typing import Any

import pytest
from syrupy.assertion import SnapshotAssertion

from handlers.views import first_run as view
from tests.views.rendered import faults, pressed

STEPS: dict[str, dict[str, Any]] = {
    "first": view.first(),
    "second": view.second("Noted."),
    "third": view.third(is_form_open=True),
    "third without the form": view.third(is_form_open=False),
    "last": view.last(has_chosen=True),
    "last with nothing chosen": view.last(has_chosen=False),
    "put off": view.put_off(),
}


@pytest.mark.parametrize("step", STEPS)
def test_each_step_reads_well_and_its_buttons_lead_on(step: str, snapshot: SnapshotAssertion) -> None:
    assert STEPS[step] == snapshot
    assert faults(STEPS[step]) == []


def test_it_asks_three_questions_and_no_more() -> None:
    asked = [part for step in STEPS.values() for part in (1, 2, 3, 4) if f"*{part} of 3" in str(step)]
    assert sorted(set(asked)) == [1, 2, 3]
    assert pressed(view.last(has_chosen=True)) == pressed(view.put_off()) == []
