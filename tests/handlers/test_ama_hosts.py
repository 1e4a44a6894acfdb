"""What hosts do with questions, in the open: moderation, live mode, and two hosts at once."""

from pathlib import Path

import pytest

from handlers.ama import hosts
from handlers.views.ama import hosts as hosts_view
from handlers.views.ama.board import FLAG, TOOLS
from tests.handlers.events import click
from tests.handlers.sessions import HOST, PEOPLE, SECOND, Town
from tests.handlers.stage import Stage

WHY, WHAT = "Why do we price per round and not per seat?", "What would we stop doing with half of us?"


@pytest.fixture
def town(stage: Stage, tmp_path: Path) -> Town:
    """A channel in which a session was just opened."""
    found = Town(stage, tmp_path)
    assert found.set_up(hosts=(HOST, SECOND)) is None
    return found


@pytest.fixture
def two(town: Town) -> Town:
    """With two questions, the first with two votes."""
    town.asks(PEOPLE[0], WHY)
    town.asks(PEOPLE[1], WHAT, "named")
    town.votes(PEOPLE[2], WHY)
    town.votes(PEOPLE[3], WHY)
    return town


def test_what_is_being_answered_keeps_its_words(two: Town) -> None:
    two.presses(HOST, hosts_view.LIVE)
    two.presses(HOST, hosts_view.ANSWERING, "per round")
    changed = {"words": {"words": {"value": "Something else entirely, no?"}}}
    two.arrives(two.submission(PEOPLE[0], "ama.edit", two.place("per round"), changed))
    assert two.about("per round").text == WHY


def test_a_flag_tells_the_hosts_once_and_hides_nothing(two: Town) -> None:
    two.arrives(
        click(PEOPLE[3], FLAG, two.place("per round")), click(PEOPLE[4], FLAG, two.place("per round"))
    )
    two.arrives(click(PEOPLE[3], FLAG, two.place("per round")))
    assert two.about("per round").flags == 2
    assert two.told()["flag"] == {HOST, SECOND}
    assert two.said_alone().count("Somebody flagged #1") == 2  # one for each host
    assert "per round" in two.board()


def test_what_is_moderated_waits_for_a_host_and_declining_takes_a_reason_that_all_read(
    stage: Stage, tmp_path: Path
) -> None:
    town = Town(stage, tmp_path)
    town.set_up(moderated=True)
    town.asks(PEOPLE[0], WHY)
    town.asks(PEOPLE[1], WHAT)
    assert "per round" not in town.board()
    assert town.told()["held"] == {HOST}
    town.presses(HOST, hosts_view.ADMIT, "per round")
    assert "per round" in town.board()
    for note in ("", "No."):
        reply = town.decides(HOST, "half of us", "decline", note=note)
        assert reply is not None
        assert list(reply.answer["errors"]) == ["note"]
    town.decides(HOST, "half of us", "decline", note="It names *one* of us, and the rules say not to.")
    assert "Declined: #2. The reason: It names" in town.board()
    assert WHAT in town.board()
    assert town.about("half of us").text == WHAT
    assert "declined #2: It names" in town.log()


def test_merging_is_suggested_keeps_both_and_adds_up_the_voters_once(two: Town) -> None:
    other = "Why do we price per round rather than by the seat?"
    two.asks(PEOPLE[4], other)
    two.votes(PEOPLE[3], other)
    two.votes(PEOPLE[5], other)
    assert "Merge #3 into #1" in str(two.modal(click(HOST, TOOLS, two.place())))
    assert two.about("by the seat").state == "open"
    two.presses(HOST, hosts_view.MERGE, "by the seat", two.about("per round and").question_id)
    assert two.about("per round and").votes == 3
    merged = two.about("by the seat")
    assert (merged.state, merged.text, merged.votes) == ("merged", other, 2)
    assert "merged #3 into #1" in two.log()
    two.decides(HOST, "by the seat", "reopen")
    assert two.about("per round and").votes == 2
    assert two.about("by the seat").state == "open"


def test_live_mode_goes_from_one_to_the_next_by_the_top(two: Town) -> None:
    two.presses(HOST, hosts_view.LIVE)
    assert "*Live now.*" in two.board()
    two.presses(HOST, hosts_view.NEXT)
    assert two.about("per round").state == "answering"
    assert "Being answered now" in two.message("per round")
    two.presses(SECOND, hosts_view.NEXT, "per round")
    assert (two.about("per round").state, two.about("half of us").state) == ("answered", "answering")
    two.presses(HOST, hosts_view.ANSWERED, "half of us")
    assert [each.state for each in two.asked] == ["answered", "answered"]
    assert "2 answered" in two.board()


def test_two_hosts_who_press_next_at_once_go_on_by_one(two: Town) -> None:
    two.presses(HOST, hosts_view.LIVE)
    two.presses(HOST, hosts_view.NEXT)
    two.arrives(
        two.pressing(HOST, hosts_view.NEXT, "per round"), two.pressing(SECOND, hosts_view.NEXT, "per round")
    )
    assert (two.about("per round").state, two.about("half of us").state) == ("answered", "answering")
    assert two.log().count(" answered #1") == 1
    assert hosts.QUICKER in str(two.company.last("views.update"))


def test_two_hosts_who_decide_differently_at_once_get_the_first_decision(two: Town) -> None:
    two.arrives(
        two.deciding(HOST, "per round", "decline", note="The board is not about prices."),
        two.deciding(SECOND, "per round", "merge", into=two.about("half of us").question_id),
    )
    assert two.about("per round").state == "declined"
    assert hosts.QUICKER in str(two.company.last("views.update"))
    assert "merged" not in two.log()


def test_nobody_but_a_host_can_do_what_hosts_do(two: Town) -> None:
    assert "Only its hosts can do that" in two.opens(PEOPLE[0], TOOLS)
    two.presses(PEOPLE[0], hosts_view.LIVE)
    two.presses(PEOPLE[0], hosts_view.ANSWERED, "per round")
    two.presses(PEOPLE[0], hosts_view.MERGE, "per round", two.about("half of us").question_id)
    two.decides(PEOPLE[0], "per round", "decline", note="I don't like this one.")
    two.closes(PEOPLE[0])
    assert two.ama.state == "open"
    assert {each.state for each in two.asked} == {"open"}
    assert two.log().count("<@") == 0


def test_an_answer_in_writing_goes_to_the_thread_and_stays_with_the_question(two: Town) -> None:
    two.decides(HOST, "per round", "written", note="Because a round is what a <courier> sells.")
    last = two.company.last("chat.postMessage")
    assert last["thread_ts"] == two.ama.board_ts
    assert "Because a round is what a <courier> sells." in str(last["blocks"])
    assert "Because a round" in two.message("per round")
    assert two.about("per round").state == "written"
