"""Earshot's command line, and the one place where its parts meet."""

import argparse
import asyncio
import contextlib
import logging
import os
import signal
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from dotenv import dotenv_values

from bot.settings import Settings, SettingsError
from evaluation.command import add_arguments
from quarter.asked import add_arguments as add_quarter

if TYPE_CHECKING:
    from handlers.edges.process import Process

HERE = Path(__file__).parent
EPILOG = """\
variables (environment, or a file .env in this folder):
  SLACK_BOT_TOKEN        xoxb-..., connects to Slack; without it a local workspace is started
  SLACK_APP_TOKEN        xapp-..., Socket Mode (nothing has to be reachable from outside)
  SLACK_SIGNING_SECRET   receiving over HTTP instead, on PORT, path /slack/events
  SLACK_API_URL          any Slack-compatible address (https://slack.com/api/)
  EARSHOT_DATA           the folder for everything that is written (.earshot)
  EARSHOT_DATABASE_URL   sqlite or postgresql address (SQLite in that folder)
  PORT                   of the local workspace, or for HTTP (3000; a taken one gives way to the next)
  OPENAI_API_KEY, OPENAI_BASE_URL   an optional language model; nothing needs it
  EARSHOT_RATE, EARSHOT_SETTLE, EARSHOT_CLOCK_URL   see docs/operating.md
"""


def main(words: list[str] | None = None) -> int:
    """Run one command; the exit code is 0 when all went well, 1 after a clear line on what did not."""
    asked = _parser().parse_args(words)
    logging.basicConfig(
        level=asked.log_level.upper(), format="%(asctime)s %(levelname)s %(name)s: %(message)s"
    )
    # numpy is not loaded yet. One thread learns faster than several that wait for each other, and always the same.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    for name in ("slack_bolt", "slack_sdk", "apscheduler", "aiohttp", "alembic", "uvicorn"):
        logging.getLogger(name).setLevel(logging.WARNING)
    logging.getLogger("slack_sdk.web").setLevel(logging.CRITICAL)  # we say what went wrong, once
    try:
        return int(asked.command(asked, _settings()))
    except KeyboardInterrupt:
        return 0
    except _clear_errors() as problem:
        print(f"earshot: {str(problem).splitlines()[0]}", file=sys.stderr)
        return 1


def _settings() -> Settings:
    given = {**dotenv_values(HERE / ".env"), **os.environ}
    return Settings.from_env({name: value for name, value in given.items() if value is not None})


def _clear_errors() -> tuple[type[Exception], ...]:
    """The errors whose message is one line for whoever typed the command."""
    from sqlalchemy.exc import OperationalError

    from storage.engine import DatabaseError

    known: list[type[Exception]] = [SettingsError, DatabaseError, OperationalError]
    for module, name in (
        ("sandbox.app_config", "ManifestError"),
        ("sandbox.export", "ExportError"),
        ("sandbox.snapshot", "SnapshotError"),
        ("sandbox.server", "PortError"),
        ("evaluation.problem", "EvaluationError"),
    ):
        loaded = sys.modules.get(module)
        if loaded is not None:
            known.append(getattr(loaded, name))
    return tuple(known)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="app.py",
        description=__doc__,
        epilog=EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    levels = ("debug", "info", "warning", "error")
    parser.add_argument("--log-level", default="warning", choices=levels, help="how much is logged (warning)")
    parser.set_defaults(command=_run, **_SANDBOX_DEFAULTS)
    commands = parser.add_subparsers(title="commands", metavar="COMMAND")
    run = commands.add_parser(
        "run", help="start Earshot: in Slack with tokens, else in a local workspace (default)"
    )
    run.set_defaults(command=_run, **_SANDBOX_DEFAULTS)
    _add_sandbox(
        commands.add_parser("sandbox", help="a local Slack workspace with Earshot in it, nothing to install")
    )
    doctor = commands.add_parser(
        "doctor", help="look for what is wrong with this installation, and name the fix"
    )
    doctor.set_defaults(command=_doctor)
    measured = commands.add_parser("evaluate", help="measure on an export of your own how well Earshot ranks")
    add_arguments(measured)
    measured.set_defaults(command=_evaluate)
    simulated = commands.add_parser(
        "quarter", help="let thirteen weeks of the sample company pass, and check what everybody got"
    )
    add_quarter(simulated)
    simulated.set_defaults(command=_quarter)
    return parser


_SANDBOX_DEFAULTS = {
    "export": None, "fresh": False, "transport": "socket", "no_bot": False, "rate_limits": 20.0, "port": None,
}  # fmt: skip


def _add_sandbox(parser: argparse.ArgumentParser) -> None:
    parser.set_defaults(command=_sandbox)
    parser.add_argument(
        "--export", type=Path, metavar="FILE.zip", help="a workspace export in Slack's format"
    )
    parser.add_argument(
        "--fresh", action="store_true", help="forget what this workspace and its Earshot kept"
    )
    parser.add_argument(
        "--transport", choices=("socket", "http"), default="socket", help="how Earshot is reached"
    )
    parser.add_argument(
        "--no-bot", action="store_true", help="the workspace alone; prints how to connect a bot"
    )
    parser.add_argument("--port", type=_port_number, metavar="N", help="instead of PORT")
    parser.add_argument(
        "--rate-limits", type=float, default=20.0, metavar="X",
        help="times Slack's published limits (20, so that reading back takes seconds; 1 is Slack; 0 is off)",
    )  # fmt: skip


