"""The set-up of a session: a modal, and what is read from it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from slack_sdk.models.blocks import (
    Block,
    CheckboxesElement,
    ConversationFilter,
    ConversationSelectElement,
    DateTimePickerElement,
    InputBlock,
    Option,
    PlainTextInputElement,
    RadioButtonsElement,
    StaticSelectElement,
    UserMultiSelectElement,
)

from bot.ama.ama import MOST_RULES, MOST_TITLE, Kind, Naming
from handlers.views import form, text
from handlers.views.ama import entry

CALLBACK = "ama.host.setup"
TITLES = {"ama": "Set up an AMA", "topics": "Set up open space"}
INTRO = {
    "ama": "I put a board in the channel. People ask, all vote, and at the end every question has an outcome "
    "that everybody can read: answered, declined with a reason, or due by a date.",
    "topics": "I put a board in the channel. People propose topics for the open space and all vote. At the end "
    "every topic has an outcome: held, declined with a reason, or put off to a date.",
}
NAMINGS: dict[Naming, str] = {
    "both": "Each person chooses",
    "anonymous": "Always anonymous",
    "named": "Always with a name",
}
MODERATED = "A host reads each one before it appears"
SCHEDULE_HINT = "On the day it closes, a line for each part, like 19:00 Platform. It goes live then by itself. Or leave it empty."
WE_DID_HINT = "One line each: what was said last time → what came of it. It stands on the board."
ZONES = (
    "UTC", "Africa/Cairo", "Africa/Johannesburg", "Africa/Lagos", "Africa/Nairobi", "America/Anchorage",
    "America/Argentina/Buenos_Aires", "America/Bogota", "America/Chicago", "America/Denver", "America/Halifax",
    "America/Lima", "America/Los_Angeles", "America/Mexico_City", "America/New_York", "America/Phoenix",
    "America/Santiago", "America/Sao_Paulo", "America/Toronto", "Asia/Bangkok", "Asia/Dhaka", "Asia/Dubai",
    "Asia/Hong_Kong", "Asia/Jakarta", "Asia/Jerusalem", "Asia/Karachi", "Asia/Kolkata", "Asia/Manila",
    "Asia/Seoul", "Asia/Shanghai", "Asia/Singapore", "Asia/Taipei", "Asia/Tokyo", "Australia/Perth",
    "Australia/Sydney", "Europe/Amsterdam", "Europe/Athens", "Europe/Berlin", "Europe/Bucharest",
    "Europe/Dublin", "Europe/Helsinki", "Europe/Istanbul", "Europe/Kyiv", "Europe/Lisbon", "Europe/London",
    "Europe/Madrid", "Europe/Oslo", "Europe/Paris", "Europe/Prague", "Europe/Rome", "Europe/Stockholm",
    "Europe/Vienna", "Europe/Warsaw", "Europe/Zurich", "Pacific/Auckland", "Pacific/Honolulu",
)  # fmt: skip


@dataclass(frozen=True)
class Filled:
    """What the set-up is filled in with. `we_did` are lines from the last edition's poll and promises."""

    kind: Kind
    channel: str
    host: str
    opens_at: datetime
    closes_at: datetime
    zone: str
    title: str = ""
    rules: str = ""
    we_did: Sequence[str] = ()


@dataclass(frozen=True)
class Written:
    """What was written into the set-up, as it stands there. Times are UTC; None where none was chosen."""

    kind: Kind
    title: str
    hosts: tuple[str, ...]
    channel: str
    opens_at: datetime | None
    closes_at: datetime | None
    zone: str
    schedule: str
    naming: Naming
    is_moderated: bool
    rules: str
    we_did: str


