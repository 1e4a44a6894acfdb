"""What goes wrong around a session, and what becomes of it: each row of the table in docs/ama.md."""

from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from handlers.ama import channel as sessions
from handlers.edges.arrival import arrival
from handlers.views.ama import ask as ask_view
from handlers.views.ama import hosts as hosts_view
from handlers.views.ama.board import ASK, ORPHAN
from handlers.views.ama.here import TAKE_OVER
from storage.tables import AmaSession, AmaVote, Outbox
from tests.handlers import events
from tests.handlers.events import BOT_USER, command
from tests.handlers.sessions import CHANNEL, HOST, PEOPLE, SECOND, Town
from tests.handlers.stage import NOW, Stage
from tests.moments import stamp

WHY = "Why do we price per round and not per seat?"


@pytest.fixture
def town(stage: Stage, tmp_path: Path) -> Town:
    """A channel in which a session is open, with one question."""
    found = Town(stage, tmp_path)
    found.set_up(hosts=(HOST, SECOND))
    found.asks(PEOPLE[0], WHY)
    return found


def posts(town: Town) -> list[dict[str, Any]]:
    """What was posted in the channel."""
    return [sent for name, sent in town.company.sent if name == "chat.postMessage" and sent.get("channel")]


def arrives(town: Town, *bodies: dict[str, Any]) -> None:
    """Slack tells of something, and all that follows is done."""
    town.stage.arrives(*bodies)
    town.settle()


def test_a_deleted_board_goes_up_again_and_new_questions_go_to_its_thread(town: Town) -> None:
    old = town.ama.board_ts
    arrives(town, events.deleted(CHANNEL, old, stamp(NOW, 60)))
    assert town.ama.board_ts not in {"", old}
    second = town.ama.board_ts
    arrives(town, events.deleted(CHANNEL, second, stamp(NOW, 70)))
    assert town.ama.board_ts not in {"", old, second}
    assert "per round" in town.board()
    town.asks(PEOPLE[1], "What would we stop doing with half of us?")
    assert posts(town)[-1]["thread_ts"] == town.ama.board_ts
    town.votes(PEOPLE[2], WHY)
    assert "*▲ 1*" in town.message("per round")


def test_a_board_that_left_a_tombstone_goes_up_again_too(town: Town) -> None:
    old = town.ama.board_ts
    gone = events.changed(CHANNEL, old, stamp(NOW, 60), subtype="tombstone", user="USLACKBOT")
    arrives(town, gone)
    assert town.ama.board_ts not in {"", old}


def test_a_board_whose_deletion_was_missed_goes_up_again_when_it_cant_be_edited(town: Town) -> None:
    old = town.ama.board_ts
    del town.company.posted[old]
    town.votes(PEOPLE[2], WHY)
    assert town.ama.board_ts not in {"", old}
    assert "*▲ 1*" in town.board()


def test_a_deleted_question_is_posted_again_since_only_a_reason_takes_one_off(town: Town) -> None:
    old = town.about("per round").ts
    arrives(town, events.deleted(CHANNEL, old, stamp(NOW, 60), thread_ts=town.ama.board_ts))
    assert town.about("per round").ts not in {"", old}
    town.votes(PEOPLE[2], WHY)
    assert "*▲ 1*" in town.message("per round")


def test_another_deleted_message_changes_nothing(town: Town) -> None:
    before = len(posts(town))
    arrives(town, events.deleted(CHANNEL, "1.000001", stamp(NOW, 60)))
    assert len(posts(town)) == before


def test_a_removed_bot_tells_the_hosts_keeps_votes_and_draws_all_when_it_is_back(town: Town) -> None:
    arrives(town, events.membership("left", CHANNEL, BOT_USER))
    assert sessions.REMOVED[:30].format(channel=f"<#{CHANNEL}>") in town.said_alone()
    edits = town.company.count("chat.update")
    town.votes(PEOPLE[2], WHY)
    town.asks(PEOPLE[1], "What would we stop doing with half of us?")
    assert town.company.count("chat.update") == edits
    assert town.about("per round").votes == 1
    arrives(town, events.membership("joined", CHANNEL, BOT_USER))
    assert "*▲ 1*" in town.message("per round")
    assert "half of us" in town.board()
    assert town.about("half of us").ts


def test_an_archived_channel_keeps_everything_and_goes_on_when_it_is_back(town: Town) -> None:
    arrives(town, events.callback({"type": "channel_archive", "channel": CHANNEL, "user": "U9"}))
    assert "was archived while *Ask the founders* was not closed" in town.said_alone()
    town.votes(PEOPLE[2], WHY)
    arrives(town, events.callback({"type": "channel_unarchive", "channel": CHANNEL, "user": "U9"}))
    arrives(town, events.membership("joined", CHANNEL, BOT_USER))
    assert "*▲ 1*" in town.board()


