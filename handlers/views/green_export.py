"""A journal to take along: Markdown, in as many messages as it needs."""

from collections.abc import Sequence
from typing import Any

from handlers.views import text
from handlers.views.green_journal import ANSWERS
from handlers.views.green_verdict import preformatted
from storage.green_button import Kept

MOST = 2800  # characters in one message; a block of rich text holds about 3,000
TITLE = "Your journal, part {part} of {parts}"


def markdown(kept: Sequence[Kept]) -> list[str]:
    """One paragraph an entry, oldest first."""
    return [_entry(each) for each in kept]


def _entry(kept: Kept) -> str:
    weighed, entry = kept.weighed, kept.entry
    lines = [f"## {kept.pressed_at:%Y-%m-%d}: {text.one_line(weighed.ask)}", f"- advice: {weighed.verdict}"]
    lines.append(f"- answers: {', '.join(f'{name} {answer}' for name, answer in weighed.answers.items())}")
    if entry is not None:
        chance = "" if kept.chance is None else f", {kept.chance} % likely to work"
        lines.append(f"- decided {entry.pressed:%Y-%m-%d}: {entry.button}{chance}")
        lines += [f"- {each.at:%Y-%m-%d}: {ANSWERS[each.answer].lower()}" for each in entry.reviews]
    lines += [f"- note: {text.one_line(kept.note)}"] if kept.note else []
    lines += [f"- reply: {text.one_line(kept.reply)}"] if kept.reply else []
    return "\n".join(lines) + "\n"


def messages(kept: Sequence[Kept]) -> list[dict[str, Any]]:
    """The arguments of chat.postMessage for each part."""
    parts = [""]
    for paragraph in markdown(kept):
        for piece in _pieces(paragraph):
            if len(parts[-1]) + len(piece) > MOST:
                parts.append("")
            parts[-1] += piece + "\n"
    titles = [TITLE.format(part=number, parts=len(parts)) for number in range(1, len(parts) + 1)]
    return [
        {"text": title, "blocks": [preformatted(part).to_dict()]}
        for title, part in zip(titles, parts, strict=True)
    ]


def _pieces(paragraph: str) -> list[str]:
    return [paragraph[start : start + MOST - 1] for start in range(0, len(paragraph), MOST - 1)]
