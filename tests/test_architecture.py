"""The house rules that no linter knows: who may import whom, who reads the clock, who catches everything."""

import ast
import dataclasses
import importlib
from collections.abc import Iterator
from graphlib import CycleError, TopologicalSorter
from inspect import signature

import pytest
from sqlmodel import SQLModel

from handlers import HANDLERS, handler_for, on_anything_else
from storage import tables
from tests.modules import MODULES, NAMES, Module, inside

MIGRATIONS = "storage.migrations.versions"  # written by a tool, once, and never changed


EDGES, VIEWS = "handlers.edges", "handlers.views"
DATABASE = {"sqlalchemy", "sqlmodel"}


def acts() -> list[Module]:
    """The handlers themselves, without views and edges."""
    return [module for module in inside("handlers") if not module.is_in(EDGES, VIEWS)]


def breaking(modules: list[Module], allowed: set[str]) -> dict[str, set[str]]:
    """What these modules import besides Python and what is allowed."""
    return {module.name: extra for module in modules if (extra := module.foreign - allowed)}


def importers(*packages: str) -> set[str]:
    """The modules that import one of the packages."""
    return {module.name for module in MODULES if module.foreign & set(packages)}


def length(node: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    """How many lines a function takes."""
    return (node.end_lineno or 0) - node.lineno + 1


def test_what_decides_needs_nothing_but_python_and_the_ranker_numpy() -> None:
    others = [module for module in inside("bot") if not module.is_in("bot.attention")]
    assert breaking(others, {"bot"}) == {}
    assert breaking(inside("bot.attention"), {"bot", "numpy"}) == {}


def test_what_measures_knows_the_ranker_and_reads_exports_like_the_local_workspace() -> None:
    assert breaking(inside("evaluation"), {"bot", "evaluation", "sandbox", "numpy", "matplotlib"}) == {}
    assert importers("sandbox") & {module.name for module in inside("evaluation")} == {"evaluation.export"}
    assert importers("evaluation") - {module.name for module in inside("evaluation")} == {"app"}


def test_what_remembers_knows_decisions_and_databases() -> None:
    assert breaking(inside("storage"), {"bot", "storage", "alembic"} | DATABASE) == {}


def test_what_acts_brings_the_two_together() -> None:
    assert breaking(acts(), {"bot", "storage", "handlers", "sqlmodel"}) == {}


def test_views_know_no_database_and_of_storage_only_frozen_values() -> None:
    assert breaking(inside(VIEWS), {"bot", "storage", "handlers", "slack_sdk"}) == {}
    for module in inside(VIEWS):
        ours = {name for name in module.imports if name.startswith("handlers")}
        assert all(name.startswith(VIEWS) for name in ours), module.name
        for node in ast.walk(module.tree):
            if isinstance(node, ast.ImportFrom) and str(node.module).startswith("storage"):
                source = importlib.import_module(str(node.module))
                kinds = [getattr(source, alias.name) for alias in node.names]
                assert all(dataclasses.is_dataclass(kind) for kind in kinds), module.name


def test_slack_is_known_to_the_edges_and_its_blocks_to_the_views() -> None:
    assert importers("slack_sdk", "slack_bolt") == {
        module.name for module in inside(EDGES, VIEWS) if module.foreign & {"slack_sdk", "slack_bolt"}
    }
    for module in inside(VIEWS):
        slack = {name for name in module.imports if name.startswith("slack_")}
        assert all(name.startswith("slack_sdk.models") for name in slack), module.name


@pytest.mark.parametrize(("package", "module"), [("openai", "llm"), ("apscheduler", "clock")])
def test_these_are_imported_in_one_place(package: str, module: str) -> None:
    assert importers(package) == {f"{EDGES}.{module}"}


def test_the_local_workspace_and_the_bot_meet_only_on_the_command_line_and_in_a_simulated_quarter() -> None:
    ours = {"app", "bot", "handlers", "storage"}
    assert {module.name: met for module in inside("sandbox") if (met := module.foreign & ours)} == {}
    others = importers("sandbox") - {module.name for module in inside("sandbox", "evaluation", "quarter")}
    assert others == {"app"}


def test_a_simulated_quarter_is_needed_by_the_command_line_alone() -> None:
    ours = {"bot", "handlers", "quarter", "sandbox", "storage"}
    assert breaking(inside("quarter"), ours | DATABASE) == {}
    assert importers("quarter") - {module.name for module in inside("quarter")} == {"app"}
    checks = [module for module in inside("quarter") if module.is_in("quarter.checks", "quarter.report")]
    assert breaking(checks, {"quarter"}) == {}  # what Earshot decides is not asked whether it is right


def test_edges_are_imported_only_by_each_other_by_the_command_line_and_by_a_simulated_quarter() -> None:
    others = [module for module in MODULES if not module.is_in(EDGES, "app", "quarter")]
    assert [m.name for m in others if any(name.startswith(EDGES) for name in m.imports)] == []


DECISIONS = {
    ("ama", "schedule"),
    ("digest", "attention"),
    ("digest_pace", "schedule"),
    ("days", "promises"),
    ("digest_since", "people"),
    ("feedback", "relationships"),
    ("follow", "attention"),
    ("follow", "schedule"),
    ("green_button", "schedule"),
    ("hand_on", "promises"),
    ("nudges", "feedback"),
    ("nudges", "people"),
    ("nudges", "promises"),
    ("nudges", "relationships"),
    ("nudges", "schedule"),
    ("pacing", "slack_methods"),
    ("picked", "people"),
}


def test_decisions_of_one_domain_know_of_another_only_as_agreed() -> None:
    pairs = {
        (module.name.split(".")[1], name.split(".")[1])
        for module in inside("bot")
        for name in module.imports
        if name.startswith("bot.")
    }
    assert {(one, other) for one, other in pairs if one != other} == DECISIONS


def test_no_module_needs_itself_by_way_of_others() -> None:
    known = {module.name: module.imports & NAMES for module in MODULES}
    for module in inside("sandbox"):  # its site is named for types where it is handed over
        known[module.name] -= module.imports_for_types & {"sandbox.site"}
    try:
        TopologicalSorter(known).prepare()
    except CycleError as cycle:
        pytest.fail(" -> ".join(cycle.args[1]))


WALL = {"datetime": {"now", "utcnow", "today"}, "date": {"today"}, "time": {"time", "time_ns"}}
STEADY = {"time": {"monotonic", "monotonic_ns", "perf_counter", "perf_counter_ns", "sleep"}}


def reads(module: Module, clock: dict[str, set[str]]) -> list[str]:
    """Where a module reads a clock, also if it does so as a default argument or by an imported name."""
    found = []
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Attribute):
            owner = node.value.id if isinstance(node.value, ast.Name) else getattr(node.value, "attr", "")
            if node.attr in clock.get(owner, ()):
                found.append(f"{module.name}:{node.lineno}")
        elif isinstance(node, ast.ImportFrom):
            taken = {alias.name for alias in node.names} & clock.get(str(node.module), set())
            found += [f"{module.name}:{node.lineno}"] * bool(taken & (WALL["time"] | STEADY["time"]))
    return found