def test_what_closes_in_an_archived_channel_is_sent_to_the_hosts(town: Town) -> None:
    arrives(town, events.callback({"type": "channel_archive", "channel": CHANNEL, "user": "U9"}))
    town.company.refused[f"chat.postMessage {CHANNEL}"] = "is_archived"
    later(town, town.ama.plan.closes_at)
    assert town.ama.state == "closed"
    assert "1 asked: 0 answered, 1 to be answered by a date, 0 declined." in town.said_alone()
    assert town.told()["closed"] == {HOST, SECOND}


def later(town: Town, moment: datetime) -> None:
    """The clock comes to a minute."""
    town.stage.later(moment)
    town.stage.minute()
    town.settle()


def test_a_channel_where_earshot_cant_post_is_told_to_the_hosts_and_the_board_goes_up_on_invitation(
    stage: Stage, tmp_path: Path
) -> None:
    town = Town(stage, tmp_path)
    town.company.refused["conversations.join"] = "method_not_supported_for_channel_type"
    town.company.refused[f"chat.postMessage {CHANNEL}"] = "not_in_channel"
    town.set_up()
    assert "Invite me with `/invite @earshot`" in town.said_alone()
    assert town.ama.board_ts == ""
    town.company.refused.clear()
    arrives(town, events.membership("joined", CHANNEL, BOT_USER))
    assert "Nobody has asked yet" in town.board()


def test_a_refused_question_is_posted_when_it_can_be(town: Town) -> None:
    town.company.refused[f"chat.postMessage {CHANNEL}"] = "not_in_channel"
    town.asks(PEOPLE[1], "What would we stop doing with half of us?")
    assert town.about("half of us").ts == ""
    town.company.refused.clear()
    arrives(town, events.membership("joined", CHANNEL, BOT_USER))
    assert town.about("half of us").ts
    assert (
        len([sent for sent in posts(town) if "half of us" in str(sent["blocks"]) and sent.get("thread_ts")])
        == 2
    )


def test_a_channel_with_another_id_takes_its_session_along(town: Town) -> None:
    town.company.rooms["CNEW"] = town.company.rooms[CHANNEL]
    changed = {"type": "channel_id_changed", "old_channel_id": CHANNEL, "new_channel_id": "CNEW"}
    arrives(town, events.callback(changed))
    assert town.ama.plan.channel == "CNEW"
    town.votes(PEOPLE[2], WHY)
    assert town.company.last("chat.update")["channel"] == "CNEW"


def gone(user: str) -> dict[str, Any]:
    """An account was deactivated."""
    return events.callback({"type": "user_change", "user": {"id": user, "name": "x", "deleted": True}})


def test_a_deactivated_host_leaves_it_to_the_others_and_of_the_last_one_anybody_takes_over(
    town: Town,
) -> None:
    arrives(town, gone(HOST))
    assert town.ama.plan.hosts == (SECOND,)
    assert f"<@{HOST}> no longer has an account" in town.said_alone()
    arrives(town, gone(SECOND))
    assert ORPHAN in town.board()
    typed = {**command(PEOPLE[4], ""), "command": "/ama", "channel_id": CHANNEL}
    assert TAKE_OVER in str(town.modal(typed))
    town.arrives(town.pressing(PEOPLE[4], TAKE_OVER), town.pressing(PEOPLE[5], TAKE_OVER))
    assert town.ama.plan.hosts == (PEOPLE[4],)
    assert ORPHAN not in town.board()
    town.presses(PEOPLE[4], hosts_view.LIVE)
    assert town.ama.state == "live"


def test_nobody_takes_over_from_a_host_who_is_there(town: Town) -> None:
    town.presses(PEOPLE[4], TAKE_OVER)
    assert town.ama.plan.hosts == (HOST, SECOND)


def test_a_question_full_of_mentions_and_markup_stays_words(town: Town) -> None:
    hostile = "<!channel> <@UHOST> *loud* <https://evil.example|look> &amp; ```code``` \u202eback =cmd()"
    town.asks(PEOPLE[1], hostile)
    found = next(each for each in town.asked if "evil" in each.text)
    assert found.text == hostile
    for sent in (*posts(town), *(sent for name, sent in town.company.sent if name == "chat.update")):
        assert "<!channel>" not in sent["text"]
        for block in sent["blocks"]:
            if block["type"] != "rich_text":
                assert "<!channel>" not in str(block)
                assert "evil.example" not in str(block)
        assert "\u202e" not in str(sent)


