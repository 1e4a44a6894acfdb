"""People press buttons of what they get, or let it pass."""

from datetime import timedelta

from quarter.heard import Heard, buttons
from quarter.run import Quarter

NEVER = {"nudge.why", "nudge.pause", "digest.pause", "week.pause", "digest.less", "week.less", "follow.open"}
LEAST, MOST = 4, 300  # minutes until somebody presses a button
_LATEST_DIGEST_ITEM = 3


def plan(quarter: Quarter) -> None:
    """Answer whatever comes, as each person does."""
    quarter.ears.on_heard = lambda heard: _answer(quarter, heard)


def _answer(quarter: Quarter, heard: Heard) -> None:
    persona, rng = quarter.by_user[heard.user], quarter.rng
    found = [each for each in buttons(heard.blocks) if each[0] not in NEVER]
    if not found or rng.random() >= persona.answers:
        return
    action, block = rng.choice(found[: max(2, _LATEST_DIGEST_ITEM * 2)])
    later = quarter.now + timedelta(minutes=rng.randint(LEAST, MOST))
    quarter.plan(later, lambda: _press(quarter, heard, action, block))


async def _press(quarter: Quarter, heard: Heard, action: str, block: str) -> None:
    persona = quarter.by_user[heard.user]
    message = quarter.workspace.channels[heard.channel].messages.get(heard.ts)
    is_there = message is not None and (action, block) in buttons(message.blocks or [])
    if not is_there:  # edited since: somebody does not press what is no longer shown
        return
    heard.pressed_at = heard.pressed_at or quarter.now
    heard.pressed.append(action)
    await quarter.hand.presses(persona.handle, action, block_id=block, channel=heard.channel, ts=heard.ts)
    await quarter.settle()
    await quarter.through(persona.handle)
