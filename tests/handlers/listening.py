"""People who are thought of, and a domain that could say whatever a test wants."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Engine
from sqlmodel import Session

from bot.event import Event
from bot.nudges import Nudge, Source
from handlers import Handler, handler_for, looks
from storage import nudges, people
from tests.handlers import fernwood
from tests.handlers.events import TEAM, click
from tests.handlers.stage import Stage

DAY = timedelta(days=1)
CALM, URGENT = "going_cold", "promise_due"  # kinds that exist, one of each sort


class Domain:
    """What could be said, by person."""

    def __init__(self) -> None:
        self.could_say = dict[str, list[Nudge]]()
        self.asked = 0

    def candidates(self, session: Session, team_id: str, user: str, now: datetime) -> list[Nudge]:
        """As every domain tells them."""
        self.asked += 1
        return list(self.could_say.get(user, ()))

    def handler(self, kind: str) -> Callable[..., None]:
        """Everything is handled as ever, but looks ask this domain alone."""
        mine: dict[str, Handler] = {"nudge.look": self._look, "visible.look": self._visible}
        return mine.get(kind) or handler_for(kind)

    def _look(self, event: Event, session: Session, now: datetime) -> None:
        looks.look(session, event, (self.candidates,), now)

    def _visible(self, event: Event, session: Session, now: datetime) -> None:
        looks.say_visible(session, event, (self.candidates,), now)


class Listening:
    """A quiet company in which some people started, and one domain speaks."""

    def __init__(self, engine: Engine) -> None:
        self.domain, self.company = Domain(), fernwood.quiet()
        self.stage = Stage(engine, self.domain.handler)

    def starts(self, *users: str) -> None:
        """They start, and Slack tells who they are."""
        with Session(self.stage.engine) as session, session.begin():
            for user in users:
                nudges.start(session, TEAM, user, self.stage.clock.now())
        self.minute()

    def could(self, user: str, *could_say: Nudge) -> None:
        """From now on this could be said to a person."""
        self.domain.could_say[user] = list(could_say)

    def minute(self, moment: datetime | None = None) -> list[str]:
        """The minute comes; the titles of what is said in it."""
        before = len(self.company.sent)
        self.stage.later(moment or self.stage.clock.now())
        self.stage.minute()
        self.stage.settle(self.company)
        sent = self.company.sent[before:]
        return [asked["text"].split("\n")[0] for method, asked in sent if method == "chat.postMessage"]

    def presses(self, user: str, action: str, nudge: int, **more: Any) -> None:
        """Somebody presses a button of a nudge."""
        place = {"container": {"type": "message", "channel_id": "D1", "message_ts": "1.1"}}
        self.stage.settle(self.company, click(user, action, str(nudge), **place | more))

    def knows(self, user: str) -> bool:
        """Whether Slack told who that is."""
        with Session(self.stage.engine) as session:
            return people.who_is(session, TEAM, user) is not None


def nudge(about: str, due: datetime, **more: Any) -> Nudge:
    """Something to say for three weeks from a moment on."""
    given: dict[str, Any] = {"kind": CALM, "worth": 0.5, "title": f"Title {about}", "words": "Words."} | more
    return Nudge(about=about, due=due, expires=due + 21 * DAY, **given)


def resting_on(channel: str, ts: str = "1772442000.000100") -> dict[str, Any]:
    """The source and the quote of a nudge that rests on a post."""
    return {"source": Source(channel, ts), "quote": "their <@U2> words"}