def test_the_time_is_read_in_one_place_and_everything_else_is_told() -> None:
    assert reads(next(iter(inside(f"{EDGES}.clock"))), WALL)
    others = [module for module in MODULES if not module.is_in(f"{EDGES}.clock", "sandbox", "app")]
    assert [where for module in others for where in reads(module, WALL)] == []


def test_only_edges_measure_how_long_something_takes() -> None:
    # storage.engine waits where SQLite itself does not.
    others = [module for module in MODULES if not module.is_in(EDGES, "storage.engine", "sandbox", "app")]
    assert [where for module in others for where in reads(module, STEADY)] == []


OUTERMOST = {
    "sandbox.api.endpoint",
    "sandbox.server",
}  # what must answer, and what passes it to another thread


def test_everything_is_caught_only_at_the_edges() -> None:
    broad = {
        module.name
        for module in MODULES
        for node in ast.walk(module.tree)
        if isinstance(node, ast.ExceptHandler) and _is_broad(node.type)
    }
    assert any(name.startswith(EDGES) for name in broad)
    assert {name for name in broad if not name.startswith(EDGES)} <= OUTERMOST


def _is_broad(caught: ast.expr | None) -> bool:
    names = {each.id for each in ast.walk(caught) if isinstance(each, ast.Name)} if caught else {"Exception"}
    return bool(names & {"Exception", "BaseException"})


