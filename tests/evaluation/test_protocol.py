"""The same task and the same figures as the protocol that Earshot was built against, where its data is at hand."""

import importlib.util
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from evaluation import calibration
from evaluation.baselines import ChannelAuthor, ChannelPopularity
from evaluation.export import read_history
from evaluation.metrics import cases, mean, mean_measures, measure
from evaluation.replay import Scores, replay
from evaluation.task import Task, task_of

SHARED = Path(__file__).parents[3] / "shared"
PROTOCOL = SHARED / "eval" / "evaluate.py"
WORKSPACES = ("rcontrib", "bytecode")
CHANNEL_AUTHOR = {"rcontrib": (0.146, 0.736, 0.636), "bytecode": (0.215, 0.722, 0.527)}  # AP, AUC, NDCG@5

pytestmark = pytest.mark.skipif(
    not PROTOCOL.exists(), reason="the protocol and its data do not lie beside the repository"
)


@pytest.fixture(scope="module", params=WORKSPACES)
def workspace(request: pytest.FixtureRequest) -> str:
    """One of the two."""
    return str(request.param)


@pytest.fixture(scope="module")
def protocol() -> Any:
    """The module that holds the protocol."""
    spec = importlib.util.spec_from_file_location("protocol", PROTOCOL)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def theirs(protocol: Any, workspace: str) -> Any:
    """The task as the protocol finds it, out of its own format."""
    return protocol.Task(str(SHARED / "data" / f"{workspace}.jsonl.gz"))


@pytest.fixture(scope="module")
def ours(workspace: str) -> Task:
    """The task as we find it, out of the export."""
    return task_of(read_history(SHARED / "data" / f"{workspace}-export.zip"))


@pytest.fixture(scope="module")
def scores(ours: Task) -> Scores:
    """What counting says."""
    return replay(ours, ChannelAuthor)


def test_the_task_is_the_same(ours: Task, theirs: Any) -> None:
    assert ours.begin.timestamp() == theirs.split_ts
    assert len(ours.events) == len(theirs.events)
    assert len(ours.candidates) == len(theirs.cands)
    assert [len(ours.responses[user]) for user in ours.people] == [
        len(theirs.pos[user]) for user in theirs.managers
    ]
    assert [each.at.timestamp() for each in ours.test_posts] == pytest.approx(
        [each["ts"] for each in theirs.test_posts]
    )


def test_every_test_post_has_the_same_answers(ours: Task, theirs: Any) -> None:
    """Posts of the same second may come in another order, and people and channels have other ids."""
    mine, other = ours.when_posted, theirs
    assert _by_time(
        ours.test_posts, lambda each: each.at.timestamp(), mine.responded, mine.asked
    ) == _by_time(other.test_posts, lambda each: each["ts"], other.Y, other.mask)


def _by_time(posts: list[Any], at: Callable[[Any], float], *answers: Any) -> Counter[tuple[object, ...]]:
    columns = np.concatenate(answers).T
    return Counter(
        (round(at(each), 3), *column) for each, column in zip(posts, columns.tolist(), strict=True)
    )


@pytest.mark.parametrize("factory", [ChannelAuthor, ChannelPopularity])
def test_the_figures_are_the_same(ours: Task, protocol: Any, factory: Any) -> None:
    said = replay(ours, factory)
    asked = list(cases(ours.when_posted, said.when_posted))
    found = mean_measures([measure(case) for case in asked])
    expected, _ = protocol.metrics(_Asked(ours), said.when_posted, ours.digest_days, prob=True)
    figures = (
        found.average_precision,
        found.roc_auc,
        found.precision_at_5,
        found.best_precision_at_5,
        found.ndcg_at_5,
    )
    assert figures == pytest.approx(
        [expected[name] for name in ("AP", "AUC", "P5", "oracleP5", "NDCG5")], abs=6e-5
    )
    if said.are_probabilities:
        agreed = calibration.calibrated(asked)
        misses = [mean(each) for each in (agreed.brier, agreed.brier_of_rate, agreed.error)]
        assert misses == pytest.approx([expected[name] for name in ("Brier", "BrierRate", "ECE")], abs=6e-5)


class _Asked:
    """Our task with the names that the protocol's figures use."""

    def __init__(self, task: Task) -> None:
        self.managers = list(task.people)
        self.Y, self.mask = task.when_posted.responded, task.when_posted.asked
        self.test_posts = [{"ts": each.at.timestamp()} for each in task.test_posts]


def test_counting_reaches_what_it_reached_before(ours: Task, scores: Scores, workspace: str) -> None:
    found = mean_measures([measure(case) for case in cases(ours.when_posted, scores.when_posted)])
    figures = (found.average_precision, found.roc_auc, found.ndcg_at_5)
    assert figures == pytest.approx(CHANNEL_AUTHOR[workspace], abs=0.01)
