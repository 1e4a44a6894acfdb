"""A session: who hosts it, when it opens and closes, and what may happen to it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

Kind = Literal["ama", "topics"]
Naming = Literal["anonymous", "named", "both"]
State = Literal["set_up", "open", "live", "closed"]
Field = Literal["title", "hosts", "opens", "closes", "schedule", "rules"]

MOST_TITLE = 80  # characters
MOST_RULES = 1000
MOST_HOSTS = 10
MOST_QUESTIONS = 3  # anonymous ones per person
LONGEST = timedelta(days=21)

NO_TITLE = "Give it a title, so that people know what to ask about."
LONG_TITLE = f"Up to {MOST_TITLE} characters."
LONG_RULES = f"Up to {MOST_RULES:,} characters."
NO_HOST = "Pick at least one person who answers."
TOO_MANY_HOSTS = f"Up to {MOST_HOSTS} hosts."
CLOSED_BEFORE_OPEN = "It has to close after it opens."
ALREADY_OVER = "That is in the past. Pick a moment to come."
TOO_LONG = f"Up to {LONGEST.days} days from opening to closing; people lose track of longer ones."
OUTSIDE = "The evening has to lie between opening and closing."


@dataclass(frozen=True)
class Slot:
    """A part of the evening: when it begins (UTC), and what it is."""

    at: datetime
    what: str


@dataclass(frozen=True)
class Plan:
    """What a host writes into the set-up; times are UTC. `we_did` is what came of the last edition: (said, did)."""

    channel: str
    kind: Kind
    title: str
    hosts: tuple[str, ...]
    opens_at: datetime
    closes_at: datetime
    zone: str
    naming: Naming
    is_moderated: bool
    rules: str = ""
    schedule: tuple[Slot, ...] = ()
    we_did: tuple[tuple[str, str], ...] = ()
    most_questions: int = MOST_QUESTIONS

    @property
    def live_at(self) -> datetime | None:
        """When the evening begins by itself; None where a host starts it."""
        return self.schedule[0].at if self.schedule else None


@dataclass(frozen=True)
class Ama:
    """A session as it stands. `edition` counts those of its kind in its channel."""

    ama_id: str
    edition: int
    plan: Plan
    state: State
    board_ts: str = ""
    closed_at: datetime | None = None
    poll_ts: str = ""
    poll_until: datetime | None = None
    shown: str = ""

    @property
    def takes_questions(self) -> bool:
        """Whether somebody may ask, vote, flag, edit and withdraw now."""
        return self.state in {"open", "live"}

    def is_host(self, user: str) -> bool:
        """Whether somebody may moderate and run it."""
        return user in self.plan.hosts


def faults(plan: Plan, now: datetime) -> dict[Field, str]:
    """What is wrong with a plan, by the field to show it at; empty when it is fine."""
    wrong: dict[Field, str] = {}
    if not plan.title.strip():
        wrong["title"] = NO_TITLE
    elif len(plan.title) > MOST_TITLE:
        wrong["title"] = LONG_TITLE
    if not plan.hosts:
        wrong["hosts"] = NO_HOST
    elif len(plan.hosts) > MOST_HOSTS:
        wrong["hosts"] = TOO_MANY_HOSTS
    if len(plan.rules) > MOST_RULES:
        wrong["rules"] = LONG_RULES
    return wrong | _faults_in_time(plan, now)


def _faults_in_time(plan: Plan, now: datetime) -> dict[Field, str]:
    if plan.closes_at <= plan.opens_at:
        return {"closes": CLOSED_BEFORE_OPEN}
    if plan.closes_at <= now:
        return {"closes": ALREADY_OVER}
    if plan.closes_at - plan.opens_at > LONGEST:
        return {"closes": TOO_LONG}
    if any(not plan.opens_at <= slot.at < plan.closes_at for slot in plan.schedule):
        return {"schedule": OUTSIDE}
    return {}


def due_state(ama: Ama, now: datetime) -> State:
    """The state that a session should be in by its plan; a host may be ahead of the plan, never behind it."""
    if ama.state == "closed" or now >= ama.plan.closes_at:
        return "closed"
    if ama.state == "live" or (ama.plan.live_at is not None and now >= ama.plan.live_at):
        return "live"
    return "open" if ama.state == "open" or now >= ama.plan.opens_at else "set_up"


def hosts_left(hosts: Sequence[str], gone: str) -> tuple[str, ...]:
    """The hosts without somebody whose account was deactivated; the last one stays, and `/ama` says so."""
    left = tuple(host for host in hosts if host != gone)
    return left or tuple(hosts)
