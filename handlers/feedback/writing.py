"""Writing feedback: pick people, one form each, look at it, send it. What is typed is kept until it is sent."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from sqlmodel import Session

from bot import nudges
from bot.event import Event
from bot.feedback import Round, choices, draft, facts, flags, readers
from bot.feedback.facts import Fact, told
from bot.feedback.writing import GONE
from bot.permalink import permalink
from bot.posts import moment
from handlers.answers import who_asked
from handlers.feedback import known
from handlers.modals import Ask, Reply, turned_into
from handlers.people import read_people
from handlers.views import feedback as view
from handlers.views import feedback_pick, text
from handlers.views.feedback_turn import Turn, faults_in, is_touched, shown_in, turn_from, typed_from
from storage import channels, feedback, feedback_wishes, people, posts, talks
from storage import nudges as listeners
from storage.feedback import Written

LOOKS_BACK = timedelta(days=90)
NOBODY = Round(())
POST, POST_LABEL = "In what you wrote on {day}", "their post"
UNREAD = "I can't tell whom “{words}” means. Pick them here, please."


def open_typed(session: Session, event: Event, ask: Ask) -> dict[str, Any]:
    """Somebody typed /earshot feedback, perhaps with people."""
    words = text.one_line(str(event.payload.get("text") or "")).partition(" ")[2]
    chosen = known.named(words)
    if not chosen and words:
        unread = text.escape(text.cut(text.plain(words, {}), 80))
        return feedback_pick.pick([UNREAD.format(words=unread)])
    return begin(session, event, ask, chosen) if chosen else feedback_pick.pick()


def open_for_message(session: Session, event: Event, ask: Ask) -> dict[str, Any]:
    """Somebody chose it in the menu of a message: its author is written to."""
    said = event.payload["message"]
    channel, ts = str(event.payload["channel"]["id"]), str(said["ts"])
    author = str(said.get("user") or "")
    gone = (GONE,) if posts.was_deleted(session, event.team_id, channel, ts) else ()
    start = Turn(NOBODY, post=("", "") if gone else (channel, ts))
    chosen = [author] if author and not said.get("bot_id") else []
    return begin(session, event, ask, chosen, start, gone)


def open_from_home(session: Session, event: Event, ask: Ask) -> dict[str, Any]:
    """Somebody pressed a button of their own, which may name a person."""
    person = str(event.payload["actions"][0].get("value") or "")
    return begin(session, event, ask, [person]) if person else feedback_pick.pick()


def begin(
    session: Session,
    event: Event,
    ask: Ask,
    chosen: list[str],
    start: Turn | None = None,
    lines: tuple[str, ...] = (),
) -> dict[str, Any]:
    """The form for the first of the people that can be written to; where there is none, why, and a way to pick others."""
    found = known.fit(session, event.team_id, who_asked(event), chosen, ask)
    if not found.people:
        return feedback_pick.pick((*lines, *found.lines))
    turn = replace(start or Turn(NOBODY), round=Round(found.people))
    return form(session, event, ask, turn, (*lines, *found.lines))


def form(session: Session, event: Event, ask: Ask, turn: Turn, lines: tuple[str, ...] = ()) -> dict[str, Any]:
    """The form for whoever's turn it is, with what was typed before, or with notes and facts; the end after the last."""
    author, team_id = who_asked(event), event.team_id
    if not turn.person:
        return view.ended(turn)
    kept = feedback.draft(session, team_id, author, turn.person)
    found = _facts(session, event, ask, turn)
    own = feedback_wishes.notes(session, team_id, author, turn.person)
    typed = kept or Written(turn.person, draft([each.text for each in own], found))
    start = view.Start(lines, tuple((each.label, each.link) for each in found), is_filled=not kept)
    return _form(session, event, ask, turn, typed, start)


def _form(
    session: Session, event: Event, ask: Ask, turn: Turn, typed: Written, start: view.Start
) -> dict[str, Any]:
    author, team_id = who_asked(event), event.team_id
    manager = turn.manager or known.manager(session, team_id, turn.person, ask)
    page = view.Page(
        turn=replace(turn, manager=manager),
        typed=typed,
        options=choices(author, turn.person, manager or None),
        name=known.name(session, team_id, turn.person, ask),
        manager_name=known.name(session, team_id, manager, ask) if manager else "",
        author=author,
        start=start,
    )
    return view.write(page)


