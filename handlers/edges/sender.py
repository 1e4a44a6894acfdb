"""The sender: makes the calls that were promised, each once.

A row is marked `sending` in a transaction of its own before its call goes out. If the end of a call stays
unknown (time-out, dropped connection, 5xx, or this process was killed), what follows depends on the method:
idempotent calls are made again, ephemeral answers are given up, and for a post the sender looks for its own
delivery id in the conversation's metadata at growing intervals, since history may lag, before it posts again.
"""

import logging
import threading
import time
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any, Protocol

from sqlalchemy import Engine
from sqlmodel import Session

from bot.call import Call
from bot.pacing import Pacer
from bot.retry import CALL_TRIES
from bot.slack_methods import METHODS, Party
from handlers.edges.bell import Bell
from handlers.edges.clock import Clock
from handlers.edges.slack import Outcome
from storage import outbox, people
from storage.engine import reading

DELIVERY = "earshot_delivery"
_LOOK_ANYWAY = 1.0
_AFTER_TROUBLE = 1.0
_UNREACHABLE = 5.0
_MOST_PAUSE = 300.0
_LOOK_BACK = timedelta(minutes=10)  # our clock and Slack's may differ
_MOST_PAGES = 5

log = logging.getLogger("earshot.sender")


class Caller(Protocol):
    """Makes one call; Slack, for all parties but "learn"."""

    def call(self, method: str, arguments: dict[str, Any], /) -> Outcome:
        """Make the call, and say how it ended."""


