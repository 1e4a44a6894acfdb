"""app.py while it runs: where it listens, how it ends, and what it goes on with at the next start."""

import signal
import socket
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.cli.command import Running, Variables, ended, running
from tests.flow.company import served
from tests.flow.person import Control, Person
from tests.flow.running import free_port
from tests.flow.running import variables as of_a_bot
from tests.flow.waiting import wait_for

_QUICK_S = 5.0
_CHANNELS = ["architecture-rfcs", "customers"]


def _wren(command: Running) -> Person:
    return Person(Control(command.address), "wren")


def _ends_cleanly(command: Running, by: signal.Signals = signal.SIGTERM) -> None:
    outcome, seconds = command.ends(by)
    assert (outcome.code, outcome.err) == (0, "")
    assert seconds < _QUICK_S


@pytest.mark.parametrize("by", [signal.SIGTERM, signal.SIGINT])
@pytest.mark.parametrize("transport", ["socket", "http"])
def test_a_signal_ends_the_local_workspace_in_the_middle_of_its_work(
    tmp_path: Path, transport: str, by: signal.Signals
) -> None:
    with running(tmp_path, "sandbox", "--transport", transport, "--rate-limits", "2") as command:
        _wren(command).follows(_CHANNELS, "alder")
        _ends_cleanly(command, by)


def test_the_second_start_continues_where_the_first_ended_and_fresh_forgets(tmp_path: Path) -> None:
    with running(tmp_path, log="first") as command:
        wren, people = _wren(command), Control(command.address).get("people")["people"]
        wren.follows(_CHANNELS, "kestrel", "alder")
        wait_for(lambda: "I've learned from" in str(wren.messages()), timeout_s=30)
        first = wren.digest_now()
        _ends_cleanly(command)
    with running(tmp_path, log="second") as command:
        wren = _wren(command)
        assert Control(command.address).get("people")["people"] == people
        assert wren.digests() == [first]
        wren.does("command", text="/earshot digest", wait_s=0)
        wait_for(lambda: len(wren.digests()) > 1 or "Nothing new" in str(wren.notes()))
        shown = [post for digest in wren.digests() for post in digest.posts]
        assert len(shown) == len(set(shown)), "no post is shown twice"
        _ends_cleanly(command)
    with running(tmp_path, "sandbox", "--fresh", log="third") as command:
        assert _wren(command).messages() == []
        assert "You don't follow anyone yet" in _wren(command).reads("/earshot digest")


def test_a_port_that_is_taken_gives_way_to_the_next_which_is_printed(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        with running(tmp_path, variables={"PORT": str(port)}) as command:
            assert port < int(command.address.rpartition(":")[2]) <= port + 20
            assert Control(command.address).get("people")["people"]


def test_a_folder_in_use_is_refused_to_a_second_one_but_not_to_doctor(tmp_path: Path) -> None:
    with running(tmp_path):
        second = ended(tmp_path, "run")
        assert second.code == 1
        (line,) = second.problems
        assert line.startswith("Another Earshot is running")
        assert "EARSHOT_DATA" in line
        assert ended(tmp_path, "doctor").code == 0


def test_without_a_bot_it_prints_the_variables_that_connect_one(tmp_path: Path) -> None:
    with running(tmp_path, "sandbox", "--no-bot", log="workspace") as workspace:
        printed = dict(line.split("=", 1) for line in workspace.out.splitlines() if "=" in line)
        with running(tmp_path / "bot", "run", variables=printed) as bot:
            assert "by socket. Ctrl-C stops it" in bot.out
            wren = Person(Control(workspace.address), "wren")
            assert "/earshot follow" in wren.reads("/earshot help")
            _ends_cleanly(bot, signal.SIGINT)
        _ends_cleanly(workspace)


@pytest.fixture(name="connected")
def _connected(tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[tuple[Variables, Person]]:
    """The variables that connect a bot to Fernhill over HTTP, and somebody there."""
    port = free_port()
    with served(tmp_path, "http") as company:
        http = company.server.site.delivery.http
        assert http is not None
        http.request_url = f"http://127.0.0.1:{port}/slack/events"
        told = of_a_bot(tmp_path, company.server.url, company.workspace.config, port)
        yield told | {"EARSHOT_DATA": str(tmp_path / "data")}, company.iris


def test_over_http_it_serves_events_and_health_and_ends_cleanly(
    tmp_path: Path, connected: tuple[Variables, Person]
) -> None:
    told, iris = connected
    with running(tmp_path, "run", variables=told) as command:
        iris.follows(["partners"], "oskar")
        wait_for(lambda: "I've learned from" in str(iris.messages()))
        assert iris.digest_now().items
        _ends_cleanly(command)
