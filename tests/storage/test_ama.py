"""Sessions, from the plan to what is left after close."""

from datetime import date, timedelta

import pytest
from sqlmodel import Session, SQLModel, select

from bot.ama.act import Act
from bot.ama.ama import Ama, Slot
from bot.ama.moderation import Entry
from bot.ama.place import Place
from bot.ama.question import Question
from storage import ama, ama_after, ama_questions, ama_votes
from storage.tables import AmaFlag, AmaQuestion, AmaSession, AmaSlot, AmaVote
from tests.bot.ama.samples import NOW, plan

TEAM, OTHER = "T1", "T2"
TODAY = date(2026, 3, 9)


@pytest.fixture(autouse=True)
def opened(session: Session) -> Ama:
    """A session that is open."""
    made = ama.set_up(session, TEAM, "a1", plan())
    ama.state_is(session, TEAM, "a1", "open")
    return made


def act(question: str = "q1", tag: str = "own", choice: str = "", ama_id: str = "a1", **fields: str) -> Act:
    """What somebody did, sealed."""
    return Act(Place(ama_id, question, choice), tag, **fields)  # type: ignore[arg-type]  # all are strings


def ask(session: Session, question_id: str, text: str = "What do we stop?", **fields: str) -> None:
    """Somebody asks, and it appears."""
    asked = act(question_id, f"own {question_id}", **fields)
    ama_questions.ask(session, TEAM, asked, text, is_moderated=False)
    ama_questions.appears(session, TEAM, question_id)


def vote(session: Session, question_id: str, *tags: str, choice: str = "") -> list[str]:
    """These people vote; whose count changes."""
    return [ama_votes.vote(session, TEAM, act(question_id, tag, choice)) for tag in tags]


def questions(session: Session) -> dict[str, Question]:
    """The questions by id."""
    return {each.question_id: each for each in ama_questions.all_of(session, TEAM, "a1")}


def rows(session: Session, table: type[SQLModel]) -> int:
    """How many rows there are."""
    session.flush()
    return len(session.exec(select(table)).all())


def test_a_plan_comes_back_as_it_was_written(session: Session) -> None:
    written = plan(
        schedule=(Slot(NOW + timedelta(hours=9), "Dinner"), Slot(NOW + timedelta(hours=10), "Platform")),
        we_did=(("More time for answers", "An hour more"),), rules="Be kind", naming="named", is_moderated=True,
        kind="topics",
    )  # fmt: skip
    ama.set_up(session, TEAM, "a2", written)
    session.expire_all()
    found = ama.get(session, TEAM, "a2")
    assert found is not None
    assert (found.plan, found.state, found.edition) == (written, "set_up", 1)
    assert found.plan.live_at == NOW + timedelta(hours=9)
    assert ama.get(session, OTHER, "a2") is None


def test_editions_are_counted_by_channel_and_kind(session: Session) -> None:
    assert ama.set_up(session, TEAM, "a2", plan()).edition == 2
    assert ama.set_up(session, TEAM, "a3", plan(kind="topics")).edition == 1
    assert ama.set_up(session, TEAM, "a4", plan(channel="C2")).edition == 1
    assert ama.set_up(session, TEAM, "a2", plan()).edition == 2  # said twice
    assert [each.ama_id for each in ama.editions(session, TEAM, "C1", "ama")] == ["a1", "a2"]


def test_what_has_not_closed_is_found_by_channel(session: Session) -> None:
    ama.set_up(session, TEAM, "a2", plan(channel="C2"))
    assert [each.ama_id for each in ama.unclosed(session, TEAM)] == ["a1", "a2"]
    assert [each.ama_id for each in ama.unclosed(session, TEAM, "C2")] == ["a2"]
    assert ama.close(session, TEAM, "a1", NOW)
    assert ama.unclosed(session, TEAM, "C1") == []
    assert ama.unclosed(session, OTHER) == []


