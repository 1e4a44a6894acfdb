"""The personal digest: what is in it, and what its buttons do. When it comes: digest_times.py."""

import json
from dataclasses import replace
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Any

from sqlmodel import Session

from bot import digest
from bot.attention import Weighed, reasons
from bot.attention.exploration import TRIES_AFTER, explore
from bot.call import Promise
from bot.digest_since import EDITED_FOR
from bot.event import Event
from handlers import attention, digest_times
from handlers.answers import answer_privately, response_url, who_asked
from handlers.digest_drawing import drawn
from handlers.views import digest as view
from handlers.views import text
from handlers.visible import ask_channels
from storage import channels, digests, follows, outbox, posts
from storage import digest_pace as stored
from storage import digest_since as stored_since
from storage.digests import Sent
from storage.follows import Following


def on_now(event: Event, session: Session, now: datetime) -> None:
    """Begin a digest because somebody asked for one."""
    user = who_asked(event)
    if follows.following(session, event.team_id, user) is None:
        answer_privately(session, event, digest.NOT_FOLLOWING, now)
        return
    digest_times.heard(session, event.team_id, user, None, now)
    context = {"asked": True, "response_url": response_url(event)}
    ask_channels(session, event, user, "digest", context, now)


def on_channels(event: Event, session: Session, now: datetime) -> None:
    """Make the digest from what the reader can see right now; say nothing where there is nothing."""
    context = event.payload["context"]
    following = follows.following(session, event.team_id, context["user"])
    if following is None:
        return
    visible = [channel for channel in following.channels if channel in event.payload["channels"]]
    weighed = attention.weigh(session, event.team_id, following, visible, now)
    if not weighed.chosen:
        if context["asked"]:
            answer_privately(session, event, _nothing(session, event.team_id, following), now)
        return
    if stored.is_made(session, event.team_id, following.user_id, context["period"]):
        return  # whoever travels west meets the same morning twice
    _send(session, event, following, _with_a_try(session, event, following, weighed), now)
    if context["asked"] and context.get("response_url"):
        answer_privately(session, event, digest.ON_ITS_WAY, now)


def _with_a_try(session: Session, event: Event, following: Following, weighed: Weighed) -> Weighed:
    """Now and then with a post that checks the guesses, for those who know Earshot, and not where they ask for it."""
    context = event.payload["context"]
    if context["asked"] or digests.count(session, event.team_id, context["user"]) < TRIES_AFTER:
        return weighed
    unlikely = digest.unlikely(weighed.judged, weighed.threshold)
    occasion = f"{event.team_id}:{context['user']}:{context['period']}"
    most = digest_times.pace(session, event.team_id, following).most
    return replace(weighed, chosen=tuple(explore(weighed.chosen, unlikely, most, occasion)))


def _nothing(session: Session, team_id: str, following: Following) -> str:
    rows = channels.backfills(session, team_id, list(following.channels))
    if any(row.done_at is None for row in rows):
        return digest.STILL_READING.format(read=sum(row.posts_read for row in rows))
    watched = [person.user for person in following.watched]
    if not posts.have_responded(session, team_id, list(following.channels), watched):
        return digest.NOTHING_LEARNED
    return digest.NOTHING_NEW


def _send(session: Session, event: Event, following: Following, weighed: Weighed, now: datetime) -> None:
    context = event.payload["context"]
    lines = [(item, reasons(item, text.person, text.channel)) for item in weighed.chosen]
    sent = digests.write(
        session,
        event.team_id,
        following.user_id,
        period=context["period"],
        title=digest.title(weighed.chosen),
        changed_by=_changed_by(session, event.team_id, following.user_id),
        lines=lines,
        threshold=weighed.threshold,
        now=now,
        line=digest_times.pace(session, event.team_id, following).line,
    )
    if context["asked"]:
        stored.answered(session, event.team_id, sent.id, now)
        sent = digests.by_id(session, sent.id)
    message = drawn(session, event.team_id, sent, event.payload["channels"], now)
    asked = Promise(
        team_id=event.team_id,
        method="chat.postMessage",
        recipient=following.user_id,
        purpose="digest",
        period=context["period"],
        arguments=message,
        answer="digest.arrived",
        context={"digest": sent.id, "user": following.user_id, "shown": _fingerprint(message)},
        expires_at=now + digest.LATEST,
    )
    outbox.promise(session, asked, now)


def _changed_by(session: Session, team_id: str, user: str) -> str:
    presses, last = digests.presses(session, team_id, user), digests.last_presses(session, team_id, user)
    before = presses[: len(presses) - len(last)]
    words = digest.changes(before, last, text.person, text.channel)
    return text.cut(digest.CHANGED.format(changes=text.listed(words)), 2000) if words else ""