@pytest.mark.parametrize("moment", ["asked", "voted", "closing"])
def test_a_restart_in_the_middle_loses_nothing(town: Town, moment: str) -> None:
    if moment == "asked":
        sealed = town.seal.sealed(
            _event(town, town.asking(PEOPLE[1], "What would we stop doing with half of us?"))
        )
        town.stage.happens(sealed)  # type: ignore[arg-type]  # it is an event
        town.restarts()
        assert "half of us" in town.board()
    elif moment == "voted":
        town.votes(PEOPLE[1], WHY)
        town.restarts()
        town.votes(PEOPLE[1], WHY)
        town.votes(PEOPLE[2], WHY)
        assert town.about("per round").votes == 2
        assert ask_view.KEPT["anonymous"] in town.opens(PEOPLE[1], ASK)
    else:
        town.stage.arrives(town.submission(HOST, hosts_view.CLOSED, town.place(), {}))
        town.stage.work()  # committed, and nothing sent
        town.restarts()
        assert town.ama.state == "closed"
        assert town.company.count("files.share") == 1
        assert not (town.folder / "keys" / f"{town.ama.ama_id}.key").exists()


def _event(town: Town, body: dict[str, Any]) -> Any:
    return arrival(body, town.stage.clock.now())


def test_two_hosts_who_close_at_once_close_once(town: Town) -> None:
    town.arrives(
        town.submission(HOST, hosts_view.CLOSED, town.place(), {}),
        town.submission(SECOND, hosts_view.CLOSED, town.place(), {}),
    )
    assert town.log().count("closed it") == 1
    assert town.company.count("files.share") == 1


def test_what_arrives_after_close_changes_nothing_and_says_so(town: Town) -> None:
    late = town.asking(PEOPLE[1], "What would we stop doing with half of us?")
    vote = events.click(PEOPLE[2], "ama.vote", town.place("per round"))
    sealed = town.seal.sealed(_event(town, vote))  # it was on its way when the session closed
    town.closes()
    town.stage.happens(sealed)  # type: ignore[arg-type]  # it is an event
    town.settle()
    assert town.stage.rows(AmaVote) == []
    reply = town.arrives(late)
    assert reply is not None
    assert not reply.is_written
    assert ask_view.NOT_NOW in str(reply.answer)
    town.arrives(vote)
    assert town.about("per round").votes == 0
    assert len(town.asked) == 1


def test_without_its_key_nothing_is_taken_in_and_the_modal_says_why(town: Town) -> None:
    town.keys.destroy(town.ama.ama_id)
    assert ask_view.NO_KEY in town.opens(PEOPLE[1], ASK)
    town.votes(PEOPLE[2], WHY)
    assert town.about("per round").votes == 0


def test_whoever_wants_to_be_forgotten_loses_their_name_on_the_board_and_the_words_stay(town: Town) -> None:
    town.asks(PEOPLE[1], "What would we stop doing with half of us?", "named")
    assert f"<@{PEOPLE[1]}>" in town.board()
    town.stage.settle(town.company, command(PEOPLE[1], "stop"))
    town.settle()
    assert f"<@{PEOPLE[1]}>" not in town.board()
    assert "half of us" in town.board()


def test_an_uninstalled_earshot_forgets_its_sessions(town: Town) -> None:
    town.stage.settle(town.company, events.callback({"type": "app_uninstalled"}))
    assert town.stage.rows(AmaSession) == []
    assert [row for row in town.stage.rows(Outbox) if row.purpose.startswith("ama")] == []


def test_an_uninstalled_earshot_leaves_no_key_of_an_open_or_a_closed_session(town: Town) -> None:
    town.closes()
    town.set_up()
    assert len(list((town.folder / "keys").iterdir())) == 2
    town.stage.settle(town.company, events.callback({"type": "app_uninstalled"}))
    assert list((town.folder / "keys").iterdir()) == []
    assert {(row.method, row.state) for row in town.stage.rows(Outbox)} == {("keys.destroy", "sent")}


def test_it_opens_goes_live_and_closes_by_its_plan(stage: Stage, tmp_path: Path) -> None:
    town = Town(stage, tmp_path)
    closes = NOW.replace(hour=19, minute=0)
    town.set_up(opens=NOW + timedelta(hours=1), closes=closes, schedule="19:00 Where we go\n19:30 All else")
    assert (town.ama.state, "Opens" in town.board()) == ("set_up", True)
    assert "Where we go" in town.board()
    assert ask_view.NOT_NOW in town.opens(PEOPLE[0], ASK)
    later(town, NOW + timedelta(hours=1))
    states = [town.ama.state]
    later(town, NOW.replace(hour=18))  # 19:00 in Berlin
    states.append(town.ama.state)
    later(town, closes)
    assert [*states, town.ama.state] == ["open", "live", "closed"]
    for line in ("The plan opened it", "The plan went live", "The plan closed it"):
        assert line in town.log()
