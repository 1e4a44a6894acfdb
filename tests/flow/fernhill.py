"""Fernhill, a small company whose history is simple enough to count by hand.

Iris reads; Oskar is her manager, Vera is his. Paul and Nell write. Oskar answers most of what Paul writes
in #partners and little else. The private #board has Iris in it, and not the bot.
"""

from dataclasses import replace
from pathlib import Path

from sandbox.app_config import AppConfig
from sandbox.clock import WorkspaceClock
from sandbox.workspace import Workspace

MANIFEST = Path(__file__).parents[2] / "manifest.yml"
MANAGER_FIELD = "Xf0MANAGER"
PEOPLE = ("iris", "oskar", "vera", "paul", "nell")
DAY, MINUTE = 86_400.0, 60.0

FRESH_PARTNER = "Quillpost wants the locker contract signed by Friday"
FRESH_SECOND = "Shall we let Quillpost price per round?"
FRESH_SOUP = "Lentil soup today"
FRESH_BOARD = "The draft budget, for your eyes"
SEEN_BY_OSKAR = "Harbour Maps raised their prices"


def app_config(**changes: object) -> AppConfig:
    """The app as its manifest says, with `changes`."""
    return replace(AppConfig.from_manifest(MANIFEST), **changes)  # type: ignore[arg-type]  # any field


def fernhill(config: AppConfig) -> Workspace:
    """The company with sixty days of history up to now."""
    workspace = Workspace("T0FERNHILL", "Fernhill", "fernhill", clock=WorkspaceClock(), config=config)
    workspace.profile_fields.append(
        {"id": MANAGER_FIELD, "label": "Manager", "hint": "", "type": "user", "ordering": 0}
    )
    for name in PEOPLE:
        fields = {MANAGER_FIELD: "UOSKAR"} if name == "iris" else {}
        workspace.add_person(
            name,
            person_id=f"U{name.upper()}",
            real_name=name.title(),
            tz="Europe/Berlin",
            profile_fields=fields,
        )
    for name, is_private in (("partners", False), ("lunch", False), ("board", True)):
        workspace.create_channel("UIRIS", name, channel_id=f"C{name.upper()}", is_private=is_private)
        for person in PEOPLE[1:]:
            workspace.invite("UIRIS", f"C{name.upper()}", f"U{person.upper()}")
    _past(workspace)
    _last_week(workspace)
    return workspace


def said(workspace: Workspace, channel: str, person: str, text: str, days_ago: float) -> str:
    """Something that was posted then; nobody is told of it."""
    at = workspace.clock.now() - days_ago * DAY
    return workspace.post(f"U{person.upper()}", f"C{channel.upper()}", text, at=at).ts


def answered(workspace: Workspace, channel: str, person: str, ts: str, minutes: float = 10) -> None:
    """A reply that was written `minutes` after the post."""
    at = float(ts) + minutes * MINUTE
    workspace.post(f"U{person.upper()}", f"C{channel.upper()}", "I'll look into it", thread_ts=ts, at=at)


def _past(workspace: Workspace) -> None:
    for number in range(12):
        days_ago = 16 + 4 * number
        paul = said(workspace, "partners", "paul", f"Partner news {number}", days_ago)
        if number % 3 == 0:
            workspace.react("UOSKAR", "CPARTNERS", paul, "eyes")
        elif number % 4 != 3:
            answered(workspace, "partners", "oskar", paul, minutes=8 + number)
        nell = said(workspace, "partners", "nell", f"Partner trivia {number}", days_ago + 1)
        if number == 5:
            answered(workspace, "partners", "oskar", nell, minutes=9 * 24 * 60)  # too late to count
        for course in range(3):
            said(workspace, "lunch", "nell", f"Lunch {number}.{course}", days_ago + course / 4)
        board = said(workspace, "board", "paul", f"Board paper {number}", days_ago + 2)
        if number % 2:
            answered(workspace, "board", "oskar", board)


def _last_week(workspace: Workspace) -> None:
    # What Oskar usually answers within minutes is no longer likely once he has let it lie for days.
    said(workspace, "partners", "paul", FRESH_PARTNER, 1 / 48)
    said(workspace, "partners", "paul", FRESH_SECOND, 1 / 96)
    said(workspace, "lunch", "nell", FRESH_SOUP, 1)
    said(workspace, "board", "paul", FRESH_BOARD, 1 / 96)
    known = said(workspace, "partners", "nell", SEEN_BY_OSKAR, 3)
    workspace.react("UOSKAR", "CPARTNERS", known, "thinking_face")
