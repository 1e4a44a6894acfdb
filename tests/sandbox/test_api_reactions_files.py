import urllib.error
import urllib.request
from typing import Any

import pytest
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from sandbox.app_config import AppConfig


def refused(code: str, client: WebClient, method: str, **args: Any) -> None:
    with pytest.raises(SlackApiError) as refusal:
        client.api_call(method, params=args)
    assert refusal.value.response["error"] == code


class TestReactions:
    def test_the_apps_own(self, client: WebClient, company: Any) -> None:
        ts = company.workspace.post(company.ben, company.general, "x").ts
        company.workspace.react(company.ana, company.general, ts, "eyes")
        client.reactions_add(channel=company.general, timestamp=ts, name="eyes")
        refused(
            "already_reacted", client, "reactions.add", channel=company.general, timestamp=ts, name="eyes"
        )
        message = client.reactions_get(channel=company.general, timestamp=ts)["message"]
        assert message["reactions"] == [{"name": "eyes", "users": [company.ana, company.bot], "count": 2}]
        client.reactions_remove(channel=company.general, timestamp=ts, name="eyes")
        refused("no_reaction", client, "reactions.remove", channel=company.general, timestamp=ts, name="eyes")
        assert company.told()[-3:] == ["reaction_added", "reaction_added", "reaction_removed"]

    def test_only_on_messages_where_the_app_is(self, client: WebClient, company: Any) -> None:
        ts = company.workspace.post(company.ben, company.random, "x").ts
        react: dict[str, Any] = {"client": client, "method": "reactions.add", "name": "eyes"}
        refused("not_in_channel", **react, channel=company.random, timestamp=ts)
        refused("channel_not_found", **react, channel=company.plans, timestamp=ts)
        refused("message_not_found", **react, channel=company.general, timestamp="1600000000.000000")
        refused("bad_timestamp", **react, channel=company.general, timestamp="now")
        refused("no_item_specified", **react, channel=company.general)


class TestFiles:
    def test_an_upload_as_the_sdk_does_it(self, client: WebClient, company: Any, config: AppConfig) -> None:
        answer = client.files_upload_v2(
            channel=company.general, content="a,b", filename="t.csv", title="Table", initial_comment="look"
        )
        assert (answer["file"]["title"], answer["file"]["size"]) == ("Table", 3)
        event = company.events[-1]
        assert (event["subtype"], event["text"]) == ("file_share", "look")
        assert event["files"][0]["id"] == answer["file"]["id"]
        info = client.files_info(file=answer["file"]["id"])["file"]
        assert info["channels"] == [company.general]
        request = urllib.request.Request(info["url_private"])
        with pytest.raises(urllib.error.HTTPError, match="403") as refusal:
            urllib.request.urlopen(request, timeout=5)
        refusal.value.close()
        request.add_header("authorization", f"Bearer {config.bot_token}")
        with urllib.request.urlopen(request, timeout=5) as download:
            assert download.read() == b"a,b"

    def test_what_cannot_be_uploaded(self, client: WebClient, company: Any) -> None:
        refused("invalid_arguments", client, "files.getUploadURLExternal", filename="x", length=0)
        refused(
            "file_upload_size_restricted", client, "files.getUploadURLExternal", filename="x", length=10**9
        )
        empty = client.files_getUploadURLExternal(filename="x", length=3)["file_id"]
        refused("file_update_failed", client, "files.completeUploadExternal", files=f'[{{"id": "{empty}"}}]')
        refused("file_not_found", client, "files.completeUploadExternal", files='[{"id": "F0NONE"}]')
        refused("file_not_found", client, "files.info", file="F0NONE")
