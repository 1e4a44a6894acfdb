"""A hundred people ask and vote at once, through the local workspace: no vote is lost, none is doubled, and all ends right."""

from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from sqlmodel import select

from sandbox.app_config import AppConfig
from sandbox.workspace import Workspace
from storage.tables import AmaQuestion, AmaVote
from tests.flow.company import Company, Transport, served
from tests.flow.fernhill import fernhill
from tests.flow.person import Person, texts
from tests.flow.sessions import Sessions, has
from tests.flow.waiting import wait_for

CROWD = tuple(f"reed{number:03}" for number in range(100))
AT_ONCE = 25  # connections; the workspace is one process on this machine
VOTES = 4  # for each person


def crowded(config: AppConfig) -> Workspace:
    """Fernhill on the day when everybody came."""
    workspace = fernhill(config)
    for name in CROWD:
        workspace.add_person(name, person_id=f"U{name.upper()}", real_name=name.title(), tz="Europe/Berlin")
        workspace.invite("UIRIS", "CPARTNERS", f"U{name.upper()}")
    return workspace


@pytest.fixture(params=["sqlite", "postgresql"])
def company(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Company]:
    """The crowd with the bot, on either database, over either transport."""
    database = str(request.getfixturevalue(f"migrated_{request.param}"))
    transport: Transport = "socket" if request.param == "sqlite" else "http"
    with served(tmp_path, transport, database_url=database, make=crowded) as found:
        found.bot.start()
        yield found


def all_at_once(people: list[Person], act: Callable[[int, Person], object]) -> None:
    """Everybody acts, as many at a time as there are connections."""
    with ThreadPoolExecutor(AT_ONCE) as pool:
        list(pool.map(act, range(len(people)), people))


def test_no_vote_is_lost_none_is_doubled_and_the_board_ends_right(company: Company) -> None:
    ama = Sessions(company)
    ama.set_up()
    board = str(ama.board()["ts"])
    crowd = [Person(company.control, name) for name in CROWD]

    def ask(number: int, person: Person) -> None:
        _opens(person, board)
        words = f"What is the plan for round {number} in the year that comes?"
        answer = person.does("submit", values={"words": words, "as": "anonymous" if number % 2 else "named"})
        if (answer.get("view") or {}).get("callback_id") == "ama.ask":
            person.does("submit", values={})

    all_at_once(crowd, ask)
    asked = wait_for(lambda: _all_asked(ama, board), timeout_s=90)
    assert len({"".join(texts(each["blocks"])) for each in asked}) == len(CROWD)
    places = [str(each["ts"]) for each in asked]

    def vote(number: int, person: Person) -> None:
        for step in range(VOTES):
            _press(person, places[_target(number, step)])
        _press(person, places[_target(number, 0)])  # a nervous second click
        _press(person, places[_target(number, 1)], "ama.vote.back")

    all_at_once(crowd, vote)
    expected = Counter(places[place] for number in range(len(CROWD)) for place in _left(number))
    wait_for(lambda: _wrong(ama, board, expected) == {}, timeout_s=90)
    company.bot.settle()
    with company.bot.storage() as session:
        assert len(session.exec(select(AmaVote)).all()) == expected.total()
        assert len(session.exec(select(AmaQuestion)).all()) == len(CROWD)
    assert f"100 questions · {expected.total()} votes · 0 answered" in ama.says()
    moments = _edits(company, board)
    assert len(moments) <= moments[-1] - moments[0] + 2, "the board is drawn at most once a second"


def _edits(company: Company, board: str) -> list[float]:
    """When the board was edited, of the calls that the workspace remembers."""
    edits = [each for each in company.calls("chat.update") if each["detail"]["args"]["ts"] == board]
    return [float(each["at"]) for each in edits]


def _opens(person: Person, board: str) -> None:
    """Press the button until the modal is there: Slack gives three seconds, and this process is a hundred people too."""
    for _ in range(10):
        if person.clicks("ama.ask", channel="partners", ts=board).get("view"):
            return
    raise AssertionError(f"no modal for {person.name}")


def _target(number: int, step: int) -> int:
    """Which question somebody votes for: many for few, as it is."""
    return (number * (step + 1) + step * 7) % (10 if step < 2 else 100)


def _left(number: int) -> set[int]:
    """Where somebody's votes are in the end."""
    return {_target(number, step) for step in range(VOTES)} - {_target(number, 1)}


def _press(person: Person, ts: str, action: str = "ama.vote") -> None:
    person.clicks(action, channel="partners", ts=ts, wait_s=0)


def _all_asked(ama: Sessions, board: str) -> list[dict[str, object]]:
    found = [each for each in ama.thread(board) if has(each, "ama.vote")]
    return found if len(found) == len(CROWD) else []


def _wrong(ama: Sessions, board: str, expected: Counter[str]) -> dict[str, tuple[int, int]]:
    """The questions that show another count than they have: (shown, expected)."""
    found = [each for each in ama.thread(board) if has(each, "ama.vote")]
    counts = {str(each["ts"]): next(iter(texts(each["blocks"]))) for each in found}
    shown = {ts: int(line.partition("▲ ")[2].partition("*")[0]) for ts, line in counts.items()}
    return {ts: (count, expected[ts]) for ts, count in shown.items() if count != expected[ts]}
