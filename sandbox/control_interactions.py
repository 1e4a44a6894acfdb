"""What people do with the app: POST /control/command, click, submit and the like."""

from sandbox.block_actions import Place
from sandbox.channels import Channel
from sandbox.control_request import Answer, ControlError, ControlRequest, sees
from sandbox.interactivity import InteractionError
from sandbox.messages import Message

_WAIT_S = 3.0


async def command(request: ControlRequest) -> Answer:
    """Use a slash command {person, text, channel|dm? (else the direct message with the bot), wait_s?}."""
    person = request.actor()
    interactivity = request.desk.site.interactivity
    channel = request.channel() if request.has_channel() else _dm_with_bot(request)
    return await interactivity.command(person, channel, request.text("text"), request.wait_s(_WAIT_S))


async def click(request: ControlRequest) -> Answer:
    """Click or choose {person, action_id, block_id?, value?, view | channel|dm with ts?, wait_s?}."""
    person, action_id, block_id = request.actor(), request.text("action_id"), request.optional("block_id")
    place = _place(request, action_id, block_id)
    value, wait_s = request.value("value"), request.wait_s(_WAIT_S)
    return await request.desk.block_actions.act(person, place, action_id, block_id, value, wait_s)


async def options(request: ControlRequest) -> Answer:
    """Type into an external select {person, action_id, block_id?, query?, view | channel|dm with ts?}."""
    person, action_id, block_id = request.actor(), request.text("action_id"), request.optional("block_id")
    place = _place(request, action_id, block_id)
    offered = await request.desk.block_actions.suggest(
        person, place, action_id, request.text("query", ""), block_id
    )
    return {"options": offered}


async def fill(request: ControlRequest) -> Answer:
    """Enter values in the modal on top without submitting {person, values, view?}."""
    view = request.desk.modals.top(request.actor(), request.optional("view"))
    await request.desk.modals.fill(request.actor(), view, _values(request))
    return {"values": view.values}


async def submit(request: ControlRequest) -> Answer:
    """Enter values and submit the modal on top {person, values?, view?}; answers closed, errors or the view then shown."""
    return await request.desk.modals.submit(request.actor(), _values(request), request.optional("view"))


def close(request: ControlRequest) -> Answer:
    """Close the modal on top {person, view?}, or all with {"all": true}."""
    everything = request.flag("all")
    return request.desk.modals.close(request.actor(), request.optional("view"), everything=everything)


async def shortcut(request: ControlRequest) -> Answer:
    """Use a shortcut {person, callback_id, channel|dm and ts for one on a message, wait_s?}."""
    on = request.message() if request.value("ts") is not None else None
    callback_id, wait_s = request.text("callback_id"), request.wait_s(_WAIT_S)
    return await request.desk.site.interactivity.shortcut(request.actor(), callback_id, on, wait_s)


async def home(request: ControlRequest) -> Answer:
    """Open the app's Home {person, tab? (home or messages), wait_s?}; answers with what is published there."""
    person = request.actor()
    interactivity = request.desk.site.interactivity
    channel, home_view = await interactivity.visit_home(person, request.text("tab", "home"), request.wait_s())
    return {"channel": channel.id, "view": interactivity.views.to_json(home_view) if home_view else None}


def _values(request: ControlRequest) -> Answer:
    values = request.value("values")
    if values is None:
        return {}
    if not isinstance(values, dict):
        raise ControlError('values must be an object such as {"action_id": "value"}.')
    return values


def _place(request: ControlRequest, action_id: str, block_id: str | None) -> Place:
    if request.has_channel():
        if request.value("ts") is not None:
            channel, message = request.message()
        else:
            channel, message = _newest_with(request, action_id, block_id)
        return Place(channel=channel, message=message)
    person = request.actor()
    views = request.desk.site.interactivity.views
    asked = request.optional("view")
    home_view = views.home(person.id)
    if home_view is not None and asked in ("home", home_view.id):
        return Place(view=home_view)
    if asked == "home":
        raise ControlError(f"the app has published no Home for {person.name}.")
    return Place(view=request.desk.modals.top(person, asked))


def _newest_with(request: ControlRequest, action_id: str, block_id: str | None) -> tuple[Channel, Message]:
    channel, person = request.channel(), request.actor()
    bot = request.workspace.bot_user_id
    posted = [*channel.messages.values(), *channel.ephemerals.values()]
    for message in sorted(posted, key=lambda one: one.ts, reverse=True):
        if message.user != bot or not sees(person, channel, message):
            continue
        try:
            Place(channel=channel, message=message).find(action_id, block_id)
        except InteractionError:
            continue
        return channel, message
    raise ControlError(f"no message of the app that {person.name} sees there has an element {action_id}.")


def _dm_with_bot(request: ControlRequest) -> Channel:
    return request.workspace.open_dm([request.actor().id, request.workspace.bot_user_id])


INTERACTIONS = (command, click, options, fill, submit, close, shortcut, home)
