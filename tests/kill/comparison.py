"""Holds what the bot kept and sent against what the workspace knows to be true."""

import json
import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from tests.kill.crowd import CHANNELS, FOLLOWERS, MARK, Press
from tests.kill.database import Database
from tests.kill.local_workspace import LocalWorkspace
from tests.kill.witness import Witness

Message = dict[str, Any]
_EVERYTHING = 1_000_000
_SAID = (None, "thread_broadcast", "file_share", "me_message", "bot_message")


@dataclass
class Findings:
    """What was counted, and in `faults` everything that should not be, in words."""

    acknowledged: int = 0
    lost: int = 0
    doubled: int = 0
    digests: int = 0
    digests_lost: int = 0
    digests_doubled: int = 0
    dropped: int = 0  # by the workspace, after it had tried four times
    slowest_ms: float = 0.0  # acknowledgement
    struck: int = 0  # faults
    faults: list[str] = field(default_factory=list)


def compare(
    workspace: LocalWorkspace, database: Database, witness: Witness, presses: list[Press], unsaid: set[str]
) -> Findings:
    """Everything that should hold once the bot has stopped after a rest."""
    found = Findings(
        acknowledged=len(witness.acknowledged), dropped=len(witness.dropped), slowest_ms=witness.slowest_ms
    )
    _events(database, witness, found)
    for channel in CHANNELS:
        found.faults += _channel(workspace, database, channel, witness.dropped)
    sent = _direct_messages(workspace)
    _promises(workspace, database, sent, found)
    found.faults += _asked(database, witness)
    unsaid = unsaid - set(re.findall(MARK, json.dumps(witness.dropped)))  # nobody could tell the bot of these
    found.faults += _shown(database, sent, unsaid)
    found.faults += _verdicts(database, presses)
    left = database.marks() & unsaid
    found.faults += [f"{mark} was unsaid and is still in the database" for mark in sorted(left)]
    if not database.is_sound():
        found.faults.append("integrity_check does not say ok")
    return found


def _events(database: Database, witness: Witness, found: Findings) -> None:
    rows = database.rows("SELECT event_id, state FROM inbox")
    times = Counter(event_id for event_id, _ in rows)
    beginnings = {re.sub(r"^((?:action|view):[^:]*:).*", r"\1", event_id) for event_id in times}
    lost = witness.acknowledged - beginnings - set(times)
    doubled = [event_id for event_id, count in times.items() if count > 1]
    found.lost, found.doubled = len(lost), len(doubled)
    found.faults += [f"acknowledged and lost: {event_id}" for event_id in sorted(lost)]
    found.faults += [f"stored twice: {event_id}" for event_id in doubled]
    found.faults += [f"{event_id} is {state}" for event_id, state in rows if state != "done"]


def _channel(
    workspace: LocalWorkspace, database: Database, channel: str, dropped: list[dict[str, Any]]
) -> Iterator[str]:
    told = _everything(workspace, channel)
    roots = {each["ts"]: each for each in told if _is_root(each)}
    excused = {ts for each in dropped if (ts := _withdrawn(each["event"], channel))}
    kept = database.rows("SELECT ts, text, is_bot FROM post WHERE channel_id = ? AND NOT is_deleted", channel)
    yield from _differences(f"posts in {channel}", set(roots), {ts for ts, _, _ in kept}, excused)
    for ts, text, is_bot in kept:
        if not is_bot and ts in roots and ts not in excused and text not in (roots[ts]["text"], None):
            yield f"the words of {channel} {ts}: {text!r} are not {roots[ts]['text']!r}"
    people = {ts for ts, each in roots.items() if not each.get("bot_id")}
    rows = database.rows(
        "SELECT ts, user_id, kind, name FROM engagement WHERE channel_id = ? AND NOT is_gone", channel
    )
    theirs = {row for row in _engagements(told) if row[0] in people - excused}
    ours = {row for row in rows if row[0] in people - excused}
    yield from _differences(f"engagements in {channel}", theirs, ours)


def _everything(workspace: LocalWorkspace, channel: str) -> list[Message]:
    told = workspace.ask("messages", channel=channel, person="alder", threads="true", limit=_EVERYTHING)
    return list(told["messages"])


def _is_root(said: Message) -> bool:
    is_root = said.get("thread_ts") in (None, said["ts"])
    return is_root and said.get("subtype") in _SAID and bool(said.get("user") or said.get("bot_id"))


def _withdrawn(event: Message, channel: str) -> str | None:
    """The post that an event changed which Slack gave up delivering: nobody could tell the bot."""
    if event["type"] == "message" and event.get("subtype") and event["channel"] == channel:
        said = event.get("message") or event.get("previous_message") or {}
        return str(said.get("thread_ts") or said.get("ts"))
    is_here = (event.get("item") or {}).get("channel") == channel
    return str(event["item"]["ts"]) if event["type"] == "reaction_removed" and is_here else None


