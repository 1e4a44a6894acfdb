"""What is kept of feedback, for whom, and how long."""

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import Engine
from sqlmodel import Session, select

from bot.feedback import Visibility
from storage import feedback, feedback_wishes
from storage.feedback import Letter, Written
from storage.feedback_wishes import Note, Request
from storage.tables import FeedbackChoice
from tests.storage.samples import NOW

TEAM, WREN, LARCH, ALDER = "T1", "U1", "U2", "U9"
DAY = timedelta(days=1)
TYPED = Written(LARCH, {"behaviour": "You asked", "impact": "We knew"})


def send(session: Session, name: str, visibility: Visibility, days: int = 0) -> Letter:
    """Something that Wren wrote to Larch some days ago."""
    at = NOW - days * DAY
    found = Letter(name, WREN, replace(TYPED, visibility=visibility), ALDER, at, at)
    feedback.send(session, TEAM, found)
    return found


@pytest.mark.parametrize(
    ("visibility", "readers"),
    [("them", {LARCH}), ("them_and_manager", {LARCH, ALDER}), ("manager", {ALDER})],
)
def test_a_letter_is_there_for_its_readers_alone(
    engine: Engine, visibility: Visibility, readers: set[str]
) -> None:
    with Session(engine) as session:
        send(session, "a", visibility)
        people = (WREN, LARCH, ALDER, "U4")
        assert {who for who in people if feedback.letter(session, TEAM, "a", who)} == readers
        assert {who for who in people if feedback.was_written_to(session, TEAM, who)} == readers


def test_a_manager_hears_of_what_was_shared_with_them_since_then(engine: Engine) -> None:
    with Session(engine) as session:
        send(session, "private", "them")
        send(session, "old", "manager", days=8)
        send(session, "both", "them_and_manager", days=1)
        assert feedback.shared_with(session, TEAM, ALDER, NOW - 7 * DAY) == [(WREN, LARCH)]
        assert feedback.shared_with(session, TEAM, LARCH, NOW - 7 * DAY) == []


def test_the_same_letter_again_changes_nothing(engine: Engine) -> None:
    with Session(engine) as session:
        first = send(session, "a", "them")
        feedback.send(session, TEAM, replace(first, written=replace(TYPED, words={"behaviour": "other"})))
        (found,) = feedback.sent(session, TEAM, WREN, NOW - DAY)
        assert found.written.words == TYPED.words


def test_words_go_before_that_it_was_sent(engine: Engine) -> None:
    with Session(engine) as session:
        send(session, "a", "them", days=31)
        send(session, "b", "them", days=29)
        feedback.forget_words(session, NOW - 30 * DAY)
        kept = {each.id: each for each in feedback.sent(session, TEAM, WREN, NOW - 99 * DAY)}
        assert kept["a"].words_gone
        assert kept["a"].written.words == {}
        assert kept["b"].written.words == TYPED.words
        feedback.forget_old(session, NOW - 30 * DAY)
        assert [each.id for each in feedback.sent(session, TEAM, WREN, NOW - 99 * DAY)] == ["b"]


def test_the_latest_draft_is_found_and_each_modal_has_its_own(engine: Engine) -> None:
    with Session(engine) as session:
        feedback.keep_draft(session, TEAM, WREN, "V1", TYPED, NOW)
        other = replace(TYPED, words={"behaviour": "You waited", "wish": "  "})
        feedback.keep_draft(session, TEAM, WREN, "V2", other, NOW + DAY)
        assert feedback.draft(session, TEAM, WREN, LARCH) == replace(TYPED, words={"behaviour": "You waited"})
        assert feedback.draft(session, TEAM, WREN, LARCH, "V1") == TYPED
        assert feedback.draft(session, TEAM, LARCH, WREN) is None
        assert feedback.drafts(session, TEAM, WREN) == [LARCH]
        feedback.forget_drafts(session, NOW + DAY)
        feedback.drop_drafts(session, TEAM, WREN, LARCH)
        assert feedback.drafts(session, TEAM, WREN) == []


def test_stopping_takes_all_but_a_refusal_and_the_words_that_were_received(engine: Engine) -> None:
    with Session(engine) as session:
        send(session, "a", "them")
        feedback_wishes.keep_note(session, TEAM, LARCH, Note("n", WREN, "words", NOW))
        feedback_wishes.ask(session, TEAM, Request("r", WREN, LARCH, "", NOW))
        feedback_wishes.refuse(session, TEAM, LARCH, takes_none=True)
        feedback_wishes.manager_is(session, TEAM, LARCH, ALDER)
        feedback_wishes.manager_is(session, TEAM, "U4", LARCH)
        feedback.forget_person(session, TEAM, LARCH)
        feedback_wishes.forget_person(session, TEAM, LARCH)
        (letter,) = feedback.sent(session, TEAM, WREN, NOW - DAY)
        assert letter.words_gone
        assert feedback_wishes.notes(session, TEAM, LARCH) == []
        assert feedback_wishes.asked(session, TEAM, LARCH) == []
        choices = session.exec(select(FeedbackChoice)).all()
        assert [(each.user_id, each.takes_none, each.manager) for each in choices] == [(LARCH, True, "")]


def test_somebody_elses_note_stays(engine: Engine) -> None:
    with Session(engine) as session:
        feedback_wishes.keep_note(session, TEAM, WREN, Note("n", LARCH, "words", NOW))
        feedback_wishes.drop_note(session, TEAM, LARCH, "n")
        assert len(feedback_wishes.notes(session, TEAM, WREN, LARCH)) == 1
        feedback_wishes.drop_note(session, TEAM, WREN, "n")
        assert feedback_wishes.notes(session, TEAM, WREN) == []