def test_the_board_the_hosts_the_poll_and_the_channel_change(session: Session) -> None:
    ama.board_is(session, TEAM, "a1", "1.2")
    ama.hosts_are(session, TEAM, "a1", ("U9",))
    ama.shown_is(session, TEAM, "a1", "abc")
    ama.moved_to(session, TEAM, "C1", "C7")
    found = ama.get(session, TEAM, "a1")
    assert found is not None
    assert (found.board_ts, found.plan.hosts, found.shown, found.plan.channel) == (
        "1.2",
        ("U9",),
        "abc",
        "C7",
    )
    ama.close(session, TEAM, "a1", NOW)
    ama.poll_is(session, TEAM, "a1", "1.3", NOW)
    assert [each.poll_ts for each in ama.polled(session, TEAM)] == ["1.3"]
    ama.poll_is(session, TEAM, "a1", "1.3", None)
    assert ama.polled(session, TEAM) == []


def test_a_question_is_asked_once_and_numbered_when_it_appears(session: Session) -> None:
    for question_id in ("q2", "q1", "q1"):
        ask(session, question_id, "  What do we stop?  ")
    assert [(each.question_id, each.number, each.text) for each in questions(session).values()] == [
        ("q2", 1, "What do we stop?"), ("q1", 2, "What do we stop?"),
    ]  # fmt: skip


def test_a_moderated_question_waits_without_a_number(session: Session) -> None:
    ama_questions.ask(session, TEAM, act("q1"), "What do we stop?", is_moderated=True)
    assert (questions(session)["q1"].state, questions(session)["q1"].number) == ("held", 0)
    assert vote(session, "q1", "a") == [""]
    assert ama_questions.move(session, TEAM, "q1", "admit")
    assert ama_questions.appears(session, TEAM, "q1") == 1


def test_used_slots_are_known_and_named_questions_use_none(session: Session) -> None:
    ask(session, "q1", slot="s1")
    ask(session, "q2", author="U7")
    ask(session, "q3", slot="s1")  # given out twice around a restart
    assert ama_questions.used_slots(session, TEAM, "a1") == {"s1"}
    assert questions(session)["q2"].author == "U7"
    assert len(questions(session)) == 3


def test_one_vote_for_each_person_however_often_they_click(session: Session) -> None:
    ask(session, "q1")
    assert vote(session, "q1", "a", "a", "b") == ["q1", "", "q1"]
    assert questions(session)["q1"].votes == 2
    assert vote(session, "q1", "a", "a", choice=ama_votes.BACK) == ["q1", ""]
    assert questions(session)["q1"].votes == 1
    assert ama_votes.voters(session, TEAM, "a1") == 1


def test_nobody_votes_across_sessions_or_for_what_is_gone(session: Session) -> None:
    ask(session, "q1")
    assert ama_votes.vote(session, TEAM, act("q1", "a", ama_id="a9")) == ""
    assert ama_votes.vote(session, OTHER, act("q1", "a")) == ""
    assert vote(session, "none", "a") == [""]
    ama_questions.move(session, TEAM, "q1", "decline", reason="It names a person")
    assert vote(session, "q1", "a") == [""]


def test_merged_questions_share_their_votes_and_keep_their_words(session: Session) -> None:
    for question_id in ("q1", "q2", "q3"):
        ask(session, question_id, f"What about {question_id}?")
    vote(session, "q1", "a", "b")
    vote(session, "q2", "b", "c")
    assert ama_questions.merge(session, TEAM, "q2", "q1")
    assert ama_questions.merge(session, TEAM, "q3", "q1")
    assert questions(session)["q1"].votes == 3
    assert (questions(session)["q2"].text, questions(session)["q2"].state) == ("What about q2?", "merged")
    assert vote(session, "q2", "d", "b") == ["q1", ""]
    assert ama_votes.voted(session, TEAM, "a1", "b") == {"q1"}
    assert vote(session, "q3", "b", choice="off") == ["q1"]
    assert questions(session)["q1"].votes == 3  # a, c, d
    assert ama_questions.move(session, TEAM, "q2", "reopen")
    assert (questions(session)["q1"].votes, questions(session)["q2"].votes) == (2, 1)


