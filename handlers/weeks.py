"""The week of those who lead people: switched on by themselves, sent once a week, made of what they may see."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from sqlmodel import Session

from bot import managers_week
from bot.call import Promise
from bot.event import Event
from bot.picked import Picked, picked
from handlers import home, week_times
from handlers.answers import answer_privately, response_url, who_asked
from handlers.modals import Ask, Reply
from handlers.pauses import open_modal as ask_how_long
from handlers.views import text, week_settings
from handlers.views import week as view
from handlers.visible import ask_channels
from handlers.week_items import items
from storage import nudges, outbox, people, posts, week_finds, weeks
from storage.weeks import Lead, Sent, Shown

MOST_PEOPLE = 150
LATEST = timedelta(hours=12)  # that Slack can't be reached
QUIET = "I write between {wakes} and {sleeps} only. Pick a time between, or change your hours with `/earshot settings`."
REST = "That is a day of rest for you. Pick a working day."
SAVED = "Your week comes on {day} at {at} your time, if there is something. Next: {next}."
SAVED_OFF = "Noted: no weekly message. `/earshot week` switches it on whenever you like."
ON_ITS_WAY = "Your week is on its way, in your messages with me."


def open_modal(session: Session, event: Event, ask: Ask) -> dict[str, Any]:
    """The settings, and what a manager sees of whoever opens them."""
    user = who_asked(event)
    led_by = weeks.led_by(session, event.team_id, user)
    return week_settings.modal(weeks.lead(session, event.team_id, user), led_by)


def respond(session: Session, event: Event, ask: Ask) -> Reply | None:
    """Refuse a time at which nothing is sent, or a whole crowd; what is refused is not written down."""
    chosen, user = week_settings.chosen_from(event.payload["view"]), who_asked(event)
    day = nudges.listener(session, event.team_id, user).day
    errors = {}
    if chosen.is_on and not day.wakes <= chosen.at < day.sleeps:
        errors["at"] = QUIET.format(wakes=f"{day.wakes:%H:%M}", sleeps=f"{day.sleeps:%H:%M}")
    if chosen.is_on and chosen.weekday in day.rest:
        errors["day"] = REST
    if len(chosen.people) > MOST_PEOPLE:
        errors["people"] = _picked(session, event, chosen).lines[0]
    return Reply({"response_action": "errors", "errors": errors}, is_written=False) if errors else None


def _picked(session: Session, event: Event, chosen: Lead) -> Picked:
    known = people.known(session, event.team_id, chosen.people)
    strangers = [user for user, person in known.items() if person.is_stranger]
    return picked(chosen.people, who_asked(event), known, strangers=strangers, most=MOST_PEOPLE)


def on_submitted(event: Event, session: Session, now: datetime) -> None:
    """Store what was chosen, and say when the next week comes and who was left out."""
    chosen, user = week_settings.chosen_from(event.payload["view"]), who_asked(event)
    who = _picked(session, event, chosen) if chosen.people else Picked((), ())
    _choose(session, event, user, replace(chosen, people=who.people), now)
    answer_privately(session, event, "\n".join([_said(session, event, user), *who.lines]), now)


def _said(session: Session, event: Event, user: str) -> str:
    chosen, moment = weeks.lead(session, event.team_id, user), weeks.next_at(session, event.team_id, user)
    if chosen is None or moment is None:
        return SAVED_OFF
    day = week_settings.DAYS[chosen.weekday]
    return SAVED.format(day=day, at=f"{chosen.at:%H:%M}", next=text.when(moment))


def _choose(session: Session, event: Event, user: str, chosen: Lead, now: datetime) -> None:
    nudges.start(session, event.team_id, user, now)
    moment = week_times.next_at(session, event.team_id, user, chosen, now)
    weeks.choose(session, event.team_id, user, chosen, moment)
    home.publish(session, event, user, now)


def lead(session: Session, event: Event, user: str, now: datetime) -> None:
    """Somebody said that they lead people: their week comes from now on. What they chose before stays."""
    chosen = weeks.lead(session, event.team_id, user) or Lead()
    _choose(session, event, user, replace(chosen, is_on=True), now)


def on_now(event: Event, session: Session, now: datetime) -> None:
    """Begin a week because somebody asked for one."""
    context = {"week": f"now:{event.event_id}", "asked": True, "response_url": response_url(event)}
    ask_channels(session, event, who_asked(event), "week", context, now)


def on_channels(event: Event, session: Session, now: datetime) -> None:
    """Make the week from what its reader can see right now; say so where there is nothing and they asked."""
    context, team_id = event.payload["context"], event.team_id
    user, asked, visible = context["user"], context["asked"], event.payload["channels"]
    chosen = weeks.lead(session, team_id, user)
    if not asked and (chosen is None or not chosen.is_on):
        return  # switched off, or stopped, meanwhile
    if weeks.is_made(session, team_id, user, context["week"]):
        return
    found = items(session, team_id, user, chosen or Lead(), visible, now)
    if found:
        _send(session, event, weeks.write(session, team_id, user, context["week"], found, now), now)
    if asked and (not found or context.get("response_url")):
        answer_privately(session, event, ON_ITS_WAY if found else managers_week.NOTHING, now)


def _send(session: Session, event: Event, sent: Sent, now: datetime) -> None:
    asked = Promise(
        team_id=event.team_id,
        method="chat.postMessage",
        recipient=sent.user_id,
        purpose="week",
        period=event.payload["context"]["week"],
        arguments=_drawn(session, event, sent),
        answer="week.arrived",
        context={"id": sent.id, "user": sent.user_id},
        expires_at=now + LATEST,
    )
    outbox.promise(session, asked, now)


def _drawn(session: Session, event: Event, sent: Sent) -> dict[str, Any]:
    met = people.workspace(session, event.team_id)
    names = people.channel_names(session, event.team_id)
    visible = event.payload["channels"]
    words = [_words(session, event.team_id, each, visible, names) for each in sent.items]
    chosen = weeks.lead(session, event.team_id, sent.user_id)
    wants_less = chosen is not None and chosen.wants_less
    return view.message(sent, words, met.url if met else "", names, wants_less=wants_less)


def _words(
    session: Session, team_id: str, shown: Shown, visible: dict[str, Any], channel_names: dict[str, str]
) -> view.Words:
    if not shown.ts:
        return view.Words(None)
    if _is_gone(session, team_id, shown) or shown.channel not in visible:
        return view.Words(None, is_gone=True)
    if shown.kind == "question":
        said = week_finds.question_at(session, team_id, shown.ts)
    else:
        said = posts.text_of(session, team_id, shown.channel, shown.ts)
    names = people.names(session, team_id, text.mentioned(said or "")) | channel_names
    return view.Words(text.plain(said, names) if said else None)


def _is_gone(session: Session, team_id: str, shown: Shown) -> bool:
    if shown.kind == "question":
        return week_finds.question_at(session, team_id, shown.ts) is None
    return bool(shown.ts) and posts.is_gone(session, team_id, shown.channel, shown.ts)


def on_arrived(event: Event, session: Session, now: datetime) -> None:
    """Remember where a week stands; if a post was deleted while it was on its way, edit it."""
    if event.payload["ok"]:
        answer, context = event.payload["answer"], event.payload["context"]
        weeks.arrived(session, event.team_id, context["id"], str(answer["channel"]), str(answer["ts"]))
        sent = weeks.by_id(session, event.team_id, context["id"])
        if sent is not None and any(_is_gone(session, event.team_id, each) for each in sent.items):
            _edit(session, event, sent, now)
        home.publish(session, event, context["user"], now)


def on_less(event: Event, session: Session, now: datetime) -> None:
    """Make weeks shorter from now on, or take that back."""
    user, is_less = who_asked(event), str(event.payload["actions"][0]["action_id"]) == view.LESS
    chosen = weeks.lead(session, event.team_id, user)
    place = event.payload.get("container") or {}
    where = str(place.get("channel_id", "")), str(place.get("message_ts", ""))
    sent = weeks.at_place(session, event.team_id, user, *where)
    if chosen is not None and sent is not None:
        _choose(session, event, user, replace(chosen, wants_less=is_less), now)
        _edit(session, event, sent, now)


def show_again(session: Session, event: Event, channel: str, ts: str, now: datetime) -> None:
    """Edit every week that shows a post, because the post changed or is gone."""
    for sent in weeks.with_post(session, event.team_id, channel, ts):
        _edit(session, event, sent, now)


def _edit(session: Session, event: Event, sent: Sent, now: datetime) -> None:
    if sent.ts:
        ask_channels(session, event, sent.user_id, "week_redraw", {"week": sent.id}, now)


def on_channels_again(event: Event, session: Session, now: datetime) -> None:
    """Edit a week in place, from what its reader may see by then."""
    sent = weeks.by_id(session, event.team_id, event.payload["context"]["week"])
    if sent is None:
        return  # stopped meanwhile, and the week forgotten
    asked = Promise(
        team_id=event.team_id,
        method="chat.update",
        recipient=sent.user_id,
        purpose=f"week.edit:{sent.id}",
        period=event.event_id,
        arguments={"channel": sent.channel, "ts": sent.ts, **_drawn(session, event, sent)},
        lane=f"edit:{sent.channel}:{sent.ts}",
        expires_at=now + timedelta(days=1),
    )
    outbox.promise(session, asked, now)


def home_state(session: Session, team_id: str, user: str, now: datetime) -> view.State:
    """What the Home tab shows of somebody's week."""
    chosen = weeks.lead(session, team_id, user)
    return view.State(chosen, weeks.last(session, team_id, user), weeks.next_at(session, team_id, user))


def on_opened(event: Event, session: Session, now: datetime) -> None:
    """The modal was opened at the door; there is nothing left to do."""


HANDLERS = {
    "command.earshot.week": on_opened,
    "action.week.open": on_opened,
    "action.week.pause": on_opened,
    "view.week.save": on_submitted,
    "action.week.now": on_now,
    "action.week.less": on_less,
    "action.week.more_again": on_less,
    "visible.week": on_channels,
    "visible.week_redraw": on_channels_again,
    "answer.week.arrived": on_arrived,
}
MODALS = {
    "command.earshot.week": open_modal,
    "action.week.open": open_modal,
    "action.week.pause": ask_how_long,
}
REPLIES = {"view.week.save": respond}
