"""The trend over editions as a picture, which can be read in black and white too."""

import io
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from matplotlib.axes import Axes

ANSWERED, USEFUL, ASKED = "answered", "found it useful", "questions"
TITLE = "How the last editions went"
_MOST = 12  # editions


def picture(points: Sequence[dict[str, Any]]) -> bytes:
    """A PNG. A point has `number`, `title`, `questions`, and the shares `answered` and `useful` (None where unknown)."""
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    shown = list(points)[-_MOST:]
    figure = Figure(figsize=(7, 5.5), layout="constrained")
    FigureCanvasAgg(figure)
    shares, counts = figure.subplots(2, 1, height_ratios=[3, 1], sharex=True)
    figure.suptitle(TITLE)
    _draw_shares(shares, shown)
    numbers = [each["number"] for each in shown]
    bars = counts.bar(numbers, [each["questions"] for each in shown], color="0.6", width=0.5)
    counts.bar_label(bars)
    counts.set_ylabel(ASKED)
    counts.margins(y=0.25)
    counts.set_xticks(numbers, [f"#{number}" for number in numbers])
    written = io.BytesIO()
    figure.savefig(written, dpi=120, format="png")
    return written.getvalue()


def _draw_shares(axes: "Axes", points: Sequence[dict[str, Any]]) -> None:
    styles = (("answered", ANSWERED, "o", "-", "black"), ("useful", USEFUL, "s", "--", "tab:orange"))
    for name, label, marker, line, colour in styles:
        known = [(each["number"], 100 * each[name]) for each in points if each[name] is not None]
        if known:
            numbers, values = zip(*known, strict=True)
            axes.plot(numbers, values, marker=marker, linestyle=line, color=colour, label=label)
    axes.set_ylim(0, 105)
    axes.set_ylabel("percent")
    axes.grid(axis="y", color="0.9")
    if axes.lines:
        axes.legend(loc="lower right", frameon=False)
