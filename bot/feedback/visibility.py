"""Who sees a piece of feedback. Never more than the writer was told, and never anybody in public."""

from typing import Literal, get_args

Visibility = Literal["them", "them_and_manager", "manager"]
LABELS: dict[Visibility, str] = {
    "them": "Only them",
    "them_and_manager": "Them and their manager",
    "manager": "Only their manager",
}
PREVIEW: dict[Visibility, str] = {
    "them": "{person} will see this, with your name. I show it to nobody else.",
    "them_and_manager": "{person} and their manager {manager} will see this, with your name. I show it to nobody else.",
    "manager": "{manager}, who is {person}'s manager, will see this, with your name. {person} will not see it here.",
}
SEEN_BY: dict[Visibility, str] = {
    "them": "Only you see this here.",
    "them_and_manager": "Your manager {manager} sees this too.",
    "manager": "Only you see this here; {person} doesn't.",
}
THEY_TOO = "{person} sees this too."
NO_MANAGER = "I don't know who their manager is. Choose \u201cOnly them\u201d, or ask them."
YOU_MANAGE = "You are their manager: choose \u201cOnly them\u201d."


def choices(author: str, receiver: str, manager: str | None) -> tuple[Visibility, ...]:
    """Who could be chosen; without a manager, or if it is the author, only the receiver can."""
    return ("them",) if manager in {None, author, receiver} else get_args(Visibility)


def fault(visibility: Visibility, author: str, receiver: str, manager: str | None) -> str | None:
    """What is wrong with a choice, in words for the author; None when it is fine."""
    if visibility in choices(author, receiver, manager):
        return None
    return YOU_MANAGE if manager == author else NO_MANAGER


def readers(visibility: Visibility, receiver: str, manager: str | None) -> tuple[str, ...]:
    """Everybody who gets to see it. ValueError where a manager is needed and nobody knows one."""
    if visibility == "them":
        return (receiver,)
    if manager is None:
        raise ValueError(NO_MANAGER)
    return (manager,) if visibility == "manager" else (receiver, manager)


def preview(visibility: Visibility, receiver: str, manager: str | None) -> str:
    """What the author reads before sending: everybody who will see it, by name."""
    readers(visibility, receiver, manager)
    return PREVIEW[visibility].format(person=f"<@{receiver}>", manager=f"<@{manager}>")


def seen_by(visibility: Visibility, reader: str, receiver: str, manager: str | None) -> str:
    """What a reader is told of who else sees it."""
    if visibility == "them_and_manager" and reader != receiver:
        return THEY_TOO.format(person=f"<@{receiver}>")
    return SEEN_BY[visibility].format(person=f"<@{receiver}>", manager=f"<@{manager}>")
