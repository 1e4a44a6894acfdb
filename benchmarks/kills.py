"""Kill Earshot with SIGKILL again and again while people are at work, and count what is lost or doubled.

Each run has a workspace and a bot as processes of their own (tests/kill/). Everything that the workspace saw
acknowledged has to be in the bot's database, and every digest that was promised has to be sent exactly once.
The exit code is 1 if anything is not as it should be.
"""

import argparse
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from tests.kill.comparison import Findings
from tests.kill.harness import Trial, run

_COLUMNS = "{:9} {:>5} {:>12} {:>5} {:>7} {:>7} {:>5} {:>7} {:>8} {:>8}"
_HEADINGS = ("transport", "kills", "acknowledged", "lost", "doubled", "digests", "lost", "doubled")


def _asked() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=20, help="kills in each transport (20)")
    parser.add_argument("--seed", type=int, default=1, help="of the moments of the kills and what people do")
    parser.add_argument("--faults", action=argparse.BooleanOptionalAction, default=True)
    parser.add_argument("--transport", choices=("socket", "http", "both"), default="both")
    parser.add_argument("--folder", type=Path, help="keep the data of the last run here (an empty folder)")
    return parser.parse_args()


def _row(trial: Trial, found: Findings, seconds: float) -> str:
    events = (found.acknowledged, found.lost, found.doubled)
    digests = (found.digests, found.digests_lost, found.digests_doubled)
    return _COLUMNS.format(
        trial.transport, trial.kills, *events, *digests, len(found.faults), f"{seconds:.1f}"
    )


def main() -> int:
    """Print one line for each transport, then whatever is wrong."""
    asked = _asked()
    print(_COLUMNS.format(*_HEADINGS, "problems", "seconds"), flush=True)
    wrong: list[str] = []
    for transport in ("socket", "http") if asked.transport == "both" else (asked.transport,):
        trial = Trial(asked.rounds, asked.seed, faults=asked.faults, transport=transport)
        found, seconds = run(trial, asked.folder / transport if asked.folder else None)
        print(_row(trial, found, seconds), flush=True)
        wrong += found.faults
        print(
            f"  slowest acknowledgement {found.slowest_ms:.0f} ms; calls that were made to fail: {found.struck}; "
            f"events that the workspace gave up delivering: {found.dropped}",
            flush=True,
        )
    print("\n".join(wrong[:50]))
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
