import asyncio
import socket
import threading
import time
import urllib.error
import urllib.request
from typing import Any

import pytest
from slack_sdk import WebClient
from slack_sdk.web.async_client import AsyncWebClient

from sandbox.app_config import AppConfig
from sandbox.server import LocalWorkspaceServer, serving
from sandbox.site import Site


def get(url: str) -> str:
    with urllib.request.urlopen(url, timeout=5) as answer:
        text: str = answer.read().decode()
        return text


def refused_with(url: str) -> int:
    with pytest.raises(urllib.error.HTTPError) as refusal:
        get(url)
    refusal.value.close()
    return refusal.value.code


def test_its_first_page_is_the_page(server: LocalWorkspaceServer) -> None:
    assert '<script type="module" src="/page/main.js">' in get(server.url)


def test_a_permalink_leads_to_the_message(
    client: WebClient, server: LocalWorkspaceServer, company: Any
) -> None:
    post = client.chat_postMessage(channel=company.general, text="a &lt;b&gt; <script>")
    page = get(client.chat_getPermalink(channel=company.general, message_ts=post["ts"])["permalink"])
    assert "#general" in page
    assert "a &lt;b&gt; &lt;script&gt;" in page
    for place in ("p1", "p0000000000000000", "x"):
        assert refused_with(f"{server.url}/archives/{company.general}/{place}") == 404


def test_a_taken_port_gives_way_to_the_next(site: Site) -> None:
    with socket.socket() as holder:
        holder.bind(("127.0.0.1", 0))
        holder.listen()
        taken = holder.getsockname()[1]
        with LocalWorkspaceServer(site).start(taken) as server:
            port = int(server.url.rsplit(":", 1)[1])
            assert taken < port <= taken + 20
            assert "Local workspace" in get(server.url)


def test_functions_run_where_the_state_lives(server: LocalWorkspaceServer, company: Any) -> None:
    async def later() -> str:
        await asyncio.sleep(0)
        return "done"

    assert server.call(lambda: company.workspace.bot.name) == "earshot"
    assert server.call(later) == "done"
    with pytest.raises(ZeroDivisionError):
        server.call(lambda: 1 / 0)


def test_it_stops_once_and_for_all(site: Site) -> None:
    server = LocalWorkspaceServer(site).start()
    server.stop()
    server.stop()
    with pytest.raises(RuntimeError, match="not running"):
        server.call(lambda: None)
    with pytest.raises(urllib.error.URLError):
        get(server.url)


def test_it_serves_inside_a_running_event_loop(site: Site, config: AppConfig, company: Any) -> None:
    async def scenario() -> str:
        async with serving(site) as url:
            client = AsyncWebClient(config.bot_token, base_url=f"{url}/api/")
            await client.chat_postMessage(channel=company.general, text="from the same loop")
            page = await client.conversations_history(channel=company.general, limit=1)
            text: str = page["messages"][0]["text"]
            return text

    assert asyncio.run(scenario()) == "from the same loop"


def test_an_unknown_address_is_not_found(server: LocalWorkspaceServer) -> None:
    assert refused_with(f"{server.url}/elsewhere") == 404


def test_stopping_does_not_wait_for_who_waits(site: Site) -> None:
    server = LocalWorkspaceServer(site).start()
    site.faults.arm({"method": "api.test", "kind": "delay", "seconds": 30})
    answers: list[int] = []
    waiting = threading.Thread(target=lambda: answers.append(refused_with(f"{server.api_url}api.test")))
    waiting.start()
    while not site.faults.to_json()["faults"][0]["struck"]:
        time.sleep(0.001)
    server.stop()
    waiting.join(1)
    assert answers == [503]
