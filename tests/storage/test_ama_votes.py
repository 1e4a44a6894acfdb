"""Whatever people and hosts do in whatever order, each person counts once for each question that stands."""

from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager

from hypothesis import given, settings
from hypothesis import strategies as st
from sqlmodel import Session, SQLModel

from bot.ama.act import Act
from bot.ama.place import Place
from bot.ama.votes import root
from storage import ama, ama_questions, ama_votes
from storage.engine import open_engine
from tests.bot.ama.samples import NOW, plan

QUESTIONS = ("q0", "q1", "q2", "q3")
DEEDS = st.lists(
    st.one_of(
        st.tuples(st.just("vote"), st.sampled_from(QUESTIONS), st.sampled_from("abcd")),
        st.tuples(st.just("back"), st.sampled_from(QUESTIONS), st.sampled_from("abcd")),
        st.tuples(st.just("merge"), st.sampled_from(QUESTIONS), st.sampled_from(QUESTIONS)),
        st.tuples(st.just("reopen"), st.sampled_from(QUESTIONS), st.just("")),
    ),
    max_size=30,
)


@contextmanager
def asked() -> Iterator[Session]:
    """A session with four questions."""
    engine = open_engine("sqlite://")
    SQLModel.metadata.create_all(engine)
    with Session(engine) as session:
        ama.set_up(session, "T1", "a1", plan())
        for each in QUESTIONS:
            act = Act(Place("a1", each), f"own {each}")
            ama_questions.ask(session, "T1", act, "What do we stop?", is_moderated=False)
            ama_questions.appears(session, "T1", each)
        yield session
    engine.dispose()


class Expected:
    """The same, remembered as plain sets."""

    def __init__(self) -> None:
        self.votes: dict[str, set[str]] = defaultdict(set)
        self.merged: dict[str, str] = {}

    def joined(self, question: str) -> list[str]:
        """A question and those merged into it."""
        return [each for each in QUESTIONS if root(each, self.merged) == root(question, self.merged)]

    def voters(self, question: str) -> set[str]:
        """Who counts for a question and those merged into it."""
        return {voter for each in self.joined(question) for voter in self.votes[each]}

    def does(self, deed: str, question: str, other: str) -> None:
        """Follow one deed."""
        if deed == "vote" and other not in self.voters(question):
            self.votes[root(question, self.merged)].add(other)
        elif deed == "back":
            for each in self.joined(question):
                self.votes[each].discard(other)
        elif deed == "merge" and question != other and not {question, other} & self.merged.keys():
            self.merged[question] = other
        elif deed == "reopen":
            self.merged.pop(question, None)


def _does(session: Session, deed: str, question: str, other: str) -> None:
    if deed in {"vote", "back"}:
        choice = ama_votes.BACK if deed == "back" else ""
        ama_votes.vote(session, "T1", Act(Place("a1", question, choice), other))
    elif deed == "merge":
        ama_questions.merge(session, "T1", question, other)
    else:
        ama_questions.move(session, "T1", question, "reopen")


@settings(max_examples=60, deadline=None)
@given(DEEDS)
def test_no_vote_is_lost_and_none_is_doubled(deeds: list[tuple[str, str, str]]) -> None:
    with asked() as session:
        expected = Expected()
        for deed in deeds:
            _does(session, *deed)
            expected.does(*deed)
        standing = {each.question_id: each for each in ama_questions.all_of(session, "T1", "a1")}
        for question in QUESTIONS:
            assert (standing[question].state == "merged") == (question in expected.merged)
            if question not in expected.merged:
                assert standing[question].votes == len(expected.voters(question))
        before = [(each.votes, each.active) for each in standing.values()]
        assert ama.close(session, "T1", "a1", NOW)
        after = ama_questions.all_of(session, "T1", "a1")
        assert [(each.votes, each.active) for each in after] == before