def on_arrived(event: Event, session: Session, now: datetime) -> None:
    """Remember where a digest stands; if a post or a verdict changed while it was on its way, edit it."""
    if event.payload["ok"]:
        answer, context = event.payload["answer"], event.payload["context"]
        digests.arrived(session, context["digest"], str(answer["channel"]), str(answer["ts"]))
        sent = digests.by_id(session, context["digest"])
        seen = {item.channel for item in sent.items}
        if _fingerprint(drawn(session, event.team_id, sent, seen, now)) != context["shown"]:
            _edit(session, event, sent, now)


def _fingerprint(message: dict[str, Any]) -> str:
    return sha256(json.dumps(message, sort_keys=True).encode()).hexdigest()


def on_verdict(event: Event, session: Session, now: datetime) -> None:
    """Store what the reader pressed (useful, not for me, mute, undo) and show it in place."""
    action = event.payload["actions"][0]
    picked = action.get("selected_option") or action  # Mute stands in a menu
    word, _, value = str(picked.get("value", "")).rpartition(":")
    reader = who_asked(event)
    found = digests.of_item(session, event.team_id, int(value), reader) if value.isdecimal() else None
    if found is None:
        return
    sent, item = found
    verdict = word or str(action["action_id"]).removeprefix("digest.")
    digests.say(session, item.id, "" if verdict == "undo" else verdict)
    digest_times.heard(session, event.team_id, reader, sent.id, now)
    attention.on_feedback(session, event, now)
    _edit(session, event, sent, now)


def on_less(event: Event, session: Session, now: datetime) -> None:
    """Make digests shorter from now on, or take that back."""
    reader, is_less = who_asked(event), str(event.payload["actions"][0]["action_id"]) == view.LESS
    stored.want_less(session, event.team_id, reader, less=is_less)
    digest_id = digest_times.pressed_below(session, event, now)
    if digest_id is not None:
        _edit(session, event, digests.by_id(session, digest_id), now)


def on_followed_up(event: Event, session: Session, now: datetime) -> None:
    """What is followed is being changed, in a modal that opened at the door: if from a digest, that was read."""
    digest_times.pressed_below(session, event, now)


def on_looked(event: Event, session: Session, now: datetime) -> None:
    """Why? or Green or red? was pressed, and its modal opened at the door: that digest is read."""
    action, reader = event.payload["actions"][0], who_asked(event)
    value = str((action.get("selected_option") or action).get("value", "")).rpartition(":")[2]
    found = digests.of_item(session, event.team_id, int(value), reader) if value.isdecimal() else None
    if found is not None:
        digest_times.heard(session, event.team_id, reader, found[0].id, now)


def show_again(session: Session, event: Event, channel: str, ts: str, now: datetime) -> None:
    """Edit every digest that shows a post, because the post changed or is gone."""
    for sent in digests.with_post(session, event.team_id, channel, ts):
        _edit(session, event, sent, now)


def somebody_came(
    session: Session, event: Event, place: tuple[str, str], user: str, now: datetime, *, gone: bool = False
) -> None:
    """Edit the digests that show a post (channel, ts) whose conversation somebody came into, or is `gone` from."""
    if stored_since.times_in(session, event.team_id, *place, user) != (0 if gone else 1):
        return  # they were, or are, in it anyway
    for digest_id in stored_since.readers_of(session, event.team_id, *place, user, now - EDITED_FOR):
        _edit(session, event, digests.by_id(session, digest_id), now)


def _edit(session: Session, event: Event, sent: Sent, now: datetime) -> None:
    """Draw a digest anew, from what its reader may see by then: they may have left a channel since."""
    if sent.ts:
        ask_channels(session, event, sent.user_id, "redraw", {"digest": sent.id}, now)


def on_channels_again(event: Event, session: Session, now: datetime) -> None:
    """Edit a digest in place."""
    context = event.payload["context"]
    if follows.following(session, event.team_id, context["user"]) is None:
        return  # stopped meanwhile, and the digest forgotten
    sent = digests.by_id(session, context["digest"])
    asked = Promise(
        team_id=event.team_id,
        method="chat.update",
        recipient=sent.user_id,
        purpose=f"digest.edit:{sent.id}",
        period=event.event_id,
        arguments={
            "channel": sent.channel,
            "ts": sent.ts,
            **drawn(session, event.team_id, sent, event.payload["channels"], now),
        },
        lane=f"edit:{sent.channel}:{sent.ts}",
        expires_at=now + timedelta(days=1),
    )
    outbox.promise(session, asked, now)


HANDLERS = {
    "command.earshot.digest": on_now,
    "action.digest.now": on_now,
    "visible.digest": on_channels,
    "visible.redraw": on_channels_again,
    "answer.digest.arrived": on_arrived,
    "action.digest.useful": on_verdict,
    "action.digest.not_for_me": on_verdict,
    "action.digest.more.mute": on_verdict,
    "action.digest.mute": on_verdict,  # in digests from before the menu had two entries
    "action.digest.undo": on_verdict,
    "action.digest.less": on_less,
    "action.digest.more_again": on_less,
    "action.why.open": on_looked,
    "action.digest.more.green": on_looked,
    "action.follow.open": on_followed_up,
}