def test_nothing_is_merged_into_itself_into_a_ring_or_into_another_session(session: Session) -> None:
    ama.set_up(session, TEAM, "a2", plan())
    for question_id in ("q1", "q2"):
        ask(session, question_id)
    ama_questions.ask(session, TEAM, act("q9", ama_id="a2"), "What is next?", is_moderated=False)
    assert not ama_questions.merge(session, TEAM, "q1", "q1")
    assert not ama_questions.merge(session, TEAM, "q1", "q9")
    assert not ama_questions.merge(session, TEAM, "q1", "none")
    assert ama_questions.merge(session, TEAM, "q1", "q2")
    assert not ama_questions.merge(session, TEAM, "q2", "q1")


def test_people_who_voted_since_are_counted_without_a_time(session: Session) -> None:
    ask(session, "q1")
    vote(session, "q1", "a", "b", "c")
    ask(session, "q2")
    vote(session, "q2", "c", "d")
    found = questions(session)
    assert (found["q1"].votes, found["q1"].active) == (3, 4)
    assert (found["q2"].votes, found["q2"].active) == (2, 2)


def test_only_its_asker_edits_or_withdraws_a_question(session: Session) -> None:
    ask(session, "q1", slot="s1")
    ask(session, "q2", author="U7")
    assert not ama_questions.edit(session, TEAM, act("q1", "own q2"), "Something else entirely")
    assert not ama_questions.withdraw(session, TEAM, act("q1", ""))
    assert ama_questions.edit(session, TEAM, act("q1", "own q1"), " What do we start? ")
    assert questions(session)["q1"].text == "What do we start?"
    assert [each.question_id for each in ama_questions.owned(session, TEAM, "a1", "own {}".format)] == [
        "q1",
        "q2",
    ]
    assert ama_questions.withdraw(session, TEAM, act("q2", "own q2"))
    gone = questions(session)["q2"]
    assert (gone.state, gone.text, gone.author) == ("withdrawn", "", "")
    assert not ama_questions.withdraw(session, TEAM, act("q2", "own q2"))


def test_nobody_edits_what_is_being_answered(session: Session) -> None:
    ask(session, "q1")
    ama_questions.move(session, TEAM, "q1", "answering")
    assert not ama_questions.edit(session, TEAM, act("q1", "own q1"), "Something else entirely")


def test_two_hosts_at_once_do_it_once(session: Session) -> None:
    ask(session, "q1")
    assert ama_questions.move(session, TEAM, "q1", "answering")
    assert not ama_questions.move(session, TEAM, "q1", "answering")
    assert ama_questions.move(session, TEAM, "q1", "written", answer="Because of the north")
    assert questions(session)["q1"].answer == "Because of the north"
    assert not ama_questions.move(session, TEAM, "none", "answered")


def test_what_is_reopened_forgets_why_it_was_put_away(session: Session) -> None:
    ask(session, "q1")
    ama_questions.move(session, TEAM, "q1", "park", due_on=TODAY, due_owner="U1")
    ama_questions.move(session, TEAM, "q1", "reopen")
    assert (questions(session)["q1"].due_on, questions(session)["q1"].due_owner) == (None, "")


def test_promised_answers_are_due_once_a_day_until_they_are_given(session: Session) -> None:
    ask(session, "q1")
    ama_questions.move(session, TEAM, "q1", "park", due_on=TODAY, due_owner="U1")
    session.flush()
    assert ama_questions.due(session, TEAM, TODAY - timedelta(days=1)) == []
    [(ama_id, found, reminded_on)] = ama_questions.due(session, TEAM, TODAY)
    assert (ama_id, found.question_id, found.due_owner, reminded_on) == ("a1", "q1", "U1", None)
    ama_questions.reminded(session, TEAM, "q1", TODAY)
    session.flush()
    assert ama_questions.due(session, TEAM, TODAY) == []
    assert len(ama_questions.due(session, TEAM, TODAY + timedelta(days=1))) == 1
    ama_questions.move(session, TEAM, "q1", "written", answer="Done")
    session.flush()
    assert ama_questions.due(session, TEAM, TODAY + timedelta(days=1)) == []


def test_a_flag_counts_once_for_each_person(session: Session) -> None:
    ask(session, "q1")
    assert [ama_votes.flag(session, TEAM, act("q1", tag)) for tag in ("a", "a", "b")] == [True, False, True]
    assert questions(session)["q1"].flags == 2
    assert not ama_votes.flag(session, TEAM, act("none", "a"))


