"""Posts and responses as a workspace's memory is told them, short to write."""

from bot.attention.memory import Memory
from bot.attention.open_post import NewPost, OpenPost, Response
from bot.attention.signals import NAMES, Signals

HOUR = 3600.0
DAY = 24 * HOUR
BEGIN = 1_767_600_000.0
PEOPLE = ("U1", "U2", "U3")


def new(
    hours: float = 0,
    author: str = "U0",
    text: str | None = "turbine gasket",
    channel: str = "C0",
    **rest: bool,
) -> NewPost:
    """A post so many hours after the beginning."""
    at = BEGIN + hours * HOUR
    is_bot, is_private = rest.get("is_bot", False), rest.get("is_private", False)
    return NewPost(channel, f"{at:.6f}", author, at, text, 0, is_bot, is_private)


def acquainted() -> Memory:
    """Of people who have all responded before, so that they are known to be there."""
    memory = Memory(PEOPLE)
    memory.responses += 1
    return memory


def told(memory: Memory, post: NewPost) -> OpenPost:
    """Count it, as a ranker does."""
    memory.catch_up(post.at)
    vector = memory.vector(post)
    rows = Signals(memory).rows(post, vector)
    return memory.open_post(post, vector, rows)


def answer(
    memory: Memory,
    post: NewPost,
    user: str,
    hours: float = 1,
    text: str | None = None,
    *,
    emoji: bool = False,
) -> None:
    """Somebody responds so many hours after the post."""
    at = post.at + hours * HOUR
    memory.respond(Response(post.channel, post.ts, user, at, not emoji, text, post.is_private))


def signals(memory: Memory, post: NewPost) -> dict[str, list[float]]:
    """The rows of a post by name, a number per person."""
    memory.catch_up(post.at)
    rows = Signals(memory).rows(post, memory.vector(post))
    return dict(zip(NAMES, rows.T.tolist(), strict=True))