def _engagements(told: list[Message]) -> Iterator[tuple[str, str, str, str]]:
    for said in told:
        root = said.get("thread_ts") or said["ts"]
        if root != said["ts"]:
            if said.get("subtype") in _SAID and not said.get("bot_id"):
                yield root, said["user"], "reply", said["ts"]
            continue
        for reaction in said.get("reactions") or ():
            for user in reaction["users"]:
                yield root, user, "reaction", reaction["name"]


def _differences(what: str, theirs: set[Any], ours: set[Any], excused: Collection[Any] = ()) -> Iterator[str]:
    for each in sorted((theirs - ours).difference(excused)):
        yield f"missing of the {what}: {each}"
    for each in sorted((ours - theirs).difference(excused)):
        yield f"too many of the {what}: {each}"


def _direct_messages(workspace: LocalWorkspace) -> dict[str, list[Message]]:
    """What the bot sent to each follower, by its delivery id; "" for what has none."""
    sent: dict[str, list[Message]] = defaultdict(list)
    for person in FOLLOWERS:
        told = workspace.ask("messages", person=person, dm="bot", threads="true", limit=_EVERYTHING)
        for message in told["messages"]:
            if message.get("bot_id") and not message.get("is_ephemeral"):
                payload = (message.get("metadata") or {}).get("event_payload") or {}
                sent[payload.get("id", "")].append(message)
    return sent


def _promises(
    workspace: LocalWorkspace, database: Database, sent: dict[str, list[Message]], found: Findings
) -> None:
    rows = database.rows("SELECT delivery_id, method, purpose, recipient, period, state, problem FROM outbox")
    there = {channel: {each["ts"] for each in _everything(workspace, channel)} for channel in CHANNELS}
    digests = Counter((row[3], row[4]) for row in rows if row[2] == "digest")
    written = Counter(database.rows("SELECT user_id, period FROM digest"))
    found.digests = sum(written.values())
    found.faults += _differences("promised digests", set(written), set(digests))
    for delivery_id, method, purpose, *which, state, problem in rows:
        is_owed = method != "response_url" and not _was_of_nothing(which, problem, there)
        if state != "sent" and is_owed:
            found.faults.append(f"{method} for {purpose} {which} is {state}: {problem}")
        if method == "chat.postMessage":
            copies = len(sent.get(delivery_id, ()))
            if copies != 1:
                found.faults.append(f"{copies} messages for {purpose} {which}, which is {state}")
            if purpose == "digest":
                found.digests_lost += copies == 0
                found.digests_doubled += max(0, copies - 1)
    strange = set(sent) - {row[0] for row in rows}
    found.faults += [f"a message that was never promised: {each}" for each in strange]


def _was_of_nothing(which: list[str], problem: str, there: dict[str, set[str]]) -> bool:
    # A post may be deleted between the page that named it and the reading of its thread.
    channel, period = which
    return problem == "thread_not_found" and period.split(":")[2] not in there[channel]


def _asked(database: Database, witness: Witness) -> Iterator[str]:
    """Each acknowledged /earshot digest led to a question about channels, and its answer to a word to the reader."""
    asked = database.rows("SELECT id, period FROM outbox WHERE purpose = 'visible.digest'")
    told = {period for (period,) in database.rows("SELECT period FROM outbox WHERE purpose = 'answer'")}
    done = {period.rpartition(":")[0] for row, period in asked if f"answer:{row}:known" in told}
    for command in sorted(witness.commands - done):
        yield f"acknowledged and not acted upon: {command}"


def _shown(database: Database, sent: dict[str, list[Message]], unsaid: set[str]) -> Iterator[str]:
    """Every digest shows its items as they are stored now: what was pressed, and nothing that is unsaid."""
    items = database.rows(
        "SELECT item.id, item.verdict FROM digestitem AS item JOIN post USING (channel_id, ts)"
        " WHERE NOT post.is_deleted"
    )
    messages = [message for copies in sent.values() for message in copies]
    blocks = [block for message in messages for block in message.get("blocks") or ()]
    buttons = {
        int(str(block["block_id"]).rpartition(".")[2]): block["elements"][0]["action_id"] == "digest.undo"
        for block in blocks
        if str(block.get("block_id")).startswith("digest.answers.")
    }
    yield from _differences("items shown", {(each, bool(said)) for each, said in items}, set(buttons.items()))
    for mark in sorted(unsaid.intersection(re.findall(MARK, json.dumps(messages)))):
        yield f"{mark} was unsaid and is still shown in a digest"


def _verdicts(database: Database, presses: Iterable[Press]) -> Iterator[str]:
    """What is stored of each item is what was said last, or was perhaps said after that."""
    possible: dict[int, list[str]] = defaultdict(lambda: [""])
    for press in presses:
        if press.is_sure:
            possible[press.item] = []
        possible[press.item].append(press.verdict)
    stored: dict[int, str] = dict(database.rows("SELECT id, verdict FROM digestitem"))
    for item, verdicts in possible.items():
        if stored[item] not in verdicts:
            yield f"item {item} is {stored[item]!r}, though the presses allow {verdicts}"
