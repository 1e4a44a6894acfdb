"""What is said, written and drawn of a measurement, also of odd workspaces."""

import json
import struct
from pathlib import Path

import pytest

from evaluation.entrants import ENTRANTS
from evaluation.findings import Findings, find
from evaluation.history import History
from evaluation.picture import draw
from evaluation.record import record
from evaluation.report import report
from evaluation.tables import WIDTH
from evaluation.task import task_of
from tests.evaluation.lighthouse import history, keepers, post, reaction, reply

GULL = "U0GULL"


def _found(workspace: History, person: str | None = None, days: int = 7) -> Findings:
    return find(
        workspace, task_of(workspace, days, person), lambda _what, _done, _of: None, with_cold_start=False
    )


@pytest.fixture(scope="module")
def usual() -> Findings:
    """Two people with habits, and nothing odd."""
    return _found(keepers())


def _quiet(responses: int) -> History:
    """A workspace in which Gullinda answers the last few posts, and nobody else any."""
    said = [post(number, author="U0KELP") for number in range(40)]
    return history(said, [reply(each, GULL) for each in said[len(said) - responses :]])


def _short() -> History:
    said = [post(number, hours=1, author="U0KELP") for number in range(160)]
    return history(said, [reaction(each, GULL) for each in said[::2]])


ODD = {
    "one person": (keepers(), GULL),
    "one who never responded": (_quiet(0), GULL),
    "one who responded once": (_quiet(1), GULL),
    "one who wrote everything": (_quiet(5), "U0KELP"),
    "a week": (_short(), None),
    "a stranger to users.json": (history(_quiet(3).posts), "U0NOBODY"),
}


@pytest.mark.parametrize("case", ODD)
def test_odd_workspaces_are_reported_too(case: str, tmp_path: Path) -> None:
    workspace, person = ODD[case]
    for days in (1, 7, 30):
        found = _found(workspace, person, days)
        text = report(found, "odd.zip")
        assert "nan" not in text.split()
        assert max(map(len, text.splitlines())) <= WIDTH
        assert "NaN" not in json.dumps(record(found, "odd.zip"), allow_nan=False)
        draw(found.calibration, tmp_path / "odd.png")


def test_the_report_names_everybody_and_every_ranker_and_fits(usual: Findings) -> None:
    lines = report(usual, "lighthouse.zip").splitlines()
    text = "\n".join(lines)
    assert max(map(len, lines)) <= WIDTH
    for words in ("lighthouse.zip", "Gullinda Sprat", "Foghorn Wemble", *(each.name for each in ENTRANTS)):
        assert words in text
    assert "nan" not in text


def test_it_says_that_few_were_measured_and_that_one_person_proves_nothing(usual: Findings) -> None:
    text = " ".join(report(usual, "x.zip").split())
    assert "Only 2 people had enough responses, of 10" in text
    assert "Nothing here is a claim about a single person" in text


def test_it_says_when_somebody_has_too_few_responses() -> None:
    text = " ".join(report(_found(_quiet(4), GULL), "x.zip").split())
    assert "Gullinda Sprat has too few responses" in text
    assert "0 to learn from and 4 in the test" in text
    assert "Only" not in text


def test_it_says_when_there_is_nothing_to_say() -> None:
    text = " ".join(report(_found(_quiet(0), GULL), "x.zip").split())
    assert "no response in the test" in text


def test_it_says_when_there_are_too_few_digests_for_an_interval() -> None:
    found = _found(_short())
    assert "for intervals it takes 5" in " ".join(report(found, "x.zip").split())
    assert record(found, "x.zip")["difference_in_average_precision"]["mean"]["interval"] is None


def test_two_of_the_same_name_are_told_apart() -> None:
    twins = keepers()
    named = History(twins.posts, twins.engagements, dict.fromkeys(twins.names, "Foghorn Wemble"))
    assert "Foghorn Wemble U0GULL" in report(_found(named), "x.zip")


def test_names_cannot_move_the_cursor() -> None:
    crafty = keepers()
    named = History(crafty.posts, crafty.engagements, crafty.names | {GULL: "Gull\x1b[2J\ninda"})
    assert "\x1b" not in report(_found(named), "x.zip")


def test_the_record_holds_what_the_report_says(usual: Findings) -> None:
    found = json.loads(json.dumps(record(usual, "lighthouse.zip"), allow_nan=False))
    assert [each["name"] for each in found["people"]] == ["Gullinda Sprat", "Foghorn Wemble"]
    for entrant in ENTRANTS:
        theirs = found["when_posted"][entrant.name]
        precisions = [theirs["people"][user["id"]]["average_precision"] for user in found["people"]]
        assert theirs["mean"]["average_precision"] == pytest.approx(sum(precisions) / 2)
        low, high = theirs["average_precision_interval"]
        assert low < theirs["mean"]["average_precision"] < high
    assert set(found["calibration"]) == {"channel + author", "Earshot"}
    assert (
        sum(each["pairs"] for each in found["calibration"]["Earshot"]["bins"])
        == usual.when_posted.question.asked.sum()
    )
    assert "The lamp is lit" not in json.dumps(found)


def test_the_picture_is_a_png_of_a_readable_size(usual: Findings, tmp_path: Path) -> None:
    draw(usual.calibration, tmp_path / "calibration.png")
    written = (tmp_path / "calibration.png").read_bytes()
    assert written[:8] == b"\x89PNG\r\n\x1a\n"
    width, height = struct.unpack(">II", written[16:24])
    assert 1000 <= width <= 2000
    assert 1000 <= height <= 2000
