"""An attacker who has everything that Earshot wrote and sent, knows how it is built, and wants to know who asked.

Whatever is found is turned into guesses: for each question, one of the people. Whoever knows nothing is right once in as
many times as there are people; so a guesser that is right clearly more often has found something.
"""

import base64
import hashlib
import hmac
import re
import sqlite3
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any
from urllib.parse import quote

from bot.ama.sealing import Purpose, tag

PURPOSES: tuple[Purpose, ...] = ("vote", "ask", "slot")
ABOUT_QUESTIONS: tuple[Purpose, ...] = ("own", "flag")
NEAR = 400  # bytes between a question and somebody's name, to count as next to each other
_STRETCH = re.compile(rb"[\x20-\x7e]{12,}")
_HEX = re.compile(rb"[0-9a-fA-F]{32,128}")

Row = Mapping[str, Any]


@dataclass(frozen=True)
class Asked:
    """A question that everybody can read, and what is public of it: its words and when it appeared."""

    words: str
    appeared: float


@dataclass(frozen=True)
class Evidence:
    """Everything that was taken: whole files by name, the rows of each table, and what was sent."""

    people: Sequence[str]
    questions: Sequence[Asked]
    files: Mapping[str, bytes] = field(repr=False)
    tables: Mapping[str, Sequence[Row]] = field(repr=False)

    def rows(self) -> Iterator[Row]:
        """Every row of every table."""
        for rows in self.tables.values():
            yield from rows


Guesses = dict[str, str]  # the words of a question, and who is thought to have asked it
Guesser = Callable[[Evidence], Guesses]


def taken(folder: Path, people: Sequence[str], questions: Sequence[Asked], **more: bytes) -> Evidence:
    """What lies in a folder: every file but the keys, and the tables of the database among them."""
    files = {
        str(file.relative_to(folder)): file.read_bytes()
        for file in sorted(folder.rglob("*"))
        if file.is_file() and file.suffix != ".key"
    }
    return Evidence(people, questions, {**files, **more}, _tables(folder))


def _tables(folder: Path) -> dict[str, list[Row]]:
    found: dict[str, list[Row]] = {}
    for file in folder.glob("*.sqlite"):
        with sqlite3.connect(f"file:{file}?mode=ro", uri=True) as connection:
            connection.row_factory = sqlite3.Row
            names = [
                row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type='table'")
            ]
            for name in names:
                found[name] = [dict(row) for row in connection.execute(f"SELECT * FROM {name}")]
        connection.close()
    return found


def written(person: str) -> list[bytes]:
    """The ways in which a person may be written down without a key."""
    plain = person.encode()
    ways = [
        plain,
        plain.lower(),
        plain[::-1],
        plain.hex().encode(),
        quote(person).encode(),
        person.encode("utf-16-le"),
    ]
    ways += [base64.b64encode(plain).rstrip(b"="), base64.b32encode(plain).rstrip(b"=")]
    for name in ("md5", "sha1", "sha256", "sha512", "blake2b"):
        digest = hashlib.new(name, plain).digest()
        for size in (16, len(digest)):
            cut = digest[:size]
            ways += [cut, cut.hex().encode(), base64.b64encode(cut).rstrip(b"=")]
    return ways


def keys_in(evidence: Evidence) -> list[bytes]:
    """Everything that might be a key: no key at all, hexadecimal words, and files as short as one."""
    keys = {b"", b"\0" * 32}
    for content in evidence.files.values():
        keys |= {bytes.fromhex(word.decode()) for word in _HEX.findall(content) if len(word) in {32, 64}}
        if len(content) <= 64:
            keys.add(content)
    return sorted(keys)


def by_name(evidence: Evidence) -> Guesses:
    """Somebody's name, in whatever writing, in a row that also has the question or its id."""
    ways = {way.decode("latin-1"): person for person in evidence.people for way in written(person)}
    about = _ids(evidence)
    found: dict[str, Counter[str]] = defaultdict(Counter)
    for row in evidence.rows():
        content = _content(row)
        named = [person for way, person in ways.items() if way in content]
        if named:
            for words, ids in about.items():
                if any(each in content for each in ids):
                    found[words].update(named)
    return _most(found)


def by_records_in_files(evidence: Evidence) -> Guesses:
    """The names in the same stretch of text as the question, in any file: so the words of a record lie, also of an old one."""
    found: dict[str, Counter[str]] = defaultdict(Counter)
    for content in evidence.files.values():
        for stretch in _STRETCH.findall(content):
            for question in evidence.questions:
                if question.words.encode() in stretch:
                    named = [person for person in evidence.people if person.encode() in stretch]
                    found[question.words].update(named)
    return _most(found)


