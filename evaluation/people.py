"""Finding the person that somebody means."""

from difflib import get_close_matches

from evaluation.history import History
from evaluation.problem import EvaluationError


def person_called(history: History, words: str) -> str:
    """The id of the person with this id, name or @name. Raises EvaluationError if it is nobody, a bot, or several."""
    called = words.strip().removeprefix("@").casefold()
    found = {user for user in history.names if user.casefold() == called} or {
        user for user, name in _all_names(history) if name.casefold() == called
    }
    if not found:
        raise EvaluationError(f"nobody in this export is called {words!r}{_similar(history, called)}")
    people = sorted(found - history.bots)
    if not people:
        raise EvaluationError(f"{words!r} is a bot, and bots' responses are not measured")
    if len(people) > 1:
        raise EvaluationError(f"{words!r} can be any of {', '.join(people)}; give one of these ids")
    return people[0]


def _all_names(history: History) -> list[tuple[str, str]]:
    return [*history.names.items(), *history.handles.items()]


def _similar(history: History, called: str) -> str:
    spelled = {name.casefold(): name for _, name in _all_names(history)}
    close = [spelled[name] for name in get_close_matches(called, spelled, n=3)]
    return f"; there is {', '.join(close)}" if close else "; give an id such as U012ABC, a name or an @name"
