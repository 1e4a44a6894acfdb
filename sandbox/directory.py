"""Who is in the workspace: people come, change and leave."""

import re
from dataclasses import replace
from typing import Any

from sandbox.errors import SlackError
from sandbox.membership import Membership
from sandbox.objects import dnd_json, user_json
from sandbox.people import Person


class Directory(Membership):
    """Changes to the members of the workspace."""

    def add_app(
        self, user_id: str = "U0EARSHOT", bot_id: str = "B0EARSHOT", app_id: str = "A0EARSHOT"
    ) -> Person:
        """Install the app: its bot user, which is in no channel yet. A second call returns the same bot user."""
        if self.bot_user_id:
            return self.bot
        handle = re.sub(r"[^a-z0-9._-]+", "-", self.config.bot_display_name.lower()).strip("-")
        self.bot_user_id = user_id
        self.people[user_id] = Person(
            id=user_id,
            name=handle or "app",
            real_name=self.config.bot_display_name,
            tz="Etc/UTC",
            is_bot=True,
            bot_id=bot_id,
            app_id=app_id,
            updated=int(self.clock.now()),
        )
        return self.bot

    def uninstall(self) -> None:
        """Remove the app: its tokens stop working, and it is told so while it still listens."""
        self.is_uninstalled = True
        ts = self.event_ts()
        tokens = {"oauth": [], "bot": [self.bot_user_id]}
        self.emit({"type": "tokens_revoked", "tokens": tokens, "event_ts": ts}, None)
        self.emit({"type": "app_uninstalled", "event_ts": ts}, None)

    def add_person(self, name: str, *, person_id: str = "", **details: Any) -> Person:
        """A new member with the handle `name`; `details` are fields of Person. Raises name_taken or email_taken.

        Full members enter the general channel at once.
        """
        email = details.get("email")
        for other in self.people.values():
            if other.name == name or other.id == person_id:
                raise SlackError("name_taken")
            if email and other.email == email:
                raise SlackError("email_taken")
        person = Person(id=person_id or self.new_id("U"), name=name, updated=int(self.clock.now()), **details)
        self.people[person.id] = person
        self._tell_about(person, "team_join")
        if not person.is_guest and not person.is_bot:
            for channel in self.channels.values():
                if channel.is_general and not channel.is_archived:
                    self.enter(channel, person.id)
        return person

    def change_person(self, user_id: str, **changes: Any) -> Person:
        """Change fields of a member. Custom profile fields alone make no event, as in Slack."""
        person = self.person(user_id)
        changed = replace(person, **changes, updated=int(self.clock.now()))
        for key in (*changes, "updated"):
            setattr(person, key, getattr(changed, key))
        if set(changes) - {"profile_fields", "dnd"}:
            self._tell_about(person, "user_change")
        if "dnd" in changes:
            status = {"user": person.id, "dnd_status": dnd_json(person), "event_ts": self.event_ts()}
            self.emit({"type": "dnd_updated_user", **status}, None)
        return person

    def deactivate(self, user_id: str) -> Person:
        """Close a member's account; what they wrote stays."""
        self.active_person(user_id)
        return self.change_person(user_id, deleted=True)

    def _tell_about(self, person: Person, kind: str) -> None:
        with_email = "users:read.email" in self.config.bot_scopes
        user = user_json(person, self.team_id, self.clock.now(), with_email=with_email)
        ts = self.event_ts()
        self.emit({"type": kind, "user": user, "cache_ts": person.updated, "event_ts": ts}, None)
