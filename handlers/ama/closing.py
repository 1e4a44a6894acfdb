"""Closing: every question has its outcome, the summary and the files go to the channel, and the key is destroyed."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from sqlmodel import Session

from bot.ama import after, ledger, sealing, summary
from bot.ama.ama import Ama
from bot.ama.moderation import Entry
from bot.call import Promise
from bot.event import Event
from handlers.ama import board, tell
from handlers.ama.hosts import today
from handlers.answers import who_asked
from handlers.modals import Ask, Reply
from handlers.views.ama import ending as view
from handlers.views.ama import hosts as hosts_view
from storage import ama as amas
from storage import ama_after, outbox, people
from storage import ama_questions as questions

FILE_NAME = "{kind}-{number}"
PARKED = "by {due}"
NOT_IN_CHANNEL = "I can't post in {channel}, so here is how *{title}* ended.\n{summary}"


def open_close(session: Session, event: Event, ask: Ask) -> dict[str, Any]:
    """The modal that asks once more before closing."""
    ama = amas.get(session, event.team_id, sealing.place_of(event.payload).ama)
    if ama is None or not ama.is_host(who_asked(event)):
        return {}
    left = ledger.ledger(questions.all_of(session, event.team_id, ama.ama_id)).undecided
    return hosts_view.close(ama, left, today(ama, event.received_at) + ledger.PROMISED_WITHIN)


def reply_close(session: Session, event: Event, ask: Ask) -> Reply | None:
    """Close the modals too."""
    return Reply({"response_action": "clear"})


def on_close(event: Event, session: Session, now: datetime) -> None:
    """A host closes it; the second of two hosts changes nothing."""
    ama = amas.get(session, event.team_id, sealing.place_of(event.payload).ama)
    if ama is not None and ama.is_host(who_asked(event)):
        close(session, event.team_id, ama, who_asked(event), now)


def close(session: Session, team_id: str, ama: Ama, host: str, now: datetime) -> None:
    """Complete the ledger, fix the counts, destroy the key, and say how it ended. `host` is "" where the plan closes it."""
    if ama.state == "closed":
        return
    asked = questions.all_of(session, team_id, ama.ama_id)
    for parked in ledger.settled(asked, ama.plan.hosts, today(ama, now)):
        questions.appears(session, team_id, parked.question_id)
        changes: dict[str, Any] = {"due_on": parked.due_on, "due_owner": parked.owner}
        questions.move(session, team_id, parked.question_id, "park", **changes)
        detail = PARKED.format(due=f"{parked.due_on:%-d %B}")
        ama_after.log(session, team_id, ama.ama_id, Entry(now, "", "park", parked.question_id, detail))
    if not amas.close(session, team_id, ama.ama_id, now):
        return
    ama_after.log(session, team_id, ama.ama_id, Entry(now, host, "close"))
    amas.poll_is(session, team_id, ama.ama_id, "", now + after.POLL_LASTS)
    _key(session, team_id, ama.ama_id, ama.ama_id, "destroy", now, answer="ama.key_gone")
    _key(session, team_id, ama.ama_id, sealing.poll_key(ama.ama_id), "make", now)
    board.changed(session, team_id, ama.ama_id, now)


def _key(
    session: Session, team_id: str, ama_id: str, name: str, what: str, now: datetime, *, answer: str = ""
) -> None:
    asked = Promise(
        team_id=team_id,
        method="keys.make" if what == "make" else "keys.destroy",
        recipient=ama_id,
        purpose="key",
        period=f"{what}:{name}",
        arguments={"name": name},
        answer=answer,
        context={"ama": ama_id, "lane": f"ama.draw:{ama_id}"},
    )
    outbox.promise(session, asked, now)


def on_key_gone(event: Event, session: Session, now: datetime) -> None:
    """Sum up once the key is gone, for the summary says that it is."""
    post_summary(session, event.team_id, event.payload["context"]["ama"], now)


def end_poll_key(session: Session, team_id: str, ama_id: str, now: datetime) -> None:
    """Destroy the key of the poll after a session."""
    _key(session, team_id, ama_id, sealing.poll_key(ama_id), "destroy", now)


def end_keys(session: Session, team_id: str, ama_ids: Iterable[str], now: datetime) -> None:
    """Destroy every key that these sessions have or had: promised, so that a crash in between leaves none behind."""
    for ama_id in ama_ids:
        for name in (ama_id, sealing.poll_key(ama_id)):
            _key(session, team_id, ama_id, name, "destroy", now)


def post_summary(session: Session, team_id: str, ama_id: str, now: datetime) -> None:
    """Promise the summary to the channel."""
    ama = amas.get(session, team_id, ama_id)
    if ama is None:  # uninstalled meanwhile
        return
    message = view.closing(ama, questions.all_of(session, team_id, ama_id), [])
    asked = Promise(
        team_id=team_id,
        method="chat.postMessage",
        recipient=ama.plan.channel,
        purpose="ama.summary",
        period=ama_id,
        arguments={"channel": ama.plan.channel, **message},
        answer="ama.summed_up",
        context={"ama": ama_id, "lane": f"ama.draw:{ama_id}"},
    )
    outbox.promise(session, asked, now)


def on_summed_up(event: Event, session: Session, now: datetime) -> None:
    """Put the files into the summary's thread; where the channel is out of reach, the hosts get the summary themselves."""
    ama = amas.get(session, event.team_id, event.payload["context"]["ama"])
    if ama is None:
        return
    if event.payload["ok"]:
        amas.poll_is(session, event.team_id, ama.ama_id, str(event.payload["answer"]["ts"]), ama.poll_until)
        _export(session, event, ama, ama.plan.channel, str(event.payload["answer"]["ts"]), now)
        return
    said = summary.summary(questions.all_of(session, event.team_id, ama.ama_id))
    words = NOT_IN_CHANNEL.format(channel=tell.channel(ama), title=tell.title(ama), summary=said)
    tell.hosts(session, event.team_id, ama, words, "closed", now)


