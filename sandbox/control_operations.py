"""What a tester does to the workspace itself: its clock, faults, connections and settings."""

from sandbox.control_moments import moment_after
from sandbox.control_request import Answer, ControlError, ControlRequest, iso
from sandbox.http_events import VerificationError
from sandbox.socket_mode import SocketConnection, SocketMode

_TREATMENTS = ("warn", "refresh", "disconnect", "drop")
_SETTINGS = ("retry_scale", "ack_timeout_s", "rate_limit_scale")


def set_clock(request: ControlRequest) -> Answer:
    """Set the workspace's time {set: unix seconds or ISO}, or move it {advance_s: seconds} {advance: "1h", "next monday 09:00"; tz?}."""
    clock = request.workspace.clock
    to = request.moment("set")
    try:
        if to is not None:
            clock.set(to)
        elif request.value("advance_s") is not None:
            clock.advance(request.number("advance_s", 0))
        else:
            clock.advance(
                moment_after(clock.now(), request.text("advance"), request.text("tz", "UTC")) - clock.now()
            )
    except ValueError as error:
        raise ControlError(str(error)) from error
    now = clock.now()
    return {"now": now, "iso": iso(now), "version": clock.version}


def arm_fault(request: ControlRequest) -> Answer:
    """Make Web API calls fail {method, kind, times?, share?, seconds?, error?, seed?} or {history_lag_s}."""
    try:
        request.desk.site.faults.arm(request.arguments)
    except (TypeError, ValueError) as error:
        raise ControlError(str(error)) from error
    return request.desk.site.faults.to_json()


def clear_faults(request: ControlRequest) -> Answer:
    """Disarm all faults."""
    request.desk.site.faults.clear()
    return request.desk.site.faults.to_json()


def faults(request: ControlRequest) -> Answer:
    """The faults that are armed, and how often they struck."""
    return request.desk.site.faults.to_json()


def connections(request: ControlRequest) -> Answer:
    """The app's Socket Mode connections, and the events still on their way to it."""
    delivery = request.desk.site.delivery
    shown = [
        {"id": one.id, "retiring": one.retiring}
        for one in (delivery.socket_mode.connections if delivery.socket_mode else ())
    ]
    return {"connections": shown, "undelivered": delivery.undelivered}


async def verify(request: ControlRequest) -> Answer:
    """Send url_verification to the app's request URL (HTTP only)."""
    http = request.desk.site.delivery.http
    if http is None:
        raise ControlError("the app is reached over Socket Mode: it has no request URL.")
    try:
        await http.verify()
    except VerificationError as error:
        raise ControlError(str(error)) from error
    return {"request_url": http.request_url}


async def do_to_connections(request: ControlRequest) -> Answer:
    """Treat all Socket Mode connections {do: warn, refresh, disconnect or drop}, or one {id}."""
    socket_mode = request.desk.site.delivery.socket_mode
    if socket_mode is None:
        raise ControlError("the app is reached over HTTP: it has no connections.")
    do, chosen = request.text("do"), request.optional("id")
    if do not in _TREATMENTS:
        raise ControlError(f"do must be one of {', '.join(_TREATMENTS)}.")
    treated = [one for one in socket_mode.connections if chosen in (None, one.id)]
    for one in treated:
        await _treat(socket_mode, one, do)
    return {"treated": [one.id for one in treated]}


async def _treat(socket_mode: SocketMode, one: SocketConnection, do: str) -> None:
    if do == "warn":
        one.age(0.0, socket_mode.warning_lead_s)
    elif do == "refresh":
        one.retire(socket_mode.warning_lead_s)
    elif do == "disconnect":
        await one.announce("link_disabled")
        await one.close()
    else:
        one.drop()


def settings(request: ControlRequest) -> Answer:
    """How strictly time is kept: hold_when_disconnected, retry_scale, ack_timeout_s, rate_limit_scale."""
    site = request.desk.site
    return {
        "hold_when_disconnected": site.delivery.hold_when_disconnected,
        "retry_scale": site.delivery.retry_scale,
        "ack_timeout_s": site.delivery.ack_timeout_s,
        "rate_limit_scale": site.limits.scale,
    }


def change_settings(request: ControlRequest) -> Answer:
    """Change settings {hold_when_disconnected?, retry_scale?, ack_timeout_s?, rate_limit_scale? (0: no limits)}."""
    site = request.desk.site
    unknown = set(request.arguments) - {*_SETTINGS, "hold_when_disconnected"}
    if unknown:
        raise ControlError(f"there is no setting {', '.join(sorted(unknown))}.")
    if "hold_when_disconnected" in request.arguments:
        site.delivery.hold_when_disconnected = request.flag("hold_when_disconnected")
    site.delivery.retry_scale = request.number("retry_scale", site.delivery.retry_scale)
    site.delivery.ack_timeout_s = request.number("ack_timeout_s", site.delivery.ack_timeout_s)
    site.limits.scale = request.number("rate_limit_scale", site.limits.scale)
    return settings(request)
