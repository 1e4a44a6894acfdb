"""The drafts: fitting the asker, the ask and the verdict; none of them says busy."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.green_button.busy import flags
from bot.green_button.questions import BY_ID, QUESTIONS
from bot.green_button.replies import DISCOVERY, FITS, MOST_QUOTED, Asked, drafts, quoted
from bot.green_button.rubric import decide
from bot.green_button.verdict import Verdict

LINK = "https://brambleway.example/archives/C1/p1700000000000100"
ASKED = Asked("Larch", "Could you chair the working group on paths this month?", LINK)

any_answers = st.fixed_dictionaries(
    {each.id: st.sampled_from([choice.id for choice in each.choices]) for each in QUESTIONS}
)


def texts(asked: Asked = ASKED, **answers: str) -> dict[str, str]:
    """The drafts for these answers, by kind."""
    return {draft.kind: draft.text for draft in drafts(asked, decide(answers))}


@given(any_answers, st.text(max_size=300), st.text(max_size=40))
def test_the_fitting_draft_comes_first_and_every_kind_is_there(
    answers: dict[str, str], ask: str, asker: str
) -> None:
    decision = decide(answers)
    written = drafts(Asked(asker, ask, LINK), decision)
    assert written[0].kind == FITS[decision.verdict]
    assert sorted(each.kind for each in written) == ["delegate", "discover", "no", "yes"]
    assert all(each.text.endswith(f"\n{LINK}") for each in written)
    assert all(len(each.text) < 1500 for each in written)


@pytest.mark.parametrize(
    ("pressed", "kind"), [("green", "yes"), ("discover", "discover"), ("delegate", "delegate"), ("red", "no")]
)
def test_what_the_person_pressed_goes_before_the_verdict(pressed: Verdict, kind: str) -> None:
    assert drafts(ASKED, decide({}), pressed)[0].kind == kind


@given(any_answers)
def test_no_draft_says_busy(answers: dict[str, str]) -> None:
    for draft in drafts(ASKED, decide(answers)):
        assert flags(draft.text) == (), draft.text


@pytest.mark.parametrize(
    ("ask", "line"),
    [
        ("Could you chair it?", "Could you chair it?"),
        ("  Could you\n\nchair   it.  ", "Could you chair it"),
        ("@channel <!here> <!subteam^S1|@trail-crew> who takes it? @everyone", "who takes it?"),
        ("mail me@here.example", "mail me@here.example"),
        ("", ""),
        ("<!channel>", ""),
        ("🙂", "🙂"),
        ("word " * 600, ("word " * 16)[:-6] + "…"),
        ("x" * 3000, "x" * (MOST_QUOTED - 1) + "…"),
    ],
)
def test_the_ask_is_one_short_line_that_calls_nobody(ask: str, line: str) -> None:
    assert quoted(ask) == line


@given(st.text())
def test_whatever_was_asked_stays_short_and_on_one_line(ask: str) -> None:
    assert len(quoted(ask)) <= MOST_QUOTED
    assert len(quoted(ask).splitlines()) <= 1


def test_a_yes_says_when_and_that_questions_will_come() -> None:
    said = texts(asker="above", growth="grow", relationship="new", effort="days", day_job="met")
    assert said["yes"] == (
        "Hi Larch, about “Could you chair the working group on paths this month?”: thanks for thinking of me. "
        "I'm in. When do you need it? I'll show you a first version before that. "
        "I've wanted to learn this, so expect a few beginner's questions. Who else should I meet? "
        f"What would make it great for you?\n{LINK}"
    )


def test_a_yes_of_unknown_size_promises_nothing_yet() -> None:
    assert "I'm in" not in texts()["yes"]
    assert "How much is it, roughly" in texts()["yes"]


def test_discovery_asks_what_is_open_first_and_then_what_is_always_worth_asking() -> None:
    points = [
        line[2:] for line in texts(asker="peer", effort="days")["discover"].splitlines() if line[0] == "•"
    ]
    assert points == [BY_ID["kind"].to_ask, *DISCOVERY]
    assert "pre-read" in points[1]


def test_discovery_of_a_routine_task_asks_for_no_pre_read() -> None:
    said = texts(asker="peer", kind="routine", effort="weeks")["discover"]
    assert "pre-read" not in said
    assert "Since when has it been going on?" in said


@pytest.mark.parametrize(("day_job", "asked"), [("at_risk", True), ("not_met", True), ("met", False)])
def test_whoever_is_above_is_asked_what_may_wait_where_there_is_little_room(
    day_job: str, asked: bool
) -> None:
    assert ("What may wait for it?" in texts(asker="above", day_job=day_job)["discover"]) == asked
    assert "What may wait for it?" not in texts(asker="peer", day_job=day_job)["discover"]


def test_a_name_down_comes_back_within_two_weeks() -> None:
    with_team = texts(team="yes")["delegate"]
    assert "Put my name down for now." in with_team
    assert "in my team" in with_team
    assert "two weeks" in with_team
    assert "in my team" not in texts(team="no")["delegate"]


@pytest.mark.parametrize(
    ("answers", "reason"),
    [
        ({"day_job": "not_met", "growth": "strong"}, "promised something else first"),
        ({"precedent_yes": "refuse", "growth": "strong"}, "do it for all"),
        ({"growth": "strong", "effort": "weeks"}, "somebody who learns from it"),
        ({"growth": "elsewhere"}, "something else"),
        ({"effort": "quarter"}, "their main thing"),
        ({"effort": "weeks"}, "make room"),
        ({}, "makes the difference"),
    ],
)
def test_a_no_gives_the_reason_that_weighs_and_asks_to_be_asked_again(
    answers: dict[str, str], reason: str
) -> None:
    said = texts(ASKED, **answers)["no"]
    assert reason in said
    assert "do ask me again" in said


def test_a_no_to_what_somebody_would_like_is_a_not_now() -> None:
    said = texts(growth="grow", day_job="not_met", effort="weeks", asker="peer")["no"]
    assert "now isn't the time" in said
    assert "come back to me" in said


def test_a_no_upwards_leaves_the_decision_with_them() -> None:
    assert "If you need it from me all the same" in texts(asker="above")["no"]


def test_a_thing_one_noticed_oneself_thanks_nobody() -> None:
    for text in texts(asker="me").values():
        assert text.startswith("I noticed something: “Could you chair")
        assert "thanks" not in text


def test_nobody_and_nothing_named_still_reads_well() -> None:
    said = texts(Asked("", "", ""), effort="hours")
    assert said["yes"] == "Thanks for thinking of me. I'm in. I'll do it this week."