def by_neighbours_in_files(evidence: Evidence) -> Guesses:
    """The name that stands nearest to the question in a file: in free pages, old frames of the log, or log lines."""
    found: dict[str, Counter[str]] = defaultdict(Counter)
    for content in evidence.files.values():
        names = sorted(
            (match.start(), person)
            for person in evidence.people
            for way in written(person)[:6]
            for match in re.finditer(re.escape(way), content)
        )
        places = [place for place, _ in names]
        for question in evidence.questions:
            for match in re.finditer(re.escape(question.words.encode()), content):
                at = bisect_left(places, match.start())
                near = [
                    each for each in names[max(0, at - 1) : at + 1] if abs(each[0] - match.start()) <= NEAR
                ]
                found[question.words].update(person for _, person in near)
    return _most(found)


def by_keys(evidence: Evidence) -> Guesses:
    """The person whose tag, under any key that is found anywhere, is written down with the question."""
    guesses: Guesses = {}
    keys = keys_in(evidence)
    # Who voted for a question hardly asked it.
    rows = [_content(row) for row in evidence.rows() if row not in evidence.tables.get("amavote", ())]
    for words, ids in _ids(evidence).items():
        beside = "\n".join(content for content in rows if any(each in content for each in ids))
        known = set(_HEX.findall(beside.encode()))
        for person in evidence.people:
            if any(_tags(key, person, ids) & known for key in keys):
                guesses[words] = person
    return guesses


def _tags(key: bytes, person: str, ids: Sequence[str]) -> set[bytes]:
    made = {tag(key, purpose, person) for purpose in PURPOSES}
    made |= {tag(key, purpose, person, each) for purpose in ABOUT_QUESTIONS for each in ids[1:]}
    return {each.encode() for each in made} | {hmac.digest(key, person.encode(), "sha256").hex().encode()}


def by_time(evidence: Evidence) -> Guesses:
    """Whoever is known to have done something last before the question appeared."""
    return _nearest(evidence, lambda moment, appeared: appeared - moment if moment <= appeared else 1e9)


def by_time_around(evidence: Evidence) -> Guesses:
    """Whoever is known to have done something nearest to when the question appeared, before or after."""
    return _nearest(evidence, lambda moment, appeared: abs(appeared - moment))


def _nearest(evidence: Evidence, distance: Callable[[float, float], float]) -> Guesses:
    seen = [
        (moment, person)
        for row in evidence.rows()
        for person in _named(evidence, row)
        for moment in _times(row)
    ]
    if not seen:
        return {}
    return {
        question.words: min(seen, key=lambda each: distance(each[0], question.appeared))[1]
        for question in evidence.questions
    }


def by_order(evidence: Evidence) -> Guesses:
    """Whoever stands next to the question's event in the inbox, in the order in which things came in."""
    rows = sorted(evidence.tables.get("inbox", ()), key=lambda row: row["id"])
    asked = [place for place, row in enumerate(rows) if row["kind"] == "view.ama.ask"]
    # The board's numbers are in the order of these events.
    questions = sorted(evidence.tables.get("amaquestion", ()), key=lambda row: row["number"])
    guesses: Guesses = {}
    for question, place in zip(questions, asked, strict=True):
        before = (_named(evidence, row) for row in reversed(rows[: place + 1]))
        named = next(filter(None, before), None)
        if named and not question["author"]:
            guesses[question["text"]] = named[0]
    return guesses


def by_frequency(evidence: Evidence) -> Guesses:
    """Whoever is written down most often: asking leaves more traces than not asking."""
    counted = Counter[str]()
    for person in evidence.people:
        counted[person] = sum(content.count(person.encode()) for content in evidence.files.values())
    ranked = [person for person, _ in counted.most_common()]
    return {question.words: ranked[place % len(ranked)] for place, question in enumerate(evidence.questions)}


GUESSERS: tuple[Guesser, ...] = (
    by_name, by_records_in_files, by_neighbours_in_files, by_keys, by_time, by_time_around, by_order, by_frequency,
)  # fmt: skip


def _ids(evidence: Evidence) -> dict[str, list[str]]:
    """The words of each question, with the ids that it has."""
    ids = {question.words: [question.words] for question in evidence.questions}
    for row in evidence.tables.get("amaquestion", ()):
        if row["text"] in ids:
            ids[row["text"]] += [str(row["question_id"]), str(row["ts"] or row["question_id"])]
    return ids


def _content(row: Row) -> str:
    return "\n".join(
        value.decode("latin-1") if isinstance(value, bytes) else str(value) for value in row.values()
    )


def _named(evidence: Evidence, row: Row) -> list[str]:
    content = _content(row)
    return [person for person in evidence.people if re.search(rf"\b{person}\b", content)]


def _times(row: Row) -> list[float]:
    moments = []
    for value in row.values():
        if isinstance(value, str) and len(value) < 40:
            try:
                moments.append(
                    datetime.fromisoformat(f"{value}+00:00" if "+" not in value else value).timestamp()
                )
            except ValueError:
                continue
    return moments


def _most(found: Mapping[str, Counter[str]]) -> Guesses:
    return {words: counted.most_common(1)[0][0] for words, counted in found.items() if counted}
