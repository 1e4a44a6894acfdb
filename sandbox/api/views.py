"""views.*: modals and Home tabs that the app shows."""

from typing import Any

from sandbox.api.args import invalid_arguments
from sandbox.api.method import Answer, Call, Method, table
from sandbox.errors import SlackError
from sandbox.triggers import Trigger
from sandbox.views import View, check_definition


def open_modal(call: Call) -> Answer:
    """Open a modal for whoever caused the trigger."""
    definition = check_definition(_definition(call), "modal")
    return _shown(call, call.site.interactivity.views.open(_trigger(call), definition))


def push(call: Call) -> Answer:
    """Put a modal on top of the one the trigger came from."""
    definition = check_definition(_definition(call), "modal")
    return _shown(call, call.site.interactivity.views.push(_trigger(call), definition))


def update(call: Call) -> Answer:
    """Change a modal that is still open, by view_id or external_id."""
    view_id, external_id = call.args.text("view_id"), call.args.text("external_id")
    if not view_id and not external_id:
        raise invalid_arguments("missing required field: view_id")
    definition = _definition(call)
    views = call.site.interactivity.views
    view = views.find(view_id or None, external_id or None)
    return _shown(call, views.update(view, definition, call.args.text("hash") or None))


def publish(call: Call) -> Answer:
    """Change somebody's Home tab."""
    user_id = call.args.required("user_id")
    definition = _definition(call)
    views = call.site.interactivity.views
    return _shown(call, views.publish(user_id, definition, call.args.text("hash") or None))


def _definition(call: Call) -> dict[str, Any]:
    definition: dict[str, Any] | None = call.args.structure("view", dict, "invalid_arguments")
    if definition is None:
        raise invalid_arguments("missing required field: view")
    return definition


def _trigger(call: Call) -> Trigger:
    trigger_id = call.args.text("trigger_id")
    if not trigger_id:
        raise SlackError("invalid_trigger_id")
    return call.site.interactivity.triggers.check(trigger_id)


def _shown(call: Call, view: View) -> Answer:
    return {"view": call.site.interactivity.views.to_json(view)}


METHODS = table(
    Method("views.open", 4, open_modal),
    Method("views.push", 4, push),
    Method("views.update", 4, update),
    Method("views.publish", 4, publish),
)
