"""What a button or a modal is about, as it is written into its value or private_metadata: session/question/choice."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Place:
    """A session, perhaps a question in it, perhaps what was chosen about it."""

    ama: str
    question: str = ""
    choice: str = ""

    def written(self) -> str:
        """As a button's value, an option's value, or a view's private_metadata."""
        return f"{self.ama}/{self.question}/{self.choice}"

    @staticmethod
    def read(written: str) -> "Place":
        """From what `written` gave; what is missing is empty."""
        ama, _, rest = written.partition("/")
        question, _, choice = rest.partition("/")
        return Place(ama, question, choice)
