"""What people do in conversations: POST /control/post and the like."""

from typing import Any

from sandbox.channels import Channel
from sandbox.composer import compose
from sandbox.control_request import Answer, ControlError, ControlRequest, shown_message

_PERSON_FIELDS = (
    "real_name",
    "display_name",
    "email",
    "tz",
    "title",
    "locale",
    "home_team",
    "is_restricted",
    "is_ultra_restricted",
    "is_admin",
)


def post(request: ControlRequest) -> Answer:
    """Post {person, channel|dm, text, thread_ts?, broadcast?, at?}; `at` dates it into the past, which tells nobody."""
    channel = request.channel()
    text, blocks = compose(request.workspace, request.text("text"))
    message = request.workspace.post(
        request.person().id,
        channel.id,
        text,
        blocks or None,
        request.optional("thread_ts"),
        at=request.moment("at"),
        reply_broadcast=request.flag("broadcast"),
    )
    return _posted(request, channel, message.ts)


def edit(request: ControlRequest) -> Answer:
    """Change one's own message {person, channel|dm, ts, text}."""
    channel, message = request.message()
    text, blocks = compose(request.workspace, request.text("text"))
    request.workspace.update(request.person().id, channel.id, message.ts, text, blocks or None)
    return _posted(request, channel, message.ts)


def delete(request: ControlRequest) -> Answer:
    """Delete one's own message {person, channel|dm, ts}."""
    channel, message = request.message()
    if message.ephemeral_to:
        del channel.ephemerals[message.ts]
    else:
        request.workspace.delete(request.person().id, channel.id, message.ts)
    return {}


def react(request: ControlRequest) -> Answer:
    """Add a reaction {person, channel|dm, ts, name}."""
    channel, message = request.message()
    request.workspace.react(request.person().id, channel.id, message.ts, request.text("name").strip(":"))
    return _posted(request, channel, message.ts)


def unreact(request: ControlRequest) -> Answer:
    """Take a reaction back {person, channel|dm, ts, name}."""
    channel, message = request.message()
    request.workspace.unreact(request.person().id, channel.id, message.ts, request.text("name").strip(":"))
    return _posted(request, channel, message.ts)


def join(request: ControlRequest) -> Answer:
    """Join a public channel {person, channel}."""
    request.workspace.join(request.person().id, request.channel().id)
    return _about(request.channel())


def leave(request: ControlRequest) -> Answer:
    """Leave a channel {person, channel}."""
    request.workspace.leave(request.person().id, request.channel().id)
    return _about(request.channel())


def invite(request: ControlRequest) -> Answer:
    """Bring somebody, also the bot, into a channel {person, channel, invitee}."""
    request.workspace.invite(request.person().id, request.channel().id, request.person("invitee").id)
    return _about(request.channel())


def kick(request: ControlRequest) -> Answer:
    """Remove somebody from a channel {person, channel, member}."""
    request.workspace.kick(request.person().id, request.channel().id, request.person("member").id)
    return _about(request.channel())


def create_channel(request: ControlRequest) -> Answer:
    """Make a channel {person, name, is_private?}."""
    is_private = request.flag("is_private")
    return _about(
        request.workspace.create_channel(request.person().id, request.text("name"), is_private=is_private)
    )


def rename(request: ControlRequest) -> Answer:
    """Rename a channel {person, channel, name}."""
    return _about(request.workspace.rename(request.person().id, request.channel().id, request.text("name")))


def topic(request: ControlRequest) -> Answer:
    """Set a channel's topic {person, channel, topic}."""
    return _about(
        request.workspace.set_topic(request.person().id, request.channel().id, request.text("topic"))
    )


def make_private(request: ControlRequest) -> Answer:
    """Turn a public channel into a private one {person, channel}."""
    channel = request.channel()
    request.workspace.make_private(request.person().id, channel.id)
    return _about(channel)


def archive(request: ControlRequest) -> Answer:
    """Archive a channel {person, channel}."""
    channel = request.channel()
    request.workspace.archive(request.person().id, channel.id)
    return _about(channel)


def unarchive(request: ControlRequest) -> Answer:
    """Open an archived channel again {person, channel}."""
    channel = request.channel()
    request.workspace.unarchive(request.person().id, channel.id)
    return _about(channel)


def delete_channel(request: ControlRequest) -> Answer:
    """Remove a channel with everything in it {person, channel}."""
    channel = request.channel()
    request.workspace.delete_channel(request.person().id, channel.id)
    return {"channel": channel.id}


def uninstall(request: ControlRequest) -> Answer:
    """Uninstall the app: its tokens are revoked {}."""
    request.workspace.uninstall()
    return {}


def add_person(request: ControlRequest) -> Answer:
    """A new member {name, real_name?, email?, tz?, title?, is_restricted?, profile_fields?}."""
    details = _details(request)
    person = request.workspace.add_person(request.text("name"), **details)
    return {"person": person.id, "name": person.name}


def change_person(request: ControlRequest) -> Answer:
    """Change a member {person, and the fields as for add_person}."""
    person = request.workspace.change_person(request.person().id, **_details(request))
    return {"person": person.id, "name": person.name}


def deactivate(request: ControlRequest) -> Answer:
    """Close a member's account {person}."""
    return {"person": request.workspace.deactivate(request.person().id).id}


def _details(request: ControlRequest) -> dict[str, Any]:
    details: dict[str, Any] = {}
    for key in _PERSON_FIELDS:
        if request.value(key) is not None:
            details[key] = request.flag(key) if key.startswith("is_") else request.text(key)
    fields = request.value("profile_fields")
    if fields is not None:
        if not isinstance(fields, dict):
            raise ControlError("profile_fields must be an object of field ids and values.")
        details["profile_fields"] = {str(key): str(value) for key, value in fields.items()}
    if request.value("dnd") is not None:
        details["dnd"] = _quiet(request.value("dnd"))
    return details


def _quiet(span: Any) -> tuple[int, int] | None:
    """When Slack keeps quiet for a member: [begin, end] in unix seconds, or [] for never."""
    is_span = isinstance(span, list) and len(span) in {0, 2} and all(type(each) is int for each in span)
    if not is_span:
        raise ControlError("dnd must be [begin, end] in unix seconds, or [].")
    return (span[0], span[1]) if span else None


def _posted(request: ControlRequest, channel: Channel, ts: str) -> Answer:
    message = shown_message(request.workspace, channel, channel.message(ts))
    return {"channel": channel.id, "ts": ts, "iso": message["iso"], "message": message}


def _about(channel: Channel) -> Answer:
    return {"channel": channel.id, "name": channel.name, "members": sorted(channel.members)}


ACTS = (
    post,
    edit,
    delete,
    react,
    unreact,
    join,
    leave,
    invite,
    kick,
    create_channel,
    rename,
    topic,
    make_private,
    archive,
    unarchive,
    delete_channel,
    uninstall,
    add_person,
    change_person,
    deactivate,
)
