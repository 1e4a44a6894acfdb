"""What is left of a session, for people and for spreadsheets."""

import csv
import io
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.ama.moderation import Entry
from bot.ama.question import Question
from bot.ama.summary import ANONYMOUS, COLUMNS, NOTHING_ASKED, cell, markdown, summary, table
from tests.bot.ama.samples import NOW, question, session

QUESTIONS = [
    question("a", number=1, text="Why *now*?\nReally <@U9>", state="written", answer="It is cheap", votes=3, active=4),
    question("b", number=2, text="What is next?", author="U7", state="answered", votes=9, active=9),
    question("c", number=3, text="And the north?", state="parked", due_on=date(2026, 3, 9), due_owner="U1"),
    question("d", number=4, text="Who is slow?", state="declined", reason="It is about one person"),
    question("e", number=5, text="Why today?", state="merged", merged_into="a"),
    question("f", number=6, text="", state="withdrawn"),
    question("g", number=0, text="Rude words", state="declined", reason="It is rude to people"),
]  # fmt: skip


def name(user: str) -> str:
    """A person's name."""
    return f"Person {user}"


def test_the_summary_counts_everything_that_was_not_taken_back() -> None:
    assert summary(QUESTIONS) == (
        "6 asked: 2 answered, 1 to be answered by a date, 2 declined. 1 of them were merged with others."
    )
    assert summary([]) == NOTHING_ASKED


def test_the_markdown_has_every_question_with_what_became_of_it() -> None:
    log = [Entry(NOW, "U1", "decline", "d", "It is about one person")]
    found = markdown(session(title="Ask # us"), QUESTIONS, log, name)
    for words in (
        "# Ask \\# us", "### #2 (9 votes, Person U7)", "### #1 (3 votes, anonymous)", "> Why \\*now\\*?",
        "> Really \\<@U9\\>", "It is cheap", "Due on 2026-03-09, from Person U1.",
        "Declined: It is about one person", "Merged into #1.", "one not on the board",
        "2026-03-02 09:00 UTC: Person U1 declined \\#4: It is about one person",
    ):  # fmt: skip
        assert words in found, words
    assert found.index("#2 (9") < found.index("#1 (3")
    assert "#6" not in found


def rows(questions: list[Question]) -> list[list[str]]:
    """The table as a spreadsheet reads it."""
    return list(csv.reader(io.StringIO(table(questions, name), newline="")))


def test_the_table_has_a_row_for_each_question_in_the_order_of_the_board() -> None:
    head, *found = rows(QUESTIONS)
    assert tuple(head) == COLUMNS
    assert [row[0] for row in found] == ["1", "2", "3", "4", "5", ""]
    assert found[0][2:6] == [ANONYMOUS, "3", "4", "answered in writing"]
    assert found[1][2] == "Person U7"
    assert found[2][8:10] == ["2026-03-09", "Person U1"]
    assert found[4][10] == "1"


@pytest.mark.parametrize("words", ["=1+1", "+1", "-1", "@SUM(A1)", "\tx", "\rx"])
def test_no_cell_is_a_formula(words: str) -> None:
    assert cell(words) == f"'{words}"


@given(st.text(max_size=80))
def test_any_words_come_back_from_the_table(words: str) -> None:
    (found,) = rows([question(text=words)])[1:]
    assert found[1].removeprefix("'") == words.removeprefix("'") or found[1] == words


def test_an_anonymous_asker_is_nowhere_to_be_exported() -> None:
    asked_for = list[str]()

    def noting(user: str) -> str:
        asked_for.append(user)
        return user

    anonymous = [question(f"q{number}", number=number) for number in range(1, 4)]
    markdown(session(), anonymous, [], noting)
    table(anonymous, noting)
    assert asked_for == list(session().plan.hosts)