def test_close_fixes_the_counts_and_forgets_every_tag(session: Session) -> None:
    ask(session, "q1", slot="s1")
    vote(session, "q1", "a", "b")
    ask(session, "q2")
    vote(session, "q2", "c")
    ama_votes.flag(session, TEAM, act("q1", "f"))
    before = {key: (each.votes, each.active) for key, each in questions(session).items()}
    assert ama.close(session, TEAM, "a1", NOW)
    assert not ama.close(session, TEAM, "a1", NOW)
    assert {key: (each.votes, each.active) for key, each in questions(session).items()} == before
    assert before == {"q1": (2, 3), "q2": (1, 1)}
    assert [rows(session, table) for table in (AmaVote, AmaFlag, AmaSlot)] == [0, 0, 0]
    assert {row.owner_tag for row in session.exec(select(AmaQuestion))} == {""}
    assert ama_questions.owned(session, TEAM, "a1", lambda _question_id: "") == []
    assert not ama_questions.withdraw(session, TEAM, act("q1", ""))


def test_close_leaves_other_sessions_alone(session: Session) -> None:
    ama.set_up(session, TEAM, "a2", plan())
    ama_questions.ask(session, TEAM, act("q9", "mine", ama_id="a2"), "What is next?", is_moderated=False)
    ama_questions.appears(session, TEAM, "q9")
    ama_votes.vote(session, TEAM, act("q9", "a", ama_id="a2"))
    ama.close(session, TEAM, "a1", NOW)
    assert rows(session, AmaVote) == 1
    assert session.get_one(AmaQuestion, (TEAM, "q9")).owner_tag == "mine"
    assert session.get_one(AmaSession, (TEAM, "a2")).state == "set_up"


def test_a_name_goes_when_its_person_asks_for_it(session: Session) -> None:
    ask(session, "q1", author="U7")
    ask(session, "q2", author="U8")
    session.flush()
    assert ama_questions.forget_author(session, TEAM, "U7") == [("a1", "q1")]
    assert [each.author for each in questions(session).values()] == ["", "U8"]


def test_messages_and_what_they_show_are_remembered(session: Session) -> None:
    ask(session, "q1")
    ama_questions.posted(session, TEAM, "q1", "1.5")
    ama_questions.shown_is(session, TEAM, "q1", "abc")
    found = ama_questions.get(session, TEAM, "q1")
    assert found is not None
    assert (found.ts, found.shown) == ("1.5", "abc")
    assert ama_questions.get(session, TEAM, "none") is None


def test_the_log_is_in_order(session: Session) -> None:
    for number, verb in enumerate(("open", "decline", "close")):
        entry = Entry(NOW + timedelta(minutes=number), "U1", verb, "q1", "why")  # type: ignore[arg-type]  # a Verb
        ama_after.log(session, TEAM, "a1", entry)
    session.flush()
    assert [entry.verb for entry in ama_after.entries(session, TEAM, "a1")] == ["open", "decline", "close"]
    assert ama_after.entries(session, TEAM, "a1")[1].at == NOW + timedelta(minutes=1)
    assert ama_after.entries(session, OTHER, "a1") == []


def test_the_last_tap_of_a_person_counts_and_tags_go_in_the_end(session: Session) -> None:
    for tag, choice in (
        ("a", "useful:no"),
        ("a", "useful:yes"),
        ("a", "next:longer"),
        ("b", "useful:partly"),
    ):
        ama_after.tapped(session, TEAM, act("", tag, choice))
    before = ama_after.answers(session, TEAM, "a1")
    assert {(each.useful, each.next_time) for each in before} == {("yes", "longer"), ("partly", "")}
    ama_after.forget_tags(session, TEAM, "a1", ["x", "y"])
    assert sorted(before, key=str) == sorted(ama_after.answers(session, TEAM, "a1"), key=str)
    ama_after.tapped(session, TEAM, act("", "a", "useful:no"))
    assert (
        len(ama_after.answers(session, TEAM, "a1")) == 3
    )  # nobody knows any more that it is the same person
