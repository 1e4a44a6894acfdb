"""Who works at the sample company, in which channels, and the same as Slack's JSON."""

from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

import yaml

HERE = Path(__file__).parent
TEAM_ID = "T0LOCAL"
FIRST_DAY, LAST_DAY = 1, 30


class Works(NamedTuple):
    """First and last working day, of the thirty that the sample covers."""

    first: int = FIRST_DAY
    last: int = LAST_DAY


@dataclass(frozen=True)
class Colleague:
    """A person (or the bot) of the sample company, known by handle."""

    handle: str
    name: str
    title: str
    tz: ZoneInfo
    manager: str = ""
    works: Works = field(default_factory=Works)
    guest: bool = False
    deleted: bool = False
    bot: bool = False

    @property
    def id(self) -> str:
        """Slack's user id."""
        return f"U0{self.handle.upper()}"

    @property
    def bot_id(self) -> str:
        """Slack's id of the app's bot, for a bot."""
        return f"B0{self.handle.upper()}"

    @property
    def app_id(self) -> str:
        """Slack's id of the app itself, for a bot."""
        return f"A0{self.handle.upper()}"


@dataclass(frozen=True)
class Room:
    """A channel of the sample company, known by name."""

    name: str
    purpose: str
    topic: str
    members: tuple[str, ...]
    private: bool = False

    @property
    def id(self) -> str:
        """Slack's channel id."""
        return f"C0{self.name.replace('-', '').upper()}"


@dataclass(frozen=True)
class Cast:
    """Everybody and every channel."""

    people: dict[str, Colleague]
    rooms: dict[str, Room]
    manager_field: dict[str, Any]

    def at_work(self, handle: str, day: int) -> bool:
        """Whether the person works here on that day."""
        return self.people[handle].works.first <= day <= self.people[handle].works.last

    def present(self, room: str, day: int) -> list[str]:
        """The handles of the people (no bots) who are in the channel and work here on that day."""
        members = self.rooms[room].members
        return [each for each in members if not self.people[each].bot and self.at_work(each, day)]


def read_yaml(name: str) -> Any:
    """The contents of one of this package's YAML files, with the quick C parser where there is one."""
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    return yaml.load((HERE / name).read_text(encoding="utf-8"), Loader=loader)  # noqa: S506 - both are safe loaders


@cache
def read_cast() -> Cast:
    """The cast of people.yml."""
    sheet = read_yaml("people.yml")
    people = {handle: _colleague(handle, row) for handle, row in sheet["people"].items()}
    everyone = [who.handle for who in people.values() if not (who.guest or who.bot)]
    rooms = {name: _room(name, row, everyone) for name, row in sheet["channels"].items()}
    return Cast(people, rooms, sheet["field"])


def _colleague(handle: str, row: dict[str, Any]) -> Colleague:
    works = Works(*row.get("works", ()))
    return Colleague(handle, **{**row, "tz": ZoneInfo(row["tz"]), "works": works})


def _room(name: str, row: dict[str, Any], everyone: list[str]) -> Room:
    members = [handle for item in row["members"] for handle in (everyone if item == "everyone" else [item])]
    return Room(name, **{**row, "members": tuple(members)})
