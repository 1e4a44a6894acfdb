"""The command /greenbutton: an opportunity is weighed in a modal, the advice comes at once, the person decides."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any, cast, get_args

from sqlmodel import Session

from bot import schedule
from bot.call import Promise
from bot.event import Event
from bot.green_button import busy, journal
from bot.green_button.journal import Button
from bot.green_button.known import DAYS_SEEN, Filled, Known, filled_in
from bot.green_button.replies import Asked, drafts
from bot.green_button.rubric import Decision, decide
from bot.green_button.weights import Outcome, Weights, learned
from bot.permalink import permalink
from handlers import green_journal, green_poll, home
from handlers.answers import answer_privately, who_asked
from handlers.modals import Ask, Reply, turned_into
from handlers.posts import WORDS_GONE
from handlers.views import green_button as view
from handlers.views import green_verdict, text
from storage import contact, digests, follows, green_button, nudges, outbox, people, posts
from storage.green_button import Kept, Weighed

KNOWN_FOR = timedelta(days=DAYS_SEEN)

HELP = (
    "Somebody asked you for something, or you saw a chance: should you take it?\n"
    "• `/greenbutton` and what was asked: some questions, and then what speaks for green and for red\n"
    "• *Green or red?* in the menu of a message: the same, with who asks and what filled in\n"
    "• `/greenbutton journal`: what you decided, what is open, and how it went\n"
    "• `/greenbutton poll`: the thought experiment as a poll in this channel\n"
    "What you weigh and decide is yours alone; `/earshot stop` removes it."
)
EMPTY = "Write a few words about what was asked: you'll want to know it again in your journal."
NOTHING_DECIDED = "Pick one; *Later* keeps it open."
KEPT = {
    "green": "*Kept: green.* Green fails often, and that's fine: I'll ask how it went in 30 days.",
    "discover": "*Kept: you find out more first.* If it's still open on {due}, I'll remind you once.",
    "delegate": "*Kept: you find the right person.* If it's still open on {due}, I'll remind you once.",
    "red": "*Kept: red.* A no today says nothing about the next time.",
}


def on_typed(event: Event, session: Session, now: datetime) -> None:
    """Somebody typed /greenbutton: a word of its own is a command, anything else was opened as a modal."""
    word = _word(event)
    if word == "help":
        answer_privately(session, event, HELP, now)
    elif word == "poll":
        green_poll.ask(session, event, now)


def _word(event: Event) -> str:
    return str(event.payload.get("text") or "").strip().lower()


def open_modal(session: Session, event: Event, ask: Ask) -> dict[str, Any]:
    """The modal for what was typed; none for the words that mean something else."""
    if _word(event) in {"help", "poll"}:
        return {}
    if _word(event) == "journal":
        return green_journal.open_journal(session, event, ask)
    words = str(event.payload.get("text") or "")
    return _modal(session, event, view.Start(ask=_plain(session, event, words)))


def open_for_message(session: Session, event: Event, ask: Ask) -> dict[str, Any]:
    """The modal for a message: its author asks, with its words."""
    said = event.payload["message"]
    start = view.Start(
        ask=_plain(session, event, str(said.get("text") or "")),
        asker=str(said.get("user") or "") if not said.get("bot_id") else "",
        channel=str(event.payload["channel"]["id"]),
        ts=str(said["ts"]),
    )
    return _modal(session, event, start)


def open_for_item(session: Session, event: Event, ask: Ask) -> dict[str, Any]:
    """The modal for a post in a digest, from what its reader may see now."""
    picked = event.payload["actions"][0].get("selected_option") or {}
    value, reader = str(picked.get("value", "")).rpartition(":")[2], who_asked(event)
    found = digests.of_item(session, event.team_id, int(value), reader) if value.isdecimal() else None
    visible = ask.channels(reader) if found else None
    if found is None or visible is None or found[1].channel not in visible:
        return _modal(session, event, view.Start(notes=(view.GONE,)))
    item = found[1]
    if posts.is_gone(session, event.team_id, item.channel, item.ts):
        return _modal(session, event, view.Start(asker=item.author, notes=(view.GONE,)))
    words = posts.text_of(session, event.team_id, item.channel, item.ts) or ""
    start = view.Start(_plain(session, event, words), item.author, item.channel, item.ts)
    return _modal(session, event, start)


def open_empty(session: Session, event: Event, ask: Ask) -> dict[str, Any]:
    """The modal from Home, or from the shortcut that is everywhere."""
    return _modal(session, event, view.Start())


def _plain(session: Session, event: Event, words: str) -> str:
    if "<" not in words:  # nobody and nothing is mentioned
        return text.plain(words, {})
    names = people.names(session, event.team_id, text.mentioned(words))
    return text.plain(words, names | people.channel_names(session, event.team_id))


def _modal(session: Session, event: Event, start: view.Start) -> dict[str, Any]:
    user, asker, notes = who_asked(event), start.asker, start.notes
    known = people.who_is(session, event.team_id, asker) if asker else None
    if known is not None and known.is_deleted:
        asker, notes = "", (*notes, view.NO_ACCOUNT.format(who=text.escape(known.name)))
    if asker == user:
        asker = ""
    filled = _filled(session, event, asker, start.channel)
    return view.modal(view.Start(start.ask, asker, start.channel, start.ts, filled, notes))


def _filled(session: Session, event: Event, asker: str, channel: str) -> dict[str, Filled]:
    user, team_id = who_asked(event), event.team_id
    own = green_button.journal(session, team_id, user) if channel else []
    like_this = tuple(
        each.weighed.answers["growth"]
        for each in own
        if each.weighed.channel == channel and "growth" in each.weighed.answers
    )
    following = follows.following(session, team_id, user) if asker else None
    if following is None:
        return dict(filled_in(Known(like_this=like_this)))
    now = event.received_at
    level = next((each.level for each in following.watched if each.user == asker), None)
    since = now - KNOWN_FOR
    shared, latest = contact.shared_threads(session, team_id, (user, asker), following.channels, since)
    days = None if latest is None else (now - latest).days
    return dict(filled_in(Known(level, shared, days, like_this)))


def check(submission: dict[str, Any]) -> dict[str, str]:
    """What is missing in a submitted modal, by block id."""
    return {} if view.given_from(submission["view"]).ask else {"ask": EMPTY}


def on_weighed(event: Event, session: Session, now: datetime) -> None:
    """Store what was weighed, with the advice."""
    given, user = view.given_from(event.payload["view"]), who_asked(event)
    if not given.ask:
        return
    if given.is_quoted and posts.was_deleted(session, event.team_id, given.channel, given.ts):
        given = replace(given, ask=WORDS_GONE, is_quoted=False)
    _weigh(session, event, given, now)
    if people.who_is(session, event.team_id, user) is None:
        _ask_zone(session, event, user, now)
    home.publish(session, event, user, now)


def _weigh(session: Session, event: Event, given: view.Given, now: datetime) -> Kept:
    advice = _advice(session, event, given)
    weighed = Weighed(
        given.asker, given.ask, given.is_quoted, given.channel, given.ts, given.answers, advice.verdict
    )
    view_id, user = str(event.payload["view"]["id"]), who_asked(event)
    nudges.start(session, event.team_id, user, now)
    return green_button.weigh(session, event.team_id, user, view_id, weighed, now)


def _advice(session: Session, event: Event, given: view.Given) -> Decision:
    return decide(given.answers, _weights(session, event.team_id, who_asked(event)))


def _ask_zone(session: Session, event: Event, user: str, now: datetime) -> None:
    asked = Promise(
        team_id=event.team_id,
        method="users.info",
        recipient=user,
        purpose="green_button.person",
        period=event.event_id,
        arguments={"user": user},
        lane=f"person:{user}",
        answer="people.one",
        context={"user": user, "lane": user},
    )
    outbox.promise(session, asked, now)


def _weights(session: Session, team_id: str, user: str) -> Weights:
    ended = [
        Outcome(each.weighed.answers, worked=each.entry.reviews[-1].answer == "worked")
        for each in green_button.journal(session, team_id, user)
        if each.entry and each.entry.button == "green" and each.entry.reviews
        and each.entry.reviews[-1].answer in {"worked", "not"}
    ]  # fmt: skip
    return learned(ended)


def show_verdict(session: Session, event: Event, ask: Ask) -> Reply:
    """The advice for what was just weighed."""
    given = view.given_from(event.payload["view"])
    advice = _advice(session, event, given)
    return turned_into(green_verdict.verdict(advice, given))


def check_decision(submission: dict[str, Any]) -> dict[str, str]:
    """What is missing in a submitted decision, by block id."""
    button, _ = green_verdict.decision_from(submission["view"])
    return {} if button else {"decision": NOTHING_DECIDED}


def on_decided(event: Event, session: Session, now: datetime) -> None:
    """Store which button was pressed, and what is to be asked later because of it."""
    user, (button, chance) = who_asked(event), green_verdict.decision_from(event.payload["view"])
    kept = green_button.of_view(session, event.team_id, user, str(event.payload["view"]["id"]))
    if button is None:
        return
    if kept is None:  # deleted in the meantime, on another device perhaps: decided is meant anew
        kept = _weigh(session, event, view.unpacked(event.payload["view"])[0], now)
    green_journal.decided(session, event.team_id, kept.id, (button, chance), now)
    home.publish(session, event, user, now)


def show_words(session: Session, event: Event, ask: Ask) -> Reply | None:
    """The drafts that fit what was just decided."""
    button, _ = green_verdict.decision_from(event.payload["view"])
    return _words(session, event, button, None) if button else None


def show_checked(session: Session, event: Event, ask: Ask) -> Reply | None:
    """What was found in the words that somebody wants to answer with; nothing to check closes the modal."""
    user, reply = who_asked(event), green_verdict.reply_from(event.payload["view"])
    _, button = view.unpacked(event.payload["view"])
    if not reply or button not in get_args(Button):
        return None
    listed = busy.added(green_button.busy_words(session, event.team_id, user))
    checked = green_verdict.Checked(reply, busy.flags(reply, listed))
    return _words(session, event, cast("Button", button), checked)


def _words(session: Session, event: Event, button: Button, checked: green_verdict.Checked | None) -> Reply:
    given, _ = view.unpacked(event.payload["view"])  # the worker may not have stored it yet
    zone = schedule.zone_of(follows.zone(session, event.team_id, who_asked(event)))
    due = journal.loop_due(journal.Entry(button, event.received_at, None), zone)
    noted = KEPT[button].format(due=text.when(due) if due else "")
    advice = _advice(session, event, given)
    fitting = drafts(_asked(session, event.team_id, given), advice, button)
    return turned_into(green_verdict.words(given, button, noted, fitting, checked))


def _asked(session: Session, team_id: str, given: view.Given) -> Asked:
    name = people.names(session, team_id, [given.asker]).get(given.asker, "")
    met = people.workspace(session, team_id)
    link = permalink(met.url, given.channel, given.ts) if met and given.ts else ""
    return Asked(name, given.ask, link)


def on_replied(event: Event, session: Session, now: datetime) -> None:
    """Keep the words that somebody answers with."""
    user, reply = who_asked(event), green_verdict.reply_from(event.payload["view"])
    kept = green_button.of_view(session, event.team_id, user, str(event.payload["view"]["id"]))
    if kept is not None and reply:
        green_button.replied(session, event.team_id, kept.id, reply)


def on_opened(event: Event, session: Session, now: datetime) -> None:
    """The modal was opened at the door; there is nothing left to do."""


HANDLERS = {
    "command.greenbutton": on_typed,
    "shortcut.greenbutton": on_opened,
    "shortcut.greenbutton_anytime": on_opened,
    "action.green_button.open": on_opened,
    "view.green_button": on_weighed,
    "view.green_button.decide": on_decided,
    "view.green_button.reply": on_replied,
}
MODALS = {
    "command.greenbutton": open_modal,
    "shortcut.greenbutton": open_for_message,
    "shortcut.greenbutton_anytime": open_empty,
    "action.green_button.open": open_empty,
    "action.digest.more.green": open_for_item,
}
CHECKS = {
    "view.green_button": check,
    "view.green_button.decide": check_decision,
    "view.green_button.reply": lambda _: {},
}
REPLIES = {
    "view.green_button": show_verdict,
    "view.green_button.decide": show_words,
    "view.green_button.reply": show_checked,
}
