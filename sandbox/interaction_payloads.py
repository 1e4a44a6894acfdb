"""What Slack tells the app about an interaction: the payloads, built from the workspace."""

from typing import Any

from sandbox.channels import Channel
from sandbox.delivery import VERIFICATION_TOKEN
from sandbox.messages import Message
from sandbox.objects import message_json
from sandbox.people import Person
from sandbox.workspace import Workspace

Payload = dict[str, Any]


def channel_name(channel: Channel) -> str:
    """The name that interactions show: private conversations do not give theirs away."""
    if channel.is_im:
        return "directmessage"
    return "privategroup" if channel.kind == "group" else channel.name


def interaction(workspace: Workspace, kind: str, person: Person) -> Payload:
    """What all interactions have in common."""
    return {
        "type": kind,
        "user": {
            "id": person.id,
            "username": person.name,
            "name": person.name,
            "team_id": workspace.team_id,
        },
        "api_app_id": workspace.app_id,
        "token": VERIFICATION_TOKEN,
        "team": {"id": workspace.team_id, "domain": workspace.domain},
        "enterprise": None,
        "is_enterprise_install": False,
    }


def command(
    workspace: Workspace,
    person: Person,
    channel: Channel,
    name: str,
    text: str,
    *,
    response_url: str,
    trigger_id: str,
) -> Payload:
    """A slash command; every field is a string, because over HTTP it is a form."""
    return {
        "token": VERIFICATION_TOKEN,
        "team_id": workspace.team_id,
        "team_domain": workspace.domain,
        "channel_id": channel.id,
        "channel_name": channel_name(channel),
        "user_id": person.id,
        "user_name": person.name,
        "command": name,
        "text": text,
        "api_app_id": workspace.app_id,
        "is_enterprise_install": "false",
        "response_url": response_url,
        "trigger_id": trigger_id,
    }


def on_message(workspace: Workspace, channel: Channel, message: Message) -> Payload:
    """Where an interaction happened, when that is a message. An ephemeral message itself is not sent."""
    container: Payload = {
        "type": "message",
        "message_ts": message.ts,
        "channel_id": channel.id,
        "is_ephemeral": message.ephemeral_to is not None,
    }
    if message.thread_ts:
        container["thread_ts"] = message.thread_ts
    where: Payload = {"container": container, "channel": {"id": channel.id, "name": channel_name(channel)}}
    if message.ephemeral_to is None:
        where["message"] = message_json(channel, message, workspace.team_id)
    return where


def on_view(view: Payload) -> Payload:
    """Where an interaction happened, when that is a modal or Home tab; `view` is Slack's view object."""
    return {"container": {"type": "view", "view_id": view["id"]}, "view": view}