def test_handlers_are_short() -> None:
    handlers = [(m.name, f) for m in inside("handlers") for f in m.functions() if f.name.startswith("on_")]
    assert len(handlers) > 30
    assert [f"{name}.{f.name}" for name, f in handlers if length(f) > 25] == []


def test_functions_fit_on_a_screen_and_files_in_a_head() -> None:
    written = [module for module in MODULES if not module.is_in(MIGRATIONS)]
    assert [f"{m.name}.{f.name}" for m in written for f in m.functions() if length(f) > 40] == []
    lines = {module.name: len(module.path.read_text(encoding="utf-8").splitlines()) for module in written}
    assert {name: count for name, count in lines.items() if count > 300} == {}


def test_files_are_named_after_what_they_are_about() -> None:
    empty = {"utils", "util", "helpers", "helper", "manager", "service", "common", "misc", "base"}
    assert [module.name for module in MODULES if set(module.name.split(".")[-1].split("_")) & empty] == []


def test_every_row_belongs_to_a_workspace() -> None:
    found = {table for table in vars(tables).values() if isinstance(table, type)}
    assert len(found) == len(SQLModel.metadata.sorted_tables) > 0
    for table in SQLModel.metadata.sorted_tables:
        assert "team_id" in table.columns, table.name
        assert not table.columns["team_id"].nullable, table.name


def test_every_handler_is_told_the_same_and_is_registered() -> None:
    registered = set(HANDLERS.values())
    for module in acts():
        loaded = importlib.import_module(module.name)
        for function in module.functions():
            named = [argument.arg for argument in function.args.args]
            if function.name.startswith("on_") and named == ["event", "session", "now"]:
                handler = getattr(loaded, function.name)
                assert handler in registered | {on_anything_else}, f"{module.name}.{function.name}"
    assert {tuple(signature(handler).parameters) for handler in registered} == {("event", "session", "now")}


NEVER_WRITTEN_DOWN = {
    "digest.due",
    "join_channel.due",
    "week.due",
}  # only lend their id to the question they lead to


def test_every_event_that_we_cause_ourselves_has_a_handler() -> None:
    kinds = set(_caused()) - NEVER_WRITTEN_DOWN
    assert {"clock.minute", "clock.started", "answer.visible.page", "modal.missed", "backfill.done"} <= kinds
    assert [kind for kind in sorted(kinds) if handler_for(kind) is on_anything_else] == []


def _caused() -> Iterator[str]:
    yield from ("clock.minute", "clock.started")
    for module in inside("handlers"):
        for node in ast.walk(module.tree):
            if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Name):
                continue
            named = {keyword.arg: keyword.value for keyword in node.keywords}
            given = dict(enumerate(node.args))
            for found, prefix in (
                (named.get("answer") if node.func.id == "Promise" else None, "answer."),
                (named.get("kind", given.get(2)) if node.func.id == "Event" else None, ""),
                (given.get(3) if node.func.id == "ask_channels" else None, "visible."),
            ):
                if isinstance(found, ast.Constant):
                    yield f"{prefix}{found.value!s}"
