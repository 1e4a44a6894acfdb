import asyncio

import pytest

from sandbox.clock import WorkspaceClock


class RealTime:
    def __init__(self) -> None:
        self.seconds = 1_000.0

    def __call__(self) -> float:
        return self.seconds


def test_it_runs_with_real_time_plus_what_it_was_moved() -> None:
    real = RealTime()
    clock = WorkspaceClock(real)
    assert clock.now() == 1_000
    clock.advance(60)
    real.seconds += 5
    assert clock.now() == 1_065
    clock.set(5_000)
    real.seconds += 1
    assert clock.now() == 5_001


def test_it_goes_back_only_before_the_first_live_message() -> None:
    clock = WorkspaceClock(RealTime())
    clock.set(500)
    assert clock.now() == 500
    clock.mark(500)
    clock.set(500)
    with pytest.raises(ValueError, match="only moves forward"):
        clock.set(499)
    with pytest.raises(ValueError, match="only moves forward"):
        clock.advance(-1)
    assert clock.now() == 500


def test_its_version_grows_with_every_move() -> None:
    clock = WorkspaceClock(RealTime())
    clock.advance(1)
    clock.set(2_000)
    assert clock.version == 2


def test_a_waiter_learns_of_a_move_at_once() -> None:
    async def scenario() -> int:
        clock = WorkspaceClock(RealTime())
        waiting = asyncio.create_task(clock.wait_change(0, timeout_s=5))
        await asyncio.sleep(0)
        clock.advance(1)
        return await waiting

    assert asyncio.run(scenario()) == 1


def test_a_waiter_gives_up_after_its_time_and_never_waits_for_what_it_missed() -> None:
    async def scenario() -> tuple[int, int]:
        clock = WorkspaceClock(RealTime())
        unchanged = await clock.wait_change(0, timeout_s=0.01)
        clock.advance(1)
        return unchanged, await clock.wait_change(0, timeout_s=5)

    assert asyncio.run(scenario()) == (0, 1)


def test_it_resumes_where_it_was_saved_and_not_before_the_newest_message() -> None:
    real = RealTime()
    clock = WorkspaceClock(real)
    clock.advance(100)
    clock.mark(1_100)
    later = WorkspaceClock(RealTime())
    later.resume(clock.to_json())
    assert later.now() == 1_100
    real.seconds = 10
    behind = WorkspaceClock(real)
    behind.resume({"offset": 0, "newest": 1_100})
    assert behind.now() == 1_100
