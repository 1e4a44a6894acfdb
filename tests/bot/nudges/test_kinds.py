"""What holds for every kind of nudge, and that a new one can be added by following the document."""

import inspect
import re
import string
from datetime import timedelta
from pathlib import Path
from types import ModuleType
from zoneinfo import ZoneInfo

import pytest

from bot.nudges import Day, Kind, Listener, Nudge, Sent, choose, kinds
from bot.nudges.kinds import KINDS
from tests.moments import at

ROOT = Path(__file__).parents[3]
DOCUMENT = ROOT / "docs" / "adding-a-nudge.md"
NOW = at("2026-03-02 09:00")
SOMEBODY = Listener(Day(ZoneInfo("Europe/Berlin")))
UNKIND = re.compile(
    r"\b(?:you (?:forgot|failed|ignored?|should have|must)|busy|important|urgent|streak|overdue|late)\b",
    re.IGNORECASE,
)


def modules() -> list[ModuleType]:
    """The registered ones."""
    return list(kinds._MODULES)


def copy_of(module: ModuleType) -> list[str]:
    """Everything that a kind may say: its constants of text, and those of its Kind."""
    texts = [text for name, text in vars(module).items() if name.isupper() and isinstance(text, str)]
    kind: Kind = module.KIND
    return [*texts, kind.why, *(answer.label for answer in kind.answers)]


def holds_for(module: ModuleType) -> None:
    """What every kind keeps to."""
    kind: Kind = module.KIND
    assert module.__name__.endswith(kind.name)  # the file is named after the kind
    assert 0 < len(kind.answers) <= 4  # with Why this and Pause, a row that a phone still shows
    assert len({answer.verb for answer in kind.answers}) == len(kind.answers)
    assert all(re.fullmatch(r"[a-z_]+", answer.verb) for answer in kind.answers)
    assert inspect.getdoc(module.nudge)
    for text in copy_of(module):
        assert not UNKIND.search(text), text
        assert len(text) <= 300, text
        assert all(name is None or name.isidentifier() for _, name, _, _ in string.Formatter().parse(text))


@pytest.mark.parametrize("module", modules(), ids=lambda module: module.KIND.name)
def test_every_kind_is_kind_short_and_can_be_answered(module: ModuleType) -> None:
    holds_for(module)


def test_every_file_of_a_kind_is_in_the_table() -> None:
    files = {path.stem for path in (ROOT / "bot" / "nudges").glob("*.py")}
    others = {"__init__", "budget", "calm", "do_not_disturb", "kinds", "nudge", "weekends"}
    assert files - others == set(KINDS)


def test_what_nobody_registered_is_never_sent() -> None:
    unknown = Nudge("unknown", "a", 1.0, NOW, NOW + timedelta(days=1), "A title", "Words")
    with pytest.raises(KeyError, match="unknown"):
        choose([unknown], SOMEBODY, NOW, KINDS)


def written_in_the_document() -> ModuleType:
    """The file of its first step, loaded as it stands there."""
    text = DOCUMENT.read_text(encoding="utf-8")
    path = re.search(r"`bot/nudges/(\w+)\.py`\. Begin", text)
    code = re.search(r"```python\n(.*?)```", text, re.DOTALL)
    assert path is not None
    assert code is not None
    module = ModuleType(f"bot.nudges.{path[1]}")
    exec(compile(code[1], path[1], "exec"), vars(module))
    return module


def test_a_kind_added_by_the_document_is_said_by_the_same_budget() -> None:
    module = written_in_the_document()
    holds_for(module)
    table = {**KINDS, module.KIND.name: module.KIND}
    asked_at = NOW - timedelta(days=7)
    new = module.nudge("Why two tables?", 12, asked_at, "C1", "1.0")
    assert choose([new], SOMEBODY, NOW, table) == new
    assert choose([new], SOMEBODY, NOW - timedelta(minutes=1), table) is None  # not due yet
    assert choose([new], SOMEBODY, at("2026-03-02 22:00"), table) is None  # at night
    said = Listener(
        SOMEBODY.day, sent=(Sent(NOW - timedelta(days=2), new.kind, new.about, was_answered=True),)
    )
    assert choose([new], said, NOW, table) is None
    assert choose([new], Listener(SOMEBODY.day, has_started=False), NOW, table) == new
    assert new.words == "12 people want to know. Two sentences are enough."


def test_the_document_names_what_there_is() -> None:
    text = DOCUMENT.read_text(encoding="utf-8")
    for path in re.findall(r"`((?:bot|tests)/[\w/]+\.py)`", text):
        assert (ROOT / path).exists() or "question_open" in path, path
    assert "_MODULES" in text
    assert hasattr(kinds, "_MODULES")
