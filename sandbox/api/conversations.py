"""conversations.* and users.conversations: which conversations there are, and who is in them."""

from sandbox.api.method import SCOPE_PREFIX, Answer, Call, Method, missing_scope, of_kinds, table
from sandbox.api.paging import page
from sandbox.channels import Channel
from sandbox.errors import SlackError
from sandbox.objects import channel_json

TYPES = {"public_channel": "channel", "private_channel": "group", "im": "im", "mpim": "mpim"}
MAX_PAGE = 999
MAX_DM_PARTNERS = 8


def info(call: Call) -> Answer:
    """One conversation."""
    channel = call.seen_channel("read")
    shown = _shown(call, channel)
    if call.args.flag("include_num_members"):
        shown["num_members"] = len(channel.members)
    return {"channel": shown}


def members(call: Call) -> Answer:
    """The ids of a conversation's members, deactivated ones included."""
    channel = call.seen_channel("read")
    ids = sorted(channel.members)
    chosen, cursor = page(
        ids, call.args.text("cursor"), call.args.limit(100, MAX_PAGE, is_strict=True), "user"
    )
    return {"members": list(chosen), "response_metadata": {"next_cursor": cursor}}


def list_all(call: Call) -> Answer:
    """Every public channel, and the other conversations that the app is in; by default public ones only."""
    bot_id, workspace = call.bot.id, call.workspace
    seen = (one for one in workspace.channels.values() if one.is_public or bot_id in one.members)
    return _listed(call, list(seen), with_members=True)


def list_of_user(call: Call) -> Answer:
    """The conversations of `user` (default the app itself); those that are not public only where the app is in them too."""
    user_id = call.args.text("user") or call.bot.id
    person = call.workspace.people.get(user_id)
    if person is None:
        raise SlackError("user_not_found")
    shared = [
        one for one in call.workspace.channels_of(person.id) if one.is_public or call.bot.id in one.members
    ]
    return _listed(call, shared, with_members=False)


def open_dm(call: Call) -> Answer:
    """The direct or group message with `users`, or the one with the id `channel`."""
    channel, is_new = _resumed(call) if call.args.text("channel") else _opened(call)
    call.need(f"{SCOPE_PREFIX[channel.kind]}:write")
    answer: Answer = {} if is_new else {"no_op": True, "already_open": True}
    return_im = call.args.flag("return_im")
    return answer | {"channel": _shown(call, channel) if return_im else {"id": channel.id}}


def join(call: Call) -> Answer:
    """Enter a public channel."""
    channel = call.workspace.visible_channel(call.bot.id, call.args.required("channel"))
    is_new = call.workspace.join(call.bot.id, channel.id)
    answer: Answer = {"channel": _shown(call, channel)}
    if not is_new:
        answer |= {"warning": "already_in_channel", "response_metadata": {"warnings": ["already_in_channel"]}}
    return answer


def leave(call: Call) -> Answer:
    """Leave a channel."""
    channel = call.workspace.visible_channel(call.bot.id, call.args.required("channel"))
    call.need("channels:manage" if channel.is_public else f"{SCOPE_PREFIX[channel.kind]}:write")
    return {} if call.workspace.leave(call.bot.id, channel.id) else {"not_in_channel": True}


def _listed(call: Call, channels: list[Channel], *, with_members: bool) -> Answer:
    kinds = _kinds(call)
    without_archived = call.args.flag("exclude_archived")
    chosen = {
        one.id: one for one in channels if one.kind in kinds and not (without_archived and one.is_archived)
    }
    ids, cursor = page(
        sorted(chosen), call.args.text("cursor"), call.args.limit(100, MAX_PAGE, is_strict=True), "team"
    )
    rows = []
    for channel_id in ids:
        channel = chosen[channel_id]
        row = _shown(call, channel)
        if with_members and not channel.is_im:
            row["num_members"] = len(channel.members)
        rows.append(row)
    return {"channels": rows, "response_metadata": {"next_cursor": cursor}}


def _kinds(call: Call) -> set[str]:
    types = call.args.listing("types") or ["public_channel"]
    if set(types) - set(TYPES):
        raise SlackError("invalid_types")
    kinds = {TYPES[one] for one in types}
    needed = tuple(f"{SCOPE_PREFIX[kind]}:read" for kind in SCOPE_PREFIX if kind in kinds)
    if set(needed) - call.scopes:
        raise missing_scope(needed, call.scopes)
    return kinds


def _resumed(call: Call) -> tuple[Channel, bool]:
    channel = call.workspace.visible_channel(call.bot.id, call.args.text("channel"))
    if not (channel.is_im or channel.is_mpim):
        raise SlackError("method_not_supported_for_channel_type")
    return channel, False


def _opened(call: Call) -> tuple[Channel, bool]:
    users = [one for one in call.args.listing("users") if one != call.bot.id]
    if not call.args.text("users"):
        raise SlackError("users_list_not_supplied")
    if not users:
        raise SlackError("cannot_dm_bot")
    if len(users) > MAX_DM_PARTNERS:
        raise SlackError("too_many_users")
    call.need("im:write" if len(set(users)) == 1 else "mpim:write")
    for user_id in users:
        call.workspace.active_person(user_id)
    existing = call.workspace.dm_between({call.bot.id, *users})
    return existing or call.workspace.open_dm([call.bot.id, *users]), existing is None


def _shown(call: Call, channel: Channel) -> dict[str, object]:
    shown = channel_json(channel, call.workspace.team_id, call.bot.id)
    if channel.is_im:
        shown["is_user_deleted"] = call.workspace.people[shown["user"]].deleted
    return shown


METHODS = table(
    Method("conversations.info", 3, info, of_kinds("read")),
    Method("conversations.members", 4, members, of_kinds("read")),
    Method("conversations.list", 2, list_all, of_kinds("read")),
    Method("conversations.open", 3, open_dm, ("im:write", "mpim:write")),
    Method("conversations.join", 3, join, ("channels:join",)),
    Method("conversations.leave", 3, leave, ("channels:manage", "groups:write", "mpim:write", "im:write")),
    Method("users.conversations", 3, list_of_user, of_kinds("read")),
)
