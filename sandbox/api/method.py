"""What a Web API method is, and the call that reaches it."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sandbox.api.args import Args
from sandbox.channels import Channel
from sandbox.errors import SlackError
from sandbox.people import Person
from sandbox.workspace import Workspace

if TYPE_CHECKING:
    from sandbox.site import Site

SCOPE_PREFIX = {"channel": "channels", "group": "groups", "im": "im", "mpim": "mpim"}


@dataclass(frozen=True)
class Call:
    """One request, after its token and scopes were checked. `site` is the server that it reached."""

    workspace: Workspace
    args: Args
    token: str
    bot: Person
    site: "Site"

    @property
    def scopes(self) -> frozenset[str]:
        """What the app was granted."""
        return self.workspace.config.bot_scopes

    def need(self, *any_of: str) -> None:
        """Raise missing_scope unless one of these scopes was granted."""
        if not self.scopes.intersection(any_of):
            raise missing_scope(any_of, self.scopes)

    def seen_channel(self, scope: str) -> Channel:
        """The argument `channel` if the app may see it, with `scope` (history, read) granted for its kind.

        Raises invalid_arguments, channel_not_found or missing_scope.
        """
        channel = self.workspace.visible_channel(self.bot.id, self.args.required("channel"))
        self.need(f"{SCOPE_PREFIX[channel.kind]}:{scope}")
        return channel

    def joined_channel(self, scope: str) -> Channel:
        """As `seen_channel`, but the app has to be in it (not_in_channel)."""
        channel = self.seen_channel(scope)
        if self.bot.id not in channel.members:
            raise SlackError("not_in_channel")
        return channel


Answer = dict[str, Any]
Handler = Callable[[Call], Answer] | Callable[[Call], Awaitable[Answer]]


@dataclass(frozen=True)
class Method:
    """A method by its name. `tier` is Slack's rate limit tier, 0 for the special one of chat.postMessage.

    One of `scopes` is needed to call it at all (none: no scope needed); a handler asks for more where it depends on
    the arguments. `takes` says which kind of token it wants: bot, app or none. The answer's `ok` is added to it.
    """

    name: str
    tier: int
    handler: Handler
    scopes: tuple[str, ...] = ()
    takes: str = "bot"


def missing_scope(needed: tuple[str, ...], provided: frozenset[str]) -> SlackError:
    """The refusal that names what is needed and what was granted."""
    return SlackError("missing_scope", needed=",".join(needed), provided=",".join(sorted(provided)))


def of_kinds(scope: str) -> tuple[str, ...]:
    """The scopes of all four kinds of conversation, such as channels:history, groups:history, im:history, mpim:history."""
    return tuple(f"{prefix}:{scope}" for prefix in SCOPE_PREFIX.values())


def table(*methods: Method) -> dict[str, Method]:
    """Methods by their names."""
    return {method.name: method for method in methods}
