"""Every kind of nudge that there is: what is not in this table is never sent."""

from bot.nudges import (
    answer_first,
    feedback_owed,
    going_cold,
    green_loop,
    green_review,
    join_channel,
    promise_due,
    promise_made,
)
from bot.nudges.nudge import Kind

_MODULES = (
    answer_first,
    promise_due,
    green_loop,
    going_cold,
    feedback_owed,
    green_review,
    promise_made,
    join_channel,
)

KINDS: dict[str, Kind] = {module.KIND.name: module.KIND for module in _MODULES}
