"""Members of the workspace: people, bots and Slackbot."""

from dataclasses import dataclass, field
from typing import Any

SLACKBOT_ID = "USLACKBOT"


@dataclass
class Person:
    """One member. `profile_fields` maps ids of custom fields (Xf…) to values.

    `dnd` is the next quiet span in unix seconds; an empty `tz` means that Slack does not tell it. `home_team` is the
    workspace of somebody from another organisation, met in a shared channel.
    """

    id: str
    name: str
    real_name: str = ""
    display_name: str = ""
    email: str = ""
    tz: str = "Etc/UTC"
    title: str = ""
    is_bot: bool = False
    deleted: bool = False
    is_restricted: bool = False
    is_ultra_restricted: bool = False
    is_admin: bool = False
    profile_fields: dict[str, str] = field(default_factory=dict)
    bot_id: str = ""
    app_id: str = ""
    updated: int = 0
    dnd: tuple[int, int] | None = None
    locale: str = "en-US"
    home_team: str = ""

    @property
    def is_guest(self) -> bool:
        """Whether this member sees only the channels they are in."""
        return self.is_restricted or self.is_ultra_restricted

    @property
    def shown_name(self) -> str:
        """The name that others see."""
        return self.display_name or self.real_name or self.name


def slackbot() -> Person:
    """Slack's own helper, which is in every workspace and says of itself that it is no bot."""
    return Person(id=SLACKBOT_ID, name="slackbot", real_name="Slackbot", display_name="Slackbot")


def person_from_export(user: dict[str, Any]) -> Person:
    """A member out of Slack's user object, whose missing parts get plain defaults."""
    profile = user.get("profile") or {}
    fields = profile.get("fields") or {}
    return Person(
        id=user["id"],
        name=user.get("name") or user["id"].lower(),
        real_name=profile.get("real_name") or user.get("real_name") or "",
        display_name=profile.get("display_name") or "",
        email=profile.get("email") or "",
        tz=user.get("tz") or "",
        title=profile.get("title") or "",
        is_bot=bool(user.get("is_bot")),
        deleted=bool(user.get("deleted")),
        is_restricted=bool(user.get("is_restricted")),
        is_ultra_restricted=bool(user.get("is_ultra_restricted")),
        is_admin=bool(user.get("is_admin")),
        profile_fields={
            key: str(value.get("value", "")) for key, value in fields.items() if isinstance(value, dict)
        },
        bot_id=profile.get("bot_id") or "",
        app_id=profile.get("api_app_id") or "",
        locale=user.get("locale") or "en-US",
    )