class Sender:
    """Makes the calls of one party (writes, reads, history, or learning) until it is stopped."""

    def __init__(
        self,
        engine: Engine,
        clock: Clock,
        slack: Caller,
        party: Party,
        *,
        bell: Bell,
        worker: Bell,
        pacer: Pacer,
        settle: tuple[float, ...] = (5, 15, 60),
        steady: Callable[[], float] = time.monotonic,
    ) -> None:
        """`settle` are the seconds after a doubtful end at which we look; `steady` paces the calls."""
        self._engine, self._clock, self._slack, self._party = engine, clock, slack, party
        self._bell, self._worker, self._pacer = bell, worker, pacer
        self._settle, self._steady = settle, steady
        self._stopped = threading.Event()
        self._thread = threading.Thread(target=self._run, name=f"sender-{party}", daemon=True)

    def start(self) -> None:
        """Begin to send."""
        self._thread.start()

    def stop(self) -> None:
        """Finish the call at hand and end."""
        self._stopped.set()
        self._bell.ring()
        self._thread.join(timeout=30)

    def _run(self) -> None:
        while not self._stopped.is_set():
            try:
                self.recover()
                self._work()
            except Exception:  # outermost loop: a database that is away comes back
                log.exception("the outbox can't be worked on right now")
                self._stopped.wait(_AFTER_TROUBLE)

    def _work(self) -> None:
        while not self._stopped.is_set():
            if (wait := self.step()) > 0:
                self._bell.wait(wait)

    def step(self) -> float:
        """Make one call if one may go out; the seconds to wait before there can be another."""
        now = self._clock.now()
        with reading(self._engine) as session:
            calls = outbox.due(session, self._party, now)
        wait = _LOOK_ANYWAY
        for call in calls:
            pause = self._pacer.wait(self._method(call), call.team_id, _channel(call), self._steady())
            if pause <= 0:
                self._take(call, now)
                return 0.0
            wait = min(wait, pause)
        return wait

    @staticmethod
    def _method(call: Call) -> str:
        return "conversations.history" if call.is_unsure else call.method

    def _take(self, call: Call, now: datetime) -> None:
        if call.is_unsure:
            self._look(call, now)
        elif call.expires_at is not None and now > call.expires_at:
            self._commit(lambda session: outbox.given_up(session, call.id, "too late", now, "expired"))
        elif (arguments := self._addressed(call)) is not None:
            self._make(call, arguments)

    def _addressed(self, call: Call) -> dict[str, Any] | None:
        """The call's arguments with a conversation for those that are to a person; None if not yet."""
        if call.method != "chat.postMessage" or "channel" in call.arguments:
            return call.arguments
        with reading(self._engine) as session:
            channel = people.dm_channel(session, call.team_id, call.recipient)
        if not channel:
            channel = self._opened(call)
        return {**call.arguments, "channel": channel} if channel else None

    def _opened(self, call: Call) -> str:
        pause = self._pacer.wait("conversations.open", call.team_id, "", self._steady())
        if pause > 0:
            self._put_off(call, "", pause)
            return ""
        self._pacer.take("conversations.open", call.team_id, "")
        outcome = self._slack.call("conversations.open", {"users": call.recipient})
        if outcome.end != "ok":
            self._not_opened(call, outcome)
            return ""
        channel = str(outcome.data["channel"]["id"])
        with Session(self._engine) as session, session.begin():
            people.dm_is(session, call.team_id, call.recipient, channel)
        return channel

    def _not_opened(self, call: Call, outcome: Outcome) -> None:
        if outcome.end == "refused":
            now = self._clock.now()
            self._commit(lambda session: outbox.given_up(session, call.id, outcome.problem, now))
            return
        if outcome.end == "wait":
            self._pacer.close("conversations.open", call.team_id, self._steady() + outcome.retry_after)
        self._put_off(call, outcome.problem, outcome.retry_after or _UNREACHABLE)

    def _put_off(self, call: Call, problem: str, seconds: float) -> None:
        now, wait = self._clock.now(), timedelta(seconds=seconds)
        self._commit(lambda session: outbox.later(session, call.id, problem, now, wait))

    def _make(self, call: Call, arguments: dict[str, Any]) -> None:
        channel = str(arguments.get("channel", ""))
        with Session(self._engine) as session, session.begin():
            if not outbox.sending(session, call.id, self._clock.now(), call.delivery_id):
                return
            arguments = {**arguments, **outbox.content(session, call.id)}
            if call.method == "chat.postMessage":
                outbox.recipient_is(session, call.id, channel)
        self._pacer.take(call.method, call.team_id, _channel(call))
        if call.method == "chat.postMessage":
            marked = {"event_type": DELIVERY, "event_payload": {"id": call.delivery_id}}
            arguments = {**arguments, "metadata": marked}
        outcome = self._slack.call(call.method, arguments)
        self._settle_outcome(call, outcome)

    def _settle_outcome(self, call: Call, outcome: Outcome) -> None:
        now = self._clock.now()
        if outcome.end == "ok":
            self._commit(lambda session: outbox.kept(session, call.id, outcome.data, now))
        elif outcome.end == "refused":
            log.warning("%s to %s was refused: %s", call.method, call.recipient, outcome.problem)
            self._commit(lambda session: outbox.given_up(session, call.id, outcome.problem, now))
        elif outcome.end == "wait":
            self._pacer.close(call.method, call.team_id, self._steady() + outcome.retry_after)
            self._put_off(call, outcome.problem, outcome.retry_after)
        elif outcome.end == "not_sent":  # safe to repeat until it expires, however long Slack is out of reach
            since = (now - (call.attempted_at or now)).total_seconds()
            self._put_off(call, outcome.problem, min(max(since, 1.0), _MOST_PAUSE))
        else:
            self._commit(lambda session: self.in_doubt(session, call.id, call.method, outcome.problem))

    def in_doubt(self, session: Session, call_id: int, method: str, problem: str) -> None:
        """Nobody knows whether a call took effect: do what is safe for its method."""
        now = self._clock.now()
        doubt = METHODS[method].doubt
        if doubt == "look" and outbox.tries(session, call_id) < CALL_TRIES:
            outbox.unsure(session, call_id, problem, now + timedelta(seconds=self._settle[0]))
        elif doubt == "again":
            outbox.later(session, call_id, problem, now)
        else:
            outbox.given_up(session, call_id, f"perhaps made: {problem}", now)

    def recover(self) -> None:
        """At start, and after trouble: calls that were going out, and whose end was not written down, are in doubt."""
        with Session(self._engine) as session, session.begin():
            for call_id, method in outbox.found_open(session):
                if METHODS[method].party == self._party:
                    self.in_doubt(session, call_id, method, "how the call ended was not written down")

    def _look(self, call: Call, now: datetime) -> None:
        outcome, found = self._find(call)
        if found is not None:
            answer = {"ok": True, "channel": call.arguments["channel"], "ts": found["ts"]}
            self._commit(lambda session: outbox.kept(session, call.id, answer, now))
        elif outcome.end == "refused":  # without looking, a second copy is worse than none
            problem = f"can't look for it: {outcome.problem}"
            self._commit(lambda session: outbox.given_up(session, call.id, problem, now))
        elif outcome.end != "ok":
            again = now + timedelta(seconds=outcome.retry_after or _UNREACHABLE)
            self._commit(lambda session: outbox.unsure(session, call.id, outcome.problem, again))
        else:
            self._commit(lambda session: outbox.looked(session, call.id, self._next_look(call, now), now))

    def _next_look(self, call: Call, now: datetime) -> datetime | None:
        looks = call.looks + 1
        if looks >= len(self._settle):
            return None
        return now + timedelta(seconds=self._settle[looks] - self._settle[looks - 1])

    def _find(self, call: Call) -> tuple[Outcome, dict[str, Any] | None]:
        oldest = ((call.attempted_at or self._clock.now()) - _LOOK_BACK).timestamp()
        thread = call.arguments.get("thread_ts")
        method = "conversations.replies" if thread else "conversations.history"
        arguments: dict[str, Any] = {
            "channel": call.arguments["channel"],
            "oldest": f"{oldest:.6f}",
            "include_all_metadata": True,
            "limit": 200,
        } | ({"ts": thread} if thread else {})
        outcome = Outcome("ok")
        for _ in range(_MOST_PAGES):
            self._pacer.take(method, call.team_id, "")
            outcome = self._slack.call(method, arguments)
            found = next((each for each in outcome.data.get("messages", ()) if _is(each, call)), None)
            cursor = (outcome.data.get("response_metadata") or {}).get("next_cursor")
            if found or outcome.end != "ok" or not cursor:
                return outcome, found
            arguments["cursor"] = cursor
        return Outcome("refused", problem="too much was said there since"), None

    def _commit(self, change: Callable[[Session], object]) -> None:
        """Commit how a call ended; its answer, if any, is an event for the worker."""
        with Session(self._engine) as session, session.begin():
            change(session)
        self._worker.ring()


def _channel(call: Call) -> str:
    return str(call.arguments.get("channel") or call.recipient)


def _is(message: dict[str, Any], call: Call) -> bool:
    metadata = message.get("metadata") or {}
    payload = metadata.get("event_payload") or {}
    return metadata.get("event_type") == DELIVERY and payload.get("id") == call.delivery_id
