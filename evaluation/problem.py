"""What goes wrong for a reason that whoever typed the command can mend."""


class EvaluationError(Exception):
    """This can't be measured; the text is one line that names the thing and the fix."""

    def __str__(self) -> str:
        return " ".join(super().__str__().split())
