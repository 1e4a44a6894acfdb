"""Every kind of nudge that there is: what is not in this table is never sent."""

from bot.nudges import answer_first, feedback_owed, going_cold, join_channel, promise_due, promise_made
from bot.nudges.nudge import Kind

_MODULES = (answer_first, promise_due, going_cold, feedback_owed, promise_made, join_channel)

KINDS: dict[str, Kind] = {module.KIND.name: module.KIND for module in _MODULES}