def modal(filled: Filled) -> dict[str, Any]:
    """The set-up as views.open takes it."""
    blocks: list[Block] = [
        entry.section(INTRO[filled.kind]),
        _text("title", "Title", filled.title, MOST_TITLE, hint="What people can ask about, and whom."),
        *_who(filled),
        _moment("opens", "Opens", filled.opens_at),
        _moment("closes", "Closes", filled.closes_at),
        _text("schedule", "The evening", "", 1000, hint=SCHEDULE_HINT, lines=True, optional=True),
        _zone(filled.zone),
        _naming(),
        _moderated(),
        _text("rules", "Rules of the house", filled.rules, MOST_RULES, lines=True, optional=True),
        _text("we_did", "You said → we did", "\n".join(filled.we_did), 2000, hint=WE_DID_HINT, lines=True, optional=True),
    ]  # fmt: skip
    return form.modal(CALLBACK, TITLES[filled.kind], blocks, ("Put up the board", "Not now"), filled.kind)


def _text(
    name: str, label: str, value: str, most: int, hint: str = "", *, lines: bool = False, optional: bool = False
) -> InputBlock:  # fmt: skip
    element = PlainTextInputElement(
        action_id=name, max_length=most, multiline=lines, initial_value=text.cut(value, most) or None
    )
    return form.field(name, label, element, hint, optional=optional)


def _who(filled: Filled) -> list[Block]:
    hosts = UserMultiSelectElement(action_id="hosts", initial_users=[filled.host], max_selected_items=10)
    channel = ConversationSelectElement(
        action_id="channel",
        initial_conversation=filled.channel or None,
        filter=ConversationFilter(include=["public", "private"], exclude_bot_users=True),
    )
    return [
        form.field("hosts", "Hosts", hosts, "They answer, and they can moderate. Everything they do is logged for all."),
        form.field("channel", "Channel", channel, "Where the board goes. I join public ones; invite me to private ones."),
    ]  # fmt: skip


def _moment(name: str, label: str, at: datetime) -> InputBlock:
    return form.field(
        name, label, DateTimePickerElement(action_id=name, initial_date_time=int(at.timestamp()))
    )


def _zone(zone: str) -> InputBlock:
    names = sorted({*ZONES, zone})[:100]
    options = {name: Option(value=name, label=name.replace("_", " ")) for name in names}
    element = StaticSelectElement(
        action_id="zone", options=list(options.values()), initial_option=options[zone]
    )
    return form.field("zone", "The evening is in the time of", element, "Readers see it in their own.")


def _naming() -> InputBlock:
    options = [Option(value=value, label=label) for value, label in NAMINGS.items()]
    return form.field(
        "naming",
        "Names",
        RadioButtonsElement(action_id="naming", options=options, initial_option=options[0]),
    )


def _moderated() -> InputBlock:
    options = [Option(value="moderated", label=MODERATED)]
    return form.field(
        "moderated", "Moderation", CheckboxesElement(action_id="moderated", options=options), optional=True
    )


def read(view: Mapping[str, Any]) -> Written:
    """What was written, from the submitted view."""
    values = view["state"]["values"]

    def given(name: str) -> Mapping[str, Any]:
        element = (values.get(name) or {}).get(name)
        return element if isinstance(element, Mapping) else {}

    def said(name: str) -> str:
        return str(given(name).get("value") or "").strip()

    def chosen(name: str) -> str:
        return str((given(name).get("selected_option") or {}).get("value") or "")

    naming = chosen("naming")
    return Written(
        kind="topics" if view.get("private_metadata") == "topics" else "ama",
        title=said("title"),
        hosts=tuple(dict.fromkeys(str(each) for each in given("hosts").get("selected_users") or ())),
        channel=str(given("channel").get("selected_conversation") or ""),
        opens_at=_moment_from(given("opens").get("selected_date_time")),
        closes_at=_moment_from(given("closes").get("selected_date_time")),
        zone=chosen("zone") or "UTC",
        schedule=said("schedule"),
        naming="named" if naming == "named" else "anonymous" if naming == "anonymous" else "both",
        is_moderated=bool(given("moderated").get("selected_options")),
        rules=said("rules"),
        we_did=said("we_did"),
    )


def _moment_from(seconds: object) -> datetime | None:
    return datetime.fromtimestamp(seconds, UTC) if isinstance(seconds, int) else None