def _port_number(word: str) -> int:
    if not word.isdecimal() or int(word) > 65_535:
        raise argparse.ArgumentTypeError(f"a port is a number from 0 to 65535, not {word!r}")
    return int(word)


def _run(asked: argparse.Namespace, settings: Settings) -> int:
    if settings.transport is None:
        return _sandbox(asked, settings)
    from handlers.edges.process import Process, only_one

    with only_one(settings.data):
        process = Process(settings)
        met = process.installed
        name = met.name or met.team_id
        asyncio.run(
            _until_stopped(process, f"Earshot runs in {name}, by {settings.transport}. Ctrl-C stops it.")
        )
    return 0


def _doctor(_asked: argparse.Namespace, settings: Settings) -> int:
    from handlers.edges.doctor import examine

    healthy = True
    for fine, line in examine(settings):
        healthy &= fine
        print(f"{'ok ' if fine else 'FIX'}  {line}", flush=True)
    return 0 if healthy else 1


def _evaluate(asked: argparse.Namespace, _settings: Settings) -> int:
    from evaluation.command import run

    return run(asked)


def _quarter(asked: argparse.Namespace, _settings: Settings) -> int:
    from quarter.command import run

    return run(asked)


def _sandbox(asked: argparse.Namespace, settings: Settings) -> int:
    from handlers.edges.process import Process, only_one
    from sandbox.opening import Wish, opened

    wish = Wish(
        folder=settings.data / "workspaces",
        manifest=HERE / "manifest.yml",
        export=asked.export,
        fresh=asked.fresh,
        transport=asked.transport,
        request_url=f"http://127.0.0.1:{_free_port()}/slack/events" if asked.transport == "http" else None,
        rate_limits=asked.rate_limits,
    )
    with only_one(wish.place.with_suffix(".lock")), opened(wish, _port(asked, settings)) as server:
        for line in wish.skipped:
            print(f"skipped: {line}")
        local = _local_settings(settings, wish.place, server.url, wish.request_url, asked)
        if asked.no_bot:
            asyncio.run(_until_stopped(None, _variables(local)))
        else:
            welcome = _welcome(server.url, server.site.workspace.name)
            asyncio.run(_until_stopped(Process(local), welcome))
    return 0


def _local_settings(
    settings: Settings, place: Path, url: str, request_url: str | None, asked: argparse.Namespace
) -> Settings:
    """The settings that connect the bot to the local workspace, instead of those for Slack."""
    from sandbox.app_config import AppConfig

    config = AppConfig.from_manifest(HERE / "manifest.yml")
    own_database = settings.database_url != f"sqlite:///{settings.data / 'earshot.sqlite'}"
    return replace(
        settings,
        data=place,
        database_url=settings.database_url if own_database else f"sqlite:///{place / 'earshot.sqlite'}",
        api_url=f"{url}/api/",
        clock_url=f"{url}/control/clock",
        bot_token=config.bot_token,
        app_token="" if request_url else config.app_token,
        signing_secret=config.signing_secret,
        port=int(request_url.split(":")[2].split("/")[0]) if request_url else settings.port,
        rate=asked.rate_limits or 1000.0,
    )


def _variables(local: Settings) -> str:
    receiving = (
        f"SLACK_APP_TOKEN={local.app_token}"
        if local.app_token
        else f"SLACK_SIGNING_SECRET={local.signing_secret}\nPORT={local.port}"
    )
    return (
        f"SLACK_API_URL={local.api_url}\nEARSHOT_CLOCK_URL={local.clock_url}\n"
        f"SLACK_BOT_TOKEN={local.bot_token}\n{receiving}"
    )


def _welcome(url: str, name: str) -> str:
    return (
        f"Earshot runs in {name}, a workspace on this machine. Open {url} in a browser.\n"
        f"Scripts act as a person over {url}/control (docs/local-workspace.md). Ctrl-C stops it, nothing is lost."
    )


def _port(asked: argparse.Namespace, settings: Settings) -> int:
    return settings.port if asked.port is None else int(asked.port)


def _free_port() -> int:
    import socket

    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])


async def _until_stopped(process: "Process | None", started: str) -> None:
    """Run until SIGINT or SIGTERM; `started` is printed when everything works."""
    stopped = asyncio.Event()
    with _signals(stopped):
        async with process.running() if process else contextlib.nullcontext():
            print(started, flush=True)
            await stopped.wait()


@contextlib.contextmanager
def _signals(stopped: asyncio.Event) -> Iterator[None]:
    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, stopped.set)
    yield
    for number in (signal.SIGINT, signal.SIGTERM):
        loop.remove_signal_handler(number)


if __name__ == "__main__":
    sys.exit(main())
