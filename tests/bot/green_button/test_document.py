"""What docs/greenbutton.md says is what is done: its tables are the code's, its cases get their verdicts."""

import re
from pathlib import Path

import pytest

from bot.green_button.question import Question
from bot.green_button.questions import BY_ID, QUESTIONS
from bot.green_button.rubric import decide
from bot.green_button.verdict import DOUBT, LINE, RULES, Rule
from bot.green_button.weights import SHRINKING, TEXT

DOCUMENT = (Path(__file__).parents[3] / "docs" / "greenbutton.md").read_text(encoding="utf-8")
CASES = re.findall(r"^\| (.+?) \| `(.+?)` \| (\w+) \| (.+?) \|$", DOCUMENT, re.MULTILINE)
NAMED = ("at most red or delegate", "at most discover", "at least green")


def answers(written: str) -> dict[str, str]:
    """The answers of a case, of which every one is on offer."""
    given = dict(pair.split("=") for pair in written.split())
    for question, choice in given.items():
        assert choice in {each.id for each in BY_ID[question].known}, f"{question}={choice}"
    return given


def row(question: Question) -> str:
    """A question as a row of the document."""
    choices = ", ".join(f"{each.label} ({each.leaning:g})" for each in question.known)
    return f"| {question.label} | {choices} | {TEXT.of[question.id]:g} |"


def rule_row(rule: Rule) -> str:
    """A rule as a row of the document."""
    choices = {
        question: [c.id for c in BY_ID[question].known if c.id in ids] for question, ids in rule.when.items()
    }
    when = "; ".join(f"{question}: {' or '.join(ids)}" for question, ids in choices.items())
    return f"| {when} | {NAMED[2] if rule.floor else NAMED[rule.cap]} |"


@pytest.mark.parametrize(("case", "given", "verdict", "why"), CASES, ids=[case[0][:50] for case in CASES])
def test_a_worked_case_gets_the_verdict_of_a_thoughtful_reader(
    case: str, given: str, verdict: str, why: str
) -> None:
    assert decide(answers(given)).verdict == verdict, f"{case}: {why}"


def test_there_are_cases_enough_of_every_verdict() -> None:
    assert len(CASES) >= 12
    assert {verdict for _, _, verdict, _ in CASES} == {"green", "red", "discover", "delegate"}


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda question: question.id)
def test_every_question_stands_in_the_document_with_its_leanings_and_weight(question: Question) -> None:
    assert row(question) in DOCUMENT


@pytest.mark.parametrize("rule", RULES, ids=rule_row)
def test_every_rule_stands_in_the_document(rule: Rule) -> None:
    assert rule_row(rule) in DOCUMENT


def test_the_document_knows_no_other_questions_and_rules_and_the_right_numbers() -> None:
    assert len(re.findall(r"^\| .+\? \| .+ \| [\d.]+ \|$", DOCUMENT, re.MULTILINE)) == len(QUESTIONS)
    assert len(re.findall(r"^\| .+ \| at (?:least|most) .+ \|$", DOCUMENT, re.MULTILINE)) == len(RULES)
    assert f"The line is at {LINE:g}," in DOCUMENT
    assert f"doubt of {DOUBT:g} " in DOCUMENT
    assert f"n / (n + {SHRINKING:g})" in DOCUMENT
