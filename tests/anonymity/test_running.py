"""The same attack on a running Earshot: twenty people in the local workspace, all handlers, the outbox and every call."""

import json
import logging
import random
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from bot.ama.act import voter_tag
from sandbox.app_config import AppConfig
from sandbox.clock import WorkspaceClock
from sandbox.workspace import Workspace
from tests.anonymity.attacker import GUESSERS, Asked, Evidence, Guesser, by_name, by_records_in_files, taken
from tests.anonymity.chance import at_least
from tests.anonymity.evening import PEOPLE, SUBJECTS
from tests.flow.company import Company, served
from tests.flow.person import Person
from tests.flow.sessions import CHANNEL, Sessions

EVENINGS = 3
UNLUCKY = 1e-4 / len(GUESSERS)
_PRESSES = 5


def brambleway(config: AppConfig) -> Workspace:
    """Twenty people and their host in one channel."""
    workspace = Workspace("T0BRAMBLE", "Brambleway", "brambleway", clock=WorkspaceClock(), config=config)
    workspace.add_person("oskar", person_id="UOSKAR", real_name="Oskar", tz="UTC", profile_fields={})
    workspace.create_channel("UOSKAR", CHANNEL, channel_id=f"C{CHANNEL.upper()}")
    for person in PEOPLE:
        workspace.add_person(
            _name(person), person_id=person, real_name=_name(person).title(), tz="UTC", profile_fields={}
        )
        workspace.invite("UOSKAR", f"C{CHANNEL.upper()}", person)
    return workspace


def _name(person: str) -> str:
    return person.removeprefix("U0").lower()


@dataclass
class Running:
    """One evening of a running Earshot, what was taken while it was open and after close, and the truth."""

    asked: dict[str, str] = field(default_factory=dict)
    appeared: dict[str, float] = field(default_factory=dict)
    while_open: Evidence | None = None
    closed: Evidence | None = None
    key: bytes = b""  # as somebody may have copied it while it was open

    def questions(self) -> list[Asked]:
        """What everybody can read."""
        return [Asked(words, self.appeared[words]) for words in self.asked]


@contextmanager
def _logged(folder: Path) -> Iterator[None]:
    handler = logging.FileHandler(folder / "earshot.log")
    logger = logging.getLogger("earshot")
    before = logger.level
    logger.addHandler(handler)
    logger.setLevel(logging.DEBUG)
    try:
        yield
    finally:
        logger.removeHandler(handler)
        logger.setLevel(before)
        handler.close()


def _evening(folder: Path, template: Path, seed: int) -> Running:
    folder.mkdir()
    (folder / "earshot.sqlite").write_bytes(template.read_bytes())
    url = f"sqlite:///{folder / 'earshot.sqlite'}"
    found, chance = Running(), random.Random(seed)
    with _logged(folder), served(folder, database_url=url, make=brambleway) as company:
        company.bot.start()
        ama = Sessions(company)
        ama.set_up("The evening")
        _live(company, ama, found, chance)
        company.settle()
        for message in ama.thread():
            for words in found.asked:
                if words in json.dumps(message):
                    found.appeared[words] = float(message["ts"])
        found.while_open = taken(folder, PEOPLE, found.questions(), sent=_sent(company))
        (file,) = (folder / "keys").iterdir()
        found.key = file.read_bytes()
        company.oskar.clicks("ama.host.tools", channel=CHANNEL, ts=ama.board()["ts"])
        company.oskar.does("click", action_id="ama.host.end")
        company.oskar.does("submit", values={})
        company.settle()
        found.closed = taken(folder, PEOPLE, found.questions(), sent=_sent(company))
        assert not file.exists()
    return found


def _live(company: Company, ama: Sessions, found: Running, chance: random.Random) -> None:
    people = {person: Person(company.control, _name(person)) for person in PEOPLE}
    deeds: list[tuple[str, str]] = [
        (chance.choice(PEOPLE), f"What would have to be true about {each} in a year?") for each in SUBJECTS
    ]
    deeds += [(person, "") for person in PEOPLE]
    chance.shuffle(deeds)
    board = str(ama.board()["ts"])
    for person, words in deeds:
        if words:
            found.asked[words] = person
            _asks(people[person], words, board)
        else:
            people[person].says(CHANNEL, "Good evening")
            people[person].does("command", text="/earshot digest", wait_s=0)
    company.settle()
    buttons = [str(each["ts"]) for each in ama.thread()]
    for person in chance.sample(PEOPLE, 10):
        people[person].clicks("ama.vote", channel=CHANNEL, ts=chance.choice(buttons), wait_s=0)


def _asks(person: Person, words: str, board: str) -> None:
    for _ in range(_PRESSES):
        if person.does("command", text="/ama", channel=CHANNEL).get("view"):
            person.does("close", all=True)
            break
    for _ in range(_PRESSES):  # as people do where a busy machine misses the three seconds that Slack gives
        if person.clicks("ama.ask", channel=CHANNEL, ts=board).get("view"):
            break
    answer = person.does("submit", values={"words": words, "as": "anonymous"})
    if answer["view"]["callback_id"] == "ama.ask":
        person.does("submit", values={})
    person.does("close", all=True)


def _sent(company: Company) -> bytes:
    """Every call of the bot, as the workspace logged it."""
    entries = company.control.get("log", after=0)["entries"]
    return "\n".join(json.dumps(each) for each in entries if each["kind"] == "api").encode()


@pytest.fixture(scope="module")
def evenings(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> list[Running]:
    """Evenings with other people asking each time."""
    folder = tmp_path_factory.mktemp("running")
    return [_evening(folder / f"evening{seed}", sqlite_template, seed) for seed in range(EVENINGS)]


@pytest.mark.parametrize("guesser", GUESSERS)
@pytest.mark.parametrize("when", ["while_open", "closed"])
def test_nobody_finds_out_who_asked_from_all_that_is_written_and_sent(
    evenings: list[Running], guesser: Guesser, when: str
) -> None:
    right = tries = 0
    for evening in evenings:
        guesses = guesser(getattr(evening, when))
        right += sum(evening.asked[words] == person for words, person in guesses.items())
        tries += len(evening.asked)
    assert at_least(right, tries, 1 / len(PEOPLE)) > UNLUCKY, f"{right} of {tries}"


def test_after_close_no_vote_can_be_linked_to_its_voter_not_even_with_the_key(
    evenings: list[Running],
) -> None:
    for evening in evenings:
        assert evening.while_open is not None
        assert evening.closed is not None
        voters = [voter_tag(evening.key, person).encode() for person in PEOPLE]
        assert any(tag in content for tag in voters for content in evening.while_open.files.values())
        assert not any(tag in content for tag in voters for content in evening.closed.files.values())


def test_the_attacker_had_everything(evenings: list[Running]) -> None:
    for evening in evenings:
        assert evening.while_open is not None
        assert {"earshot.sqlite", "earshot.sqlite-wal", "earshot.log", "sent"} <= set(
            evening.while_open.files
        )
        for words in evening.asked:
            assert words.encode() in evening.while_open.files["sent"]
        assert all(person.encode() in evening.while_open.files["earshot.sqlite-wal"] for person in PEOPLE)


def test_no_record_has_a_question_and_somebody_s_name(evenings: list[Running]) -> None:
    for evening in evenings:
        for evidence in (evening.while_open, evening.closed):
            assert evidence is not None
            assert by_name(evidence) == {}
            assert by_records_in_files(evidence) == {}
