"""What is being done, on stderr: one line that changes on a terminal, a line for each step elsewhere."""

import shutil
from types import TracebackType
from typing import Self, TextIO


class Progress:
    """Says how far the work is, until the block ends."""

    def __init__(self, stream: TextIO) -> None:
        """Where to say it."""
        self._stream = stream
        self._is_terminal = stream.isatty()
        self._said = ""

    def say(self, what: str, done: int, of: int) -> None:
        """So many parts of this step are done."""
        line = f"{what} ... {done / of:.0%}" if self._is_terminal else what
        if line == self._said:
            return
        self._said = line
        if self._is_terminal:
            room = shutil.get_terminal_size().columns - 1
            self._write(f"\r{line[:room]}\x1b[K")
        else:
            self._write(f"{line}\n")

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._is_terminal and self._said:
            self._write("\r\x1b[K")

    def _write(self, text: str) -> None:
        self._stream.write(text)
        self._stream.flush()
