from pathlib import Path
from typing import Any

import pytest

from sandbox import snapshot
from sandbox.app_config import AppConfig
from sandbox.files import File
from sandbox.snapshot import SnapshotError


def test_everything_comes_back(company: Any, config: AppConfig, tmp_path: Path) -> None:
    workspace = company.workspace
    parent = workspace.post(company.ana, company.general, "question <3")
    workspace.post(company.bot, company.general, "answer", [{"type": "divider"}], thread_ts=parent.ts)
    workspace.react(company.ben, company.general, parent.ts, "tada")
    workspace.ephemeral(company.bot, company.general, company.ben, "only you")
    workspace.change_person(company.ben, dnd=(1, 2), profile_fields={"Xf1": company.ana})
    workspace.profile_fields.append({"id": "Xf1", "label": "Manager"})
    workspace.files["F1"] = File("F1", "a.bin", "A", company.bot, 1, content=b"\x00\xff")
    workspace.clock.advance(3_600)
    path = tmp_path / "workspace.json"
    snapshot.save(workspace, path)
    again = snapshot.load(path, config)
    assert again.people == workspace.people
    assert again.profile_fields == workspace.profile_fields
    assert again.files == workspace.files
    for message in (one for channel in workspace.channels.values() for one in channel.messages.values()):
        message.received = 0
    assert again.channels == workspace.channels
    assert again.bot == workspace.bot
    assert again.clock.now() == pytest.approx(workspace.clock.now(), abs=5)
    assert again.add_person("dora").id not in workspace.people


def test_what_is_saved_replaces_the_old_state_whole(company: Any, config: AppConfig, tmp_path: Path) -> None:
    path = tmp_path / "workspace.json"
    snapshot.save(company.workspace, path)
    company.workspace.add_person("dora")
    snapshot.save(company.workspace, path)
    assert snapshot.load(path, config).find_person("dora").name == "dora"
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize(
    ("content", "complaint"),
    [
        (None, "cannot be read"),
        ("{", "is damaged"),
        ("[]", "is damaged"),
        ('{"version": 0}', "another version"),
        ('{"version": 1}', "is damaged"),
        ("\udcff", "is damaged"),
    ],
)
def test_a_bad_file_is_named_in_one_line(
    content: str | None, complaint: str, config: AppConfig, tmp_path: Path
) -> None:
    path = tmp_path / "workspace.json"
    if content is not None:
        path.write_text(content, encoding="utf-8", errors="surrogateescape")
    with pytest.raises(SnapshotError, match=complaint) as problem:
        snapshot.load(path, config)
    assert str(path) in str(problem.value)
    assert "\n" not in str(problem.value)
