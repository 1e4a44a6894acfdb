"""Slack for an Earshot in the same process: the local workspace's own methods, called without a network."""

from typing import Any

from handlers.edges.files import content
from handlers.edges.slack import Outcome
from sandbox.api.args import Args
from sandbox.api.method import Call
from sandbox.api.methods import METHODS
from sandbox.errors import SlackError
from sandbox.site import Site


class LocalSlack:
    """Calls the methods of one workspace, as the bot that is installed there."""

    def __init__(self, site: Site) -> None:
        self._site = site

    def call(self, method: str, arguments: dict[str, Any]) -> Outcome:
        """Make one call; it always arrives, and the workspace does it or refuses."""
        try:
            return Outcome("ok", {"ok": True, **self._done(method, arguments)})
        except SlackError as refusal:
            return Outcome("refused", refusal.to_json(), problem=refusal.code)

    def _done(self, method: str, arguments: dict[str, Any]) -> dict[str, Any]:
        if method == "response_url":
            said = dict(arguments)
            self._site.interactivity.response_urls.use(str(said.pop("url")).rpartition("/")[2], said)
            return {}
        if method == "files.share":
            return self._shared(arguments)
        return self._asked(method, arguments)

    def _asked(self, method: str, arguments: dict[str, Any]) -> dict[str, Any]:
        known, workspace = METHODS.get(method), self._site.workspace
        if known is None:
            raise SlackError("unknown_method", req_method=method)
        if known.scopes and not workspace.config.bot_scopes.intersection(known.scopes):
            raise SlackError("missing_scope", needed=",".join(known.scopes))
        call = Call(workspace, Args(arguments), workspace.config.bot_token, workspace.bot, self._site)
        answer = known.handler(call)
        assert isinstance(answer, dict)
        return answer

    def _shared(self, arguments: dict[str, Any]) -> dict[str, Any]:
        files = []
        for file in arguments["files"]:
            written = content(file)
            place = self._asked(
                "files.getUploadURLExternal", {"filename": file["name"], "length": len(written)}
            )
            self._site.workspace.files[place["file_id"]].content = written
            files.append({"id": place["file_id"], "title": file["title"]})
        where = {name: arguments[name] for name in ("channel_id", "thread_ts") if arguments.get(name)}
        return self._asked("files.completeUploadExternal", {"files": files, **where})
