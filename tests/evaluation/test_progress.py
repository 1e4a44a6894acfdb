"""How far it is, where somebody looks and where a file is written."""

from io import StringIO

import pytest

from evaluation.progress import Progress


class Terminal(StringIO):
    """Somebody looks."""

    def isatty(self) -> bool:
        return True


def test_on_a_terminal_one_line_changes_and_is_gone_at_the_end() -> None:
    screen = Terminal()
    with Progress(screen) as progress:
        for done in (0, 1, 1, 2):
            progress.say("ranking", done, 4)
    shown = screen.getvalue().split("\r")
    assert shown == ["", *(f"ranking ... {part}%\x1b[K" for part in (0, 25, 50)), "\x1b[K"]


def test_it_is_gone_too_when_somebody_stops_it() -> None:
    screen = Terminal()
    with pytest.raises(KeyboardInterrupt):
        _stopped(screen)
    assert screen.getvalue().endswith("\r\x1b[K")


def _stopped(screen: Terminal) -> None:
    with Progress(screen) as progress:
        progress.say("ranking", 1, 2)
        raise KeyboardInterrupt


def test_elsewhere_each_step_is_a_line() -> None:
    file = StringIO()
    with Progress(file) as progress:
        for what, done in (("reading", 0), ("ranking", 0), ("ranking", 1)):
            progress.say(what, done, 2)
    assert file.getvalue() == "reading\nranking\n"
