"""The calibration as a picture, which can be read in black and white too."""

import math
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from evaluation.calibration import Bin, Calibration
from evaluation.entrants import EARSHOT

if TYPE_CHECKING:
    from matplotlib.axes import Axes

LEAST = 0.002  # the axes are logarithmic, since most posts are unlikely, and begin here
TICKS = (0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1.0)
STYLES = (("o", "-", "black", "0.25"), ("s", "--", "tab:orange", "0.8"), ("^", ":", "tab:gray", "0.6"))
"""Marker, line and colour of a curve, and the shade of its bars."""


def draw(calibration: Mapping[str, Calibration], path: Path) -> None:
    """Write a PNG: what was said against what happened, and below it how often it was said. Raises OSError."""
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    figure = Figure(figsize=(8, 8.5), layout="constrained")
    FigureCanvasAgg(figure)
    curves, counts = figure.subplots(2, 1, height_ratios=[3, 1], sharex=True)
    figure.suptitle("Does it happen as often as it was said?")
    bins = {
        name: calibration[name].bins for name in sorted(calibration, key=lambda name: name != EARSHOT.name)
    }
    _draw_curves(curves, bins)
    _draw_counts(counts, bins)
    figure.savefig(path, dpi=150, format="png")


def _draw_curves(axes: "Axes", bins: Mapping[str, list[Bin]]) -> None:
    axes.plot([LEAST, 1], [LEAST, 1], color="0.7", linewidth=1, label="as often as said")
    for (name, theirs), (marker, line, colour, _) in zip(bins.items(), STYLES, strict=False):
        said = [max(LEAST, each.said) for each in theirs]
        happened = [max(LEAST, each.happened) for each in theirs]
        below = [max(0.0, each.happened - max(LEAST, each.least)) for each in theirs]
        above = [max(0.0, each.most - max(LEAST, each.happened)) for each in theirs]
        axes.errorbar(
            said,
            happened,
            yerr=(below, above),
            label=name,
            marker=marker,
            linestyle=line,
            color=colour,
            capsize=3,
        )
    _with_ticks(axes)
    axes.set_yscale("log")
    axes.set_yticks(TICKS, _labels())
    axes.minorticks_off()
    axes.set_ylim(LEAST * 0.9, 1.1)
    axes.set_ylabel("how often the person responded (with 95 % interval)")
    axes.legend(loc="upper left", frameon=False)
    axes.grid(color="0.9")


def _draw_counts(axes: "Axes", bins: Mapping[str, list[Bin]]) -> None:
    for place, ((name, theirs), (*_, shade)) in enumerate(zip(bins.items(), STYLES, strict=False)):
        spans = [_share(each, place, len(bins)) for each in theirs]
        bars = axes.bar(
            [left for left, _ in spans],
            [each.pairs for each in theirs],
            width=[right - left for left, right in spans],
            align="edge",
            color=shade,
            edgecolor="black",
            label=name,
        )
        axes.bar_label(bars, fontsize=7, rotation=90, padding=2)
    _with_ticks(axes)
    axes.set_yscale("log")
    axes.minorticks_off()
    axes.yaxis.set_major_formatter("{x:,.0f}")
    most = max([10, *(each.pairs for theirs in bins.values() for each in theirs)])
    axes.set_ylim(bottom=0.8, top=most * 100)  # room for the numbers on the bars, and the legend
    axes.set_xlabel("how likely it was said to be that the person responds")
    axes.set_ylabel("how often that was said\n(person and post)")
    axes.legend(loc="upper right", frameon=False, fontsize=8, ncols=len(bins))


def _share(each: Bin, place: int, of: int) -> tuple[float, float]:
    """Where one of several bars stands that share the width of a bin, which is even on a logarithmic axis."""
    low, high = math.log(max(LEAST, each.low)), math.log(each.high)
    left, right = (low + (high - low) * (0.05 + 0.9 * part / of) for part in (place, place + 1))
    return math.exp(left), math.exp(right)


def _with_ticks(axes: "Axes") -> None:
    axes.set_xscale("log")
    axes.set_xticks(TICKS, _labels())
    axes.set_xlim(LEAST * 0.9, 1.1)


def _labels() -> list[str]:
    least, *others = (f"{100 * tick:g} %" for tick in TICKS)
    return [f"≤ {least}", *others]
