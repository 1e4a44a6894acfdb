"""Whatever could be said, whoever presses or doesn't: no budget is broken, no night, no weekend, no silence, nothing twice.

The checks read what went out and know nothing of how it was chosen.
"""

from collections import Counter
from collections.abc import Iterator
from datetime import datetime, timedelta
from random import Random
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import Engine
from sqlmodel import Session

from bot.nudges import Nudge as Candidate
from bot.nudges.kinds import KINDS
from handlers.looks import ONCE_SAID
from storage import nudges
from storage.tables import Listener, Nudge, Outbox
from tests.handlers.events import TEAM, command
from tests.handlers.fernwood import BOARD, PLANS
from tests.handlers.listening import DAY, Listening, nudge, resting_on
from tests.moments import at

WEEKS, HOUR, MINUTE = 2, timedelta(hours=1), timedelta(minutes=1)
BEGIN = at("2026-03-23 09:30")  # clocks change in two of these zones within the two weeks
END = BEGIN + WEEKS * 7 * DAY
FRIDAY_SATURDAY, SATURDAY_SUNDAY = {4, 5}, {5, 6}
PLACES = {
    "U1": ("Europe/Berlin", "de-DE", SATURDAY_SUNDAY),
    "U2": ("America/Los_Angeles", "en-US", SATURDAY_SUNDAY),
    "U3": ("Africa/Cairo", "ar-EG", FRIDAY_SATURDAY),
    "U9": ("Pacific/Chatham", "en-NZ", SATURDAY_SUNDAY),
}
NEVER_STARTED = "U7"


class Quarter:
    """Some weeks of a company where much could be said; what people do is drawn by a seed."""

    def __init__(self, engine: Engine, seed: int) -> None:
        self.here, self.random = Listening(engine), Random(seed)
        self.pauses = dict[str, list[tuple[datetime, datetime]]]()
        self.dnd = dict[str, tuple[datetime, datetime]]()
        for user, (zone, locale, _) in PLACES.items():
            self.here.company.zones[user], self.here.company.locales[user] = zone, locale
        self.here.stage.later(BEGIN)
        self.here.starts(*PLACES)
        for user in (*PLACES, NEVER_STARTED):
            self.here.could(user, *(self._anything(number) for number in range(self.random.randint(3, 40))))

    def _anything(self, number: int) -> Candidate:
        kind = self.random.choice(sorted(KINDS.keys() - ONCE_SAID.keys()))  # whose domains have no rows here
        due = BEGIN + timedelta(minutes=self.random.randint(-2 * 1440, WEEKS * 7 * 1440))
        more = resting_on(self.random.choice([PLANS, BOARD])) if self.random.random() < 0.3 else {}
        return nudge(f"{number}", due, kind=kind, worth=self.random.random(), **more)

    def passes(self) -> None:
        """Time passes, from one look to the next, and people do what they do."""
        moment, steps = BEGIN, 0
        while moment < END:
            self.here.minute(moment)
            if self.random.random() < 0.1:
                self._does_something(moment)
            moment, steps = max(moment + MINUTE, min(self._next(), moment + 6 * HOUR)), steps + 1
            assert steps < 2_000

    def _next(self) -> datetime:
        first = min(row.look_at for row in self.here.stage.rows(Listener))
        return first.replace(second=0, microsecond=0) + (MINUTE if first.second else timedelta())

    def _does_something(self, moment: datetime) -> None:
        user = self.random.choice(sorted(PLACES))
        said = [row for row in self.here.stage.rows(Nudge) if row.user_id == user]
        what = self.random.choice(["press", "press", "pause", "quiet"])
        if what == "press" and said:
            self.here.presses(user, "nudge.why", said[-1].id or 0)
        elif what == "pause" and not self._is_silent(user, moment):
            self.here.stage.settle(self.here.company, command(user, "pause 2 days"))
            local = moment.astimezone(ZoneInfo(PLACES[user][0])) + 2 * DAY
            self.pauses.setdefault(user, []).append((moment, local.replace(hour=0, minute=0)))
        elif what == "quiet" and user not in self.dnd:
            begin = moment + HOUR - timedelta(minutes=moment.minute)
            self.dnd[user] = (begin + HOUR, begin + 30 * HOUR)
            span = [int(each.timestamp()) for each in self.dnd[user]]
            self.here.company.dnd[user] = (span[0], span[1])

    def _is_silent(self, user: str, moment: datetime) -> bool:
        return any(begin <= moment < end for begin, end in self.pauses.get(user, []))

    def checks(self) -> Iterator[str]:
        """Every rule that was broken."""
        rows = list(self.here.stage.rows(Nudge))
        promised = [
            row
            for row in self.here.stage.rows(Outbox)
            if row.purpose.startswith("nudge.") and row.method == "chat.postMessage"
        ]
        if len(rows) != len(promised) or {row.user_id for row in rows} - set(PLACES):
            yield f"{len(rows)} said, {len(promised)} sent"
        for (user, kind, about), count in Counter((row.user_id, row.kind, row.about) for row in rows).items():
            if count > 1:
                yield f"{user} heard {kind} {about} {count} times"
        for user in PLACES:
            yield from self._of(user, sorted(row.sent_at for row in rows if row.user_id == user))
        yield from self._of_a_day([row for row in rows if row.user_id in PLACES])

    def _of(self, user: str, moments: list[datetime]) -> Iterator[str]:
        zone, _, rest = PLACES[user]
        for number, moment in enumerate(moments):
            local = moment.astimezone(ZoneInfo(zone))
            if not 8 <= local.hour < 20 or local.weekday() in rest:
                yield f"{user} was written to at {local:%A %H:%M}"
            if sum(moment - 7 * DAY < each <= moment for each in moments[: number + 1]) > 3:
                yield f"{user} heard more than three in seven days by {local}"
            begin, end = self.dnd.get(user, (END, END))
            if self._is_silent(user, moment) or begin <= moment < end:
                yield f"{user} wanted silence at {local}"

    def _of_a_day(self, rows: list[Nudge]) -> Iterator[str]:
        calm = (row for row in rows if not KINDS[row.kind].is_urgent)
        days = Counter(
            (row.user_id, row.sent_at.astimezone(ZoneInfo(PLACES[row.user_id][0])).date()) for row in calm
        )
        yield from (
            f"{user} heard {count} calm ones on {day}" for (user, day), count in days.items() if count > 1
        )


@pytest.mark.parametrize("seed", [1])
def test_no_budget_is_broken_whatever_could_be_said(engine: Engine, seed: int) -> None:
    quarter = Quarter(engine, seed)
    quarter.passes()
    assert quarter.here.stage.troubles() == []
    assert list(quarter.checks()) == []
    said = Counter(row.user_id for row in quarter.here.stage.rows(Nudge))
    assert all(said[user] >= 2 for user in PLACES), said  # and it isn't kept by silence


def test_the_checks_see_what_is_broken(engine: Engine) -> None:
    quarter = Quarter(engine, 1)
    night = at("2026-03-24 02:00")
    quarter.dnd["U1"] = (night, night + HOUR)
    with Session(engine) as session, session.begin():
        for number in range(4):
            nudges.say(session, TEAM, "U1", nudge(f"x{number}", BEGIN), night + number * MINUTE)
        nudges.say(session, TEAM, NEVER_STARTED, nudge("y", BEGIN), BEGIN)
    broken = "\n".join(quarter.checks())
    for words in (
        "said, ",
        "was written to at Tuesday 03:00",
        "more than three",
        "wanted silence",
        "4 calm ones",
    ):
        assert words in broken