def on_export(event: Event, session: Session, now: datetime) -> None:
    """Send the files again, into the thread of the summary."""
    ama = amas.get(session, event.team_id, sealing.place_of(event.payload).ama)
    if ama is not None and ama.is_host(who_asked(event)) and ama.state == "closed":
        _export(session, event, ama, ama.plan.channel, ama.poll_ts, now)


def _export(session: Session, event: Event, ama: Ama, channel: str, thread_ts: str, now: datetime) -> None:
    asked = Promise(
        team_id=event.team_id,
        method="files.share",
        recipient=channel,
        purpose=f"ama.export:{ama.ama_id}",
        period=event.event_id,
        arguments={
            "channel_id": channel,
            "thread_ts": thread_ts,
            "files": files(session, event.team_id, ama),
        },
        lane=f"ama.files:{ama.ama_id}",
    )
    outbox.promise(session, asked, now)


def files(session: Session, team_id: str, ama: Ama) -> list[dict[str, Any]]:
    """Everything that was asked, and what became of it, as Markdown and as CSV."""
    asked = questions.all_of(session, team_id, ama.ama_id)
    log = ama_after.entries(session, team_id, ama.ama_id)
    ids = {each for question in asked for each in (question.author, question.due_owner) if each}
    names = people.names(session, team_id, {*ids, *ama.plan.hosts, *(entry.host for entry in log)})

    def name(user: str) -> str:
        return f"@{names[user]}" if user in names else user

    stem = FILE_NAME.format(kind=ama.plan.kind, number=ama.edition)
    return [
        {"name": f"{stem}.md", "title": ama.plan.title, "text": summary.markdown(ama, asked, log, name)},
        {"name": f"{stem}.csv", "title": ama.plan.title, "text": summary.table(asked, name)},
    ]


def on_due(session: Session, team_id: str, now: datetime) -> None:
    """Close what its plan closes now."""
    for ama in amas.unclosed(session, team_id):
        if now >= ama.plan.closes_at:
            close(session, team_id, ama, "", now)


def on_modal_opened(event: Event, session: Session, now: datetime) -> None:
    """It was opened at the door."""


HANDLERS = {
    f"action.{hosts_view.CLOSE}": on_modal_opened,
    f"action.{hosts_view.EXPORT}": on_export,
    f"view.{hosts_view.CLOSED}": on_close,
    "answer.ama.key_gone": on_key_gone,
    "answer.ama.summed_up": on_summed_up,
}
MODALS = {f"action.{hosts_view.CLOSE}": open_close}
REPLIES = {f"view.{hosts_view.CLOSED}": reply_close}