def _facts(session: Session, event: Event, ask: Ask, turn: Turn) -> list[Fact]:
    """The post that it began at, and what public channels hold that the author is in now.

    A manager who reads along may be in no private one.
    """
    author, team_id = who_asked(event), event.team_id
    visible = ask.channels(author) or frozenset()
    public = sorted(visible - channels.private(session, team_id, visible))
    since = event.received_at - LOOKS_BACK
    together = talks.involving(session, team_id, author, public, since) if public else []
    names = people.channel_names(session, team_id)
    found = facts(
        author,
        turn.person,
        together,
        lambda channel: names.get(channel, "a channel"),
        lambda *at: _link(session, team_id, *at),
    )
    return [*_post(session, team_id, turn), *found]


def _post(session: Session, team_id: str, turn: Turn) -> list[Fact]:
    if not turn.post[1]:
        return []
    words = POST.format(day=told(moment(turn.post[1])))
    return [Fact(words, POST_LABEL, _link(session, team_id, *turn.post))]


def _link(session: Session, team_id: str, channel: str, ts: str) -> str:
    met = people.workspace(session, team_id)
    return permalink(met.url if met else "", channel, ts)


def show_first(session: Session, event: Event, ask: Ask) -> Reply:
    """The first form for the people who were picked; if none can be written to, why, below the field."""
    author, team_id = who_asked(event), event.team_id
    found = known.fit(session, team_id, author, feedback_pick.people_from(event.payload["view"]), ask)
    if not found.people:
        why = " ".join(known.without_markup(session, team_id, line) for line in found.lines)
        return Reply({"response_action": "errors", "errors": {"people": why}}, is_written=False)
    return turned_into(form(session, event, ask, Turn(Round(found.people)), found.lines))


def check(submission: dict[str, Any]) -> dict[str, str]:
    """What is missing in a form, by block id."""
    return faults_in(submission["view"])


def show_preview(session: Session, event: Event, ask: Ask) -> Reply:
    """What was typed, as its readers will see it."""
    shown = event.payload["view"]
    typed = typed_from(shown)
    flagged = flags("\n".join(typed.words.values()))
    turn, now = turn_from(shown), event.received_at
    moments = [
        nudges.letter_moment(listeners.listener(session, event.team_id, reader), now)
        for reader in readers(typed.visibility, typed.person, turn.manager or None)
    ]
    return turned_into(view.shown(turn, typed, flagged, waits=moments != [now] * len(moments)))


def show_next(session: Session, event: Event, ask: Ask) -> Reply:
    """The next form, once one was sent."""
    turn = turn_from(event.payload["view"]).after(is_sent=True)
    return turned_into(form(session, event, ask, turn))


def show_skipped(session: Session, event: Event, ask: Ask) -> dict[str, Any]:
    """The next form, with this one left out."""
    return form(session, event, ask, turn_from(event.payload["view"]).after(is_sent=False))


def show_previous(session: Session, event: Event, ask: Ask) -> dict[str, Any]:
    """The form of the last one who was left out."""
    return form(session, event, ask, turn_from(event.payload["view"]).before())


def show_changed(session: Session, event: Event, ask: Ask) -> dict[str, Any]:
    """The form again, with what the preview showed."""
    shown = event.payload["view"]
    return _form(session, event, ask, turn_from(shown), shown_in(shown), view.Start())


def on_typed(event: Event, session: Session, now: datetime) -> None:
    """Keep what was typed in a form, and know by then who everybody is."""
    user, shown = who_asked(event), event.payload["view"]
    typed = typed_from(shown)
    listeners.start(session, event.team_id, user, now)
    read_people(session, event.team_id, now)
    # What we filled in, and they left as it was, is no draft of theirs.
    is_typed = event.kind == "view.feedback.write" or is_touched(shown)
    if typed.person and any(typed.words.values()) and is_typed:
        feedback.keep_draft(session, event.team_id, user, str(shown["id"]), typed, now)


def on_begun(event: Event, session: Session, now: datetime) -> None:
    """Somebody begins, by a modal that was opened at the door: know who everybody is by the time they have picked."""
    read_people(session, event.team_id, now)


def on_opened(event: Event, session: Session, now: datetime) -> None:
    """The modal was opened or changed at the door; there is nothing left to do."""


HANDLERS = {
    "command.earshot.feedback": on_begun,
    "shortcut.feedback": on_begun,
    "action.feedback.open": on_begun,
    "action.feedback.skip": on_typed,
    "action.feedback.previous": on_typed,
    "action.feedback.change": on_opened,
    "view.feedback.pick": on_opened,
    "view.feedback.write": on_typed,
}
MODALS = {
    "shortcut.feedback": open_for_message,
    "action.feedback.open": open_from_home,
    "action.feedback.skip": show_skipped,
    "action.feedback.previous": show_previous,
    "action.feedback.change": show_changed,
}
CHECKS = {"view.feedback.write": check}
REPLIES = {
    "view.feedback.pick": show_first,
    "view.feedback.write": show_preview,
    "view.feedback.send": show_next,
}
