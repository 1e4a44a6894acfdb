"""The program's own files, read but not run."""

import ast
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

ROOT = Path(__file__).parents[1]


@dataclass(frozen=True)
class Module:
    """One file of the program, read but not run."""

    name: str
    path: Path

    @cached_property
    def tree(self) -> ast.Module:
        """Its syntax."""
        return ast.parse(self.path.read_text(encoding="utf-8"))

    @property
    def imports(self) -> set[str]:
        """Every module that it imports anywhere: at the top, in a function, or for types only."""
        return self._imported(self.tree)

    @property
    def imports_for_types(self) -> set[str]:
        """What it imports where only a type checker looks."""
        guarded = [each for each in ast.walk(self.tree) if isinstance(each, ast.If)]
        guarded = [each for each in guarded if getattr(each.test, "id", "") == "TYPE_CHECKING"]
        return set().union(*map(self._imported, guarded))

    def _imported(self, part: ast.AST) -> set[str]:
        found: set[str] = set()
        for node in ast.walk(part):
            if isinstance(node, ast.Import):
                found |= {alias.name for alias in node.names}
            elif isinstance(node, ast.ImportFrom):
                assert node.level == 0, f"{self.name} imports relatively"
                whole = [f"{node.module}.{alias.name}" for alias in node.names]
                found |= {each if each in NAMES else str(node.module) for each in whole}
        return found

    @property
    def foreign(self) -> set[str]:
        """The packages that it imports, other than Python's own."""
        return {name.partition(".")[0] for name in self.imports} - sys.stdlib_module_names

    def is_in(self, *parts: str) -> bool:
        """Whether it is one of these modules or packages, or inside of one."""
        return any(self.name == part or self.name.startswith(f"{part}.") for part in parts)

    def functions(self) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
        """Its functions and methods."""
        for node in ast.walk(self.tree):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                yield node


def _name(path: Path) -> str:
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


PATHS = [ROOT / "app.py", *(path for part in ("bot", "handlers", "storage", "sandbox", "evaluation", "quarter") for path in (ROOT / part).rglob("*.py"))]  # fmt: skip
NAMES = {_name(path) for path in PATHS}
MODULES = [Module(_name(path), path) for path in sorted(PATHS)]


def inside(*parts: str) -> list[Module]:
    """The modules of these packages; a rule about none would hold for no reason."""
    found = [module for module in MODULES if module.is_in(*parts)]
    assert found
    return found
