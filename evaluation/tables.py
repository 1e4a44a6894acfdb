"""Plain text for a terminal: tables, paragraphs and figures, at most 100 columns wide."""

import math
import textwrap
import unicodedata
from collections.abc import Sequence

from evaluation.bootstrap import Estimate

WIDTH = 100
_FIRST = 28  # columns at most for the first column of a table
NOTHING = "-"  # in place of a figure that isn't defined


def figure(value: float, places: int = 3) -> str:
    """A figure such as 0.146."""
    return NOTHING if math.isnan(value) else f"{value:.{places}f}"


def difference(value: float) -> str:
    """A figure with its sign, such as +0.012."""
    return NOTHING if math.isnan(value) else f"{round(value, 3) + 0.0:+.3f}"  # no minus before zero


def interval(estimate: Estimate, *, signed: bool = False) -> str:
    """The interval of an estimate, such as [0.120, 0.190]; nothing where there is none."""
    if math.isnan(estimate.low) or math.isnan(estimate.high):
        return ""
    low, high = (difference(each) if signed else figure(each) for each in (estimate.low, estimate.high))
    return f"[{low}, {high}]"


def percent(share: float) -> str:
    """A share such as 4.5 %."""
    return NOTHING if math.isnan(share) else f"{100 * share:.1f} %"


def count(number: float, one: str, many: str = "") -> str:
    """A number of things, such as 1,681 posts."""
    return f"{number:,.0f} {one if number == 1 else many or one + 's'}"


def table(header: Sequence[str], rows: Sequence[Sequence[str]]) -> list[str]:
    """Lines with columns two apart: the first to the left, all others to the right."""
    cells = [[shortened(first, _FIRST), *rest] for first, *rest in [header, *rows]]
    widths = [max(map(shown_width, column)) for column in zip(*cells, strict=True)]
    return [_line(row, widths) for row in cells]


def _line(row: Sequence[str], widths: Sequence[int]) -> str:
    gaps = [" " * (width - shown_width(cell)) for cell, width in zip(row, widths, strict=True)]
    first, *rest = zip(row, gaps, strict=True)
    return "  ".join(["".join(first), *(gap + cell for cell, gap in rest)]).rstrip()


def paragraph(text: str, indent: str = "") -> list[str]:
    """Lines of a text; those after the first are indented by two."""
    return textwrap.wrap(
        printable(text), WIDTH, initial_indent=indent, subsequent_indent=f"{indent}  ", break_on_hyphens=False
    )


def shortened(text: str, room: int) -> str:
    """A text that takes at most so many columns, with nothing in it that moves a terminal's cursor."""
    text = printable(text)
    if shown_width(text) <= room:
        return text
    while shown_width(text) > room - 1:
        text = text[:-1]
    return f"{text}…"


def printable(text: str) -> str:
    """The text without control characters."""
    return "".join(each if each.isprintable() else " " for each in text)


def shown_width(text: str) -> int:
    """How many columns a terminal needs for a text: two for East Asian characters, none for accents of their own."""
    return sum(
        0 if unicodedata.combining(each) else 1 + (unicodedata.east_asian_width(each) in {"W", "F"})
        for each in text
    )
