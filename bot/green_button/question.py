"""One question with its choices, and what a person's answers are."""

from collections.abc import Mapping
from dataclasses import dataclass

UNKNOWN = "unknown"
DONT_KNOW = "Don't know"

Answers = Mapping[str, str]  # question id → choice id; one that is missing is unknown


@dataclass(frozen=True)
class Choice:
    """One answer. `leaning` is from -1 (all for red) to 1 (all for green).

    `said` is the reason it gives, as a line of its own; `short` the same as a clause after "because".
    """

    id: str
    label: str
    leaning: float
    said: str
    short: str


@dataclass(frozen=True)
class Question:
    """One criterion. `name` is what it is called in a list, `to_ask` finds out what isn't known.

    `asks_them` says whether the one who asks can answer it, or only the person themselves.
    """

    id: str
    name: str
    label: str
    to_ask: str
    asks_them: bool
    choices: tuple[Choice, ...]
    hint: str = ""

    def choice(self, answers: Answers) -> Choice:
        """The answer given; the last, "Don't know", for one that is missing or that isn't on offer."""
        given = answers.get(self.id)
        return next((each for each in self.choices if each.id == given), self.choices[-1])

    def is_open(self, answers: Answers) -> bool:
        """Whether the answer is "Don't know"."""
        return self.choice(answers).id == UNKNOWN

    @property
    def known(self) -> tuple[Choice, ...]:
        """The choices without "Don't know", the best for green first."""
        return self.choices[:-1]


def unsure(said: str, short: str) -> Choice:
    """The choice that ends every question."""
    return Choice(UNKNOWN, DONT_KNOW, 0.0, said, short)
