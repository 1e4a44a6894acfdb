"""Everything that Earshot writes and sends is handed to an attacker, who must not do better than chance."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from bot.ama.act import owner_tag, slot_tags, voter_tag
from bot.event import Event
from handlers.answers import who_asked
from handlers.edges.seal import Refused, Seal
from storage.keys import Keys
from tests.anonymity import attacker
from tests.anonymity.attacker import GUESSERS, Evidence, Guesser
from tests.anonymity.chance import at_least
from tests.anonymity.evening import AMA, PEOPLE, Evening, Sealed

EVENINGS = 6
UNLUCKY = 1e-4 / len(
    GUESSERS
)  # so rarely a test fails though nothing is wrong; the seeds stay, so it fails never or always

Broken = Callable[[Seal, Keys], Sealed]


def hits(evenings: list[tuple[Evening, Evidence]], guesser: Guesser) -> tuple[int, int]:
    """How many questions a guesser is right about, and how many there are."""
    return (
        sum(evening.right(guesser(evidence)) for evening, evidence in evenings),
        sum(len(evening.asked) for evening, _ in evenings),
    )


def knows_more_than_chance(evenings: list[tuple[Evening, Evidence]], guesser: Guesser) -> bool:
    """Whether luck alone hardly explains how often a guesser is right."""
    right, of = hits(evenings, guesser)
    return at_least(right, of, 1 / len(PEOPLE)) < UNLUCKY


def as_it_is(seal: Seal, _keys: Keys) -> Sealed:
    """The seal that Earshot has."""
    return seal.sealed


def held(
    folder: Path, template: Path, breaks: Broken = as_it_is, count: int = EVENINGS
) -> list[tuple[Evening, Evidence]]:
    """Some evenings, each with other people asking."""
    found = []
    for seed in range(count):
        evening = Evening(folder / f"evening{seed}", seed, breaks)
        found.append((evening, evening.run(template)))
        evening.over()
        assert len(evening.asked) == 10
    return found


@pytest.fixture(scope="module")
def evenings(
    sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory
) -> list[tuple[Evening, Evidence]]:
    """Evenings as they are, with what was taken while they were open."""
    return held(tmp_path_factory.mktemp("evenings"), sqlite_template)


@pytest.mark.parametrize("guesser", GUESSERS)
def test_who_asked_is_not_known_better_than_by_chance(
    evenings: list[tuple[Evening, Evidence]], guesser: Guesser
) -> None:
    right, of = hits(evenings, guesser)
    assert not knows_more_than_chance(evenings, guesser), f"{right} of {of}"


def test_the_attacker_has_the_questions_and_the_people(evenings: list[tuple[Evening, Evidence]]) -> None:
    for evening, evidence in evenings:
        assert {"earshot.sqlite", "earshot.sqlite-wal", "sent"} <= set(evidence.files)
        assert not any(name.endswith(".key") for name in evidence.files)
        assert {row["text"] for row in evidence.tables["amaquestion"]} >= set(evening.asked)
        log = evidence.files["earshot.sqlite-wal"]
        assert all(words.encode() in log for words in evening.asked)
        assert all(person.encode() in log for person in PEOPLE)  # they did other things


def names_in_tags(seal: Seal, keys: Keys) -> Sealed:
    """A seal that writes the user down."""

    def sealed(event: Event) -> Event | Refused | None:
        made = seal.sealed(event)
        if not isinstance(made, Event):
            return made
        act = {**made.payload["act"], "tag": who_asked(event)}
        return replace(made, payload={"act": act})

    return sealed


def the_raw_event_beside_it(seal: Seal, keys: Keys) -> Sealed:
    """A seal that leaves the whole request in the payload, which is emptied when it is handled."""

    def sealed(event: Event) -> Event | Refused | None:
        made = seal.sealed(event)
        return (
            replace(made, payload={**made.payload, "raw": event.payload}) if isinstance(made, Event) else made
        )

    return sealed


def the_lane_of_the_person(seal: Seal, keys: Keys) -> Sealed:
    """A seal that orders a person's events as those of others are ordered."""

    def sealed(event: Event) -> Event | Refused | None:
        made = seal.sealed(event)
        return replace(made, lane=event.lane) if isinstance(made, Event) else made

    return sealed


def no_key(seal: Seal, keys: Keys) -> Sealed:
    """A key that everybody knows."""
    keys._known[AMA] = bytearray(32)
    return seal.sealed


def what_opens_the_form(seal: Seal, keys: Keys) -> Sealed:
    """A seal that lets through what only opens a modal."""

    def sealed(event: Event) -> Event | Refused | None:
        return event if event.kind.startswith(("command.", "action.ama.ask")) else seal.sealed(event)

    return sealed


@pytest.mark.parametrize(
    ("breaks", "guesser"),
    [
        (names_in_tags, attacker.by_name),
        (the_raw_event_beside_it, attacker.by_records_in_files),
        (the_lane_of_the_person, attacker.by_order),
        (no_key, attacker.by_keys),
        (what_opens_the_form, attacker.by_time),
        (what_opens_the_form, attacker.by_order),
    ],
)
def test_the_attacker_finds_out_where_something_is_wrong(
    sqlite_template: Path, tmp_path: Path, breaks: Broken, guesser: Guesser
) -> None:
    broken = held(tmp_path, sqlite_template, breaks, count=2)
    right, of = hits(broken, guesser)
    assert right > of / 2


def test_the_key_alone_would_tell_so_it_is_not_among_what_is_backed_up(
    sqlite_template: Path, tmp_path: Path
) -> None:
    evening = Evening(tmp_path / "evening", 0)
    evidence = evening.run(sqlite_template)
    evening.over()
    key = (evening.folder / "keys" / f"{AMA}.key").read_bytes()
    with_key = replace(evidence, files={**evidence.files, "stolen": key})
    assert evening.right(attacker.by_keys(with_key)) == len(evening.asked)
    assert attacker.by_keys(evidence) == {}


def test_after_close_there_is_no_tag_that_even_the_key_would_open(
    sqlite_template: Path, tmp_path: Path
) -> None:
    evening = Evening(tmp_path / "evening", 0)
    evening.run(sqlite_template)
    key = (evening.folder / "keys" / f"{AMA}.key").read_bytes()
    closed = evening.close()
    assert not list((evening.folder / "keys").iterdir())
    for guesser in (attacker.by_name, attacker.by_keys):
        assert guesser(closed) == {}
    assert attacker.by_keys(replace(closed, files={**closed.files, "stolen": key})) == {}
    evening.over()


def test_after_close_the_files_hold_no_vote_owner_or_slot_that_the_key_would_open(
    sqlite_template: Path, tmp_path: Path
) -> None:
    evening = Evening(tmp_path / "evening", 0)
    open_files = evening.run(sqlite_template).files
    key = (evening.folder / "keys" / f"{AMA}.key").read_bytes()
    made = [tag for person in PEOPLE for tag in all_tags(key, person, evening)]
    assert sum(tag in content for tag in made for content in open_files.values()) > 2 * len(evening.asked)
    closed_files = evening.close().files
    assert [tag for tag in made for content in closed_files.values() if tag in content] == []
    evening.over()


def all_tags(key: bytes, person: str, evening: Evening) -> list[bytes]:
    """What stands for somebody as a voter, as who asked each question, and as who used up a question."""
    tags = [voter_tag(key, person), *slot_tags(key, person, 3)]
    tags += [owner_tag(key, person, question_id) for question_id in evening.ids]
    return [tag.encode() for tag in tags]
