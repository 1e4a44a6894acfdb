"""reactions.*: the app's own reactions, and those on a message."""

from sandbox.api.method import Answer, Call, Method, table
from sandbox.errors import SlackError
from sandbox.objects import message_json


def add(call: Call) -> Answer:
    """React to a message as the app."""
    channel, ts, name = _item(call)
    call.workspace.react(call.bot.id, channel, ts, name)
    return {}


def remove(call: Call) -> Answer:
    """Take the app's reaction back."""
    channel, ts, name = _item(call)
    call.workspace.unreact(call.bot.id, channel, ts, name)
    return {}


def get(call: Call) -> Answer:
    """A message with its reactions."""
    channel = call.workspace.joined_channel(call.bot.id, _channel_id(call))
    message = channel.message(_timestamp(call))
    return {
        "type": "message",
        "channel": channel.id,
        "message": message_json(channel, message, call.workspace.team_id)
        | {"permalink": call.workspace.permalink(channel.id, message.ts)},
    }


def _item(call: Call) -> tuple[str, str, str]:
    name = call.args.required("name").strip(":")
    return _channel_id(call), _timestamp(call), name


def _channel_id(call: Call) -> str:
    channel_id = call.args.text("channel")
    if not channel_id:
        raise SlackError("no_item_specified")
    return channel_id


def _timestamp(call: Call) -> str:
    if not call.args.text("timestamp"):
        raise SlackError("no_item_specified")
    return call.args.ts("timestamp", "bad_timestamp")


METHODS = table(
    Method("reactions.add", 3, add, ("reactions:write",)),
    Method("reactions.remove", 2, remove, ("reactions:write",)),
    Method("reactions.get", 3, get, ("reactions:read",)),
)
