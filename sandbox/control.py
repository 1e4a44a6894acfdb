"""The control interface: acting as a person in the workspace, in plain JSON over HTTP.

docs/local-workspace.md documents it, and GET /control/ lists it.
"""

import inspect
import json
from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING, Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Route

from sandbox import control_operations as operations
from sandbox import control_page, control_reading
from sandbox.control_acts import ACTS
from sandbox.control_interactions import INTERACTIONS
from sandbox.control_request import Answer, ControlError, ControlRequest, Desk
from sandbox.control_sights import SIGHTS
from sandbox.errors import SlackError
from sandbox.interactivity import InteractionError
from sandbox.local_only import is_local

if TYPE_CHECKING:
    from sandbox.site import Site

Act = Callable[[ControlRequest], Answer | Awaitable[Answer]]

TABLE: dict[tuple[str, str], Act] = {
    **{("GET", act.__name__): act for act in (*SIGHTS, *control_reading.SIGHTS)},
    **{("POST", act.__name__): act for act in (*ACTS, *INTERACTIONS, *control_reading.ACTS)},
    ("GET", "workspace"): control_page.workspace,
    ("GET", "live"): control_page.live,
    ("POST", "live"): control_page.switch_live,
    ("POST", "clock"): operations.set_clock,
    ("GET", "faults"): operations.faults,
    ("POST", "faults"): operations.arm_fault,
    ("DELETE", "faults"): operations.clear_faults,
    ("GET", "connections"): operations.connections,
    ("POST", "connections"): operations.do_to_connections,
    ("POST", "verify"): operations.verify,
    ("GET", "settings"): operations.settings,
    ("POST", "settings"): operations.change_settings,
}


def routes(site: "Site") -> list[BaseRoute]:
    """Everything below /control/."""
    desk = Desk(site)

    async def answer(request: Request) -> Response:
        try:
            return JSONResponse({"ok": True, **await _answer(desk, request)})
        except (ControlError, InteractionError) as error:
            return _refusal(str(error))
        except SlackError as error:
            return _refusal(_in_words(error), code=error.code)

    methods = ["GET", "POST", "DELETE"]
    return [
        Route("/control", index, methods=["GET"]),
        Route("/control/", index, methods=["GET"]),
        Route("/control/{name}", answer, methods=methods),
    ]


async def index(_: Request) -> Response:
    """What can be asked for, with one line on each."""
    listed = {f"{verb} /control/{name}": act.__doc__ or "" for (verb, name), act in TABLE.items()}
    return JSONResponse({"ok": True, "control": listed})


async def _answer(desk: Desk, request: Request) -> Answer:
    _refuse_strangers(request)
    name = request.path_params["name"]
    act = TABLE.get((request.method, name))
    if act is None:
        raise ControlError(
            f"there is no {request.method} /control/{name}; GET /control/ lists what there is."
        )
    arguments = await _body(request) if request.method == "POST" else dict(request.query_params)
    answer = act(ControlRequest(desk, arguments))
    return await answer if inspect.isawaitable(answer) else answer


def _refuse_strangers(request: Request) -> None:
    # A web page opened in the same browser must not act here: it cannot send JSON or fake the host without being asked.
    if not is_local(request):
        raise ControlError("the control interface answers to 127.0.0.1 and localhost only.")
    is_json = request.headers.get("content-type", "").partition(";")[0].strip() == "application/json"
    if request.method == "POST" and not is_json:
        raise ControlError("send JSON with Content-Type: application/json (curl --json does).")


async def _body(request: Request) -> dict[str, Any]:
    try:
        body = json.loads(await request.body() or b"{}")
    except ValueError as error:
        raise ControlError(f"the body is not JSON: {error}") from error
    if not isinstance(body, dict):
        raise ControlError("the body must be a JSON object.")
    return body


def _refusal(error: str, **more: str) -> Response:
    return JSONResponse({"ok": False, "error": error, **more}, status_code=400)


def _in_words(error: SlackError) -> str:
    details = error.extra.get("response_metadata", {}).get("messages", [])
    return f"Slack refuses this: {error.code}" + (f" ({'; '.join(details)})" if details else "")
