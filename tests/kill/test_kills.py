"""SIGKILL at random moments under load loses nothing that was acknowledged and does nothing twice.

benchmarks/kills.py does the same with more kills.
"""

from pathlib import Path

import pytest

from tests.kill.harness import Trial, run


@pytest.mark.parametrize(("transport", "kills"), [("socket", 4), ("http", 4)])
def test_killed_at_random_under_load_nothing_is_lost_and_nothing_done_twice(
    transport: str, kills: int, tmp_path: Path
) -> None:
    found, _ = run(Trial(kills, transport=transport, longest_s=3.0), tmp_path)
    assert found.faults == []
    assert found.acknowledged > 50 * kills
    assert found.digests > 0
    assert found.struck > 0
