"""A Slack that says no, or that is none: one clear line that names the token or the scope, and the fix."""

import contextlib
import shutil
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest

from tests.cli.command import ROOT, Ended, Variables, all_ended, ended
from tests.flow.company import Company, served
from tests.flow.fernhill import app_config
from tests.flow.running import variables as of_a_bot


@pytest.fixture(name="company")
def _company(tmp_path: Path) -> Iterator[Company]:
    """A workspace that the app is installed in."""
    with served(tmp_path) as found:
        yield found


def _tokens(company: Company, folder: Path) -> Variables:
    return of_a_bot(folder, company.server.url, company.workspace.config, None) | {
        "EARSHOT_DATA": str(folder / "data")
    }


@pytest.mark.parametrize("name", ["SLACK_BOT_TOKEN", "SLACK_APP_TOKEN"])
def test_a_token_that_is_unknown(company: Company, tmp_path: Path, name: str) -> None:
    told = _tokens(company, tmp_path)
    told[name] = f"{told[name][:5]}unknown"
    for outcome in _run_and_doctor(tmp_path, told):
        _says(outcome, f"{name} was refused (invalid_auth", "copy it anew")
        assert told[name] not in outcome.err + outcome.out


def test_an_app_that_was_removed(company: Company, tmp_path: Path) -> None:
    company.server.call(lambda: setattr(company.workspace, "is_uninstalled", True))
    for outcome in _run_and_doctor(tmp_path, _tokens(company, tmp_path)):
        _says(outcome, "SLACK_BOT_TOKEN was refused (token_revoked", "copy it anew")


def test_a_scope_that_is_not_granted(tmp_path: Path) -> None:
    config = app_config()
    with served(tmp_path, config=app_config(bot_scopes=config.bot_scopes - {"reactions:read"})) as company:
        for outcome in _run_and_doctor(tmp_path, _tokens(company, tmp_path)):
            _says(outcome, "scope reactions:read", "reinstall")


def test_doctor_is_content_with_an_app_that_is_well_installed(company: Company, tmp_path: Path) -> None:
    outcome = ended(tmp_path, "doctor", variables=_tokens(company, tmp_path))
    assert (outcome.code, outcome.problems) == (0, [])
    assert "Slack knows us as U0EARSHOT in Fernhill, by socket." in outcome.out


def test_a_port_for_http_that_is_taken(company: Company, tmp_path: Path) -> None:
    config = company.workspace.config
    port = int(company.server.url.rpartition(":")[2])
    told = of_a_bot(tmp_path, company.server.url, config, port) | {"EARSHOT_DATA": str(tmp_path / "data")}
    _says(ended(tmp_path, "run", variables=told), f"PORT={port} can't be used", "set another one")


@pytest.mark.parametrize("manifest", ["no: [", "features: {}\n"])
def test_a_manifest_that_is_damaged(company: Company, tmp_path: Path, manifest: str) -> None:
    root = tmp_path / "earshot"
    root.mkdir()
    shutil.copy(ROOT / "app.py", root)
    for name in ("bot", "evaluation", "handlers", "quarter", "storage", "sandbox"):
        (root / name).symlink_to(ROOT / name)
    (root / "manifest.yml").write_text(manifest, encoding="utf-8")
    with_slack = _tokens(company, tmp_path)
    for outcome in (
        ended(tmp_path, "run", root=root),
        *all_ended(tmp_path, [["run"], ["doctor"]], with_slack, root=root),
    ):
        _says(outcome, "manifest.yml")


@pytest.mark.parametrize("answer", ["<html>Hello</html>", "[]", '{"hello": 1}', '{"ok": true}', ""])
def test_something_that_is_not_slack(tmp_path: Path, answer: str) -> None:
    with _answering(answer) as url:
        told = {"SLACK_BOT_TOKEN": "xoxb-1", "SLACK_APP_TOKEN": "xapp-1", "SLACK_API_URL": f"{url}/api/"}
        _says(ended(tmp_path, "doctor", variables=told), "SLACK_API_URL")


@contextlib.contextmanager
def _answering(answer: str) -> Iterator[str]:
    """The address of a web server that gives everybody the same answer."""

    class Same(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            self.send_response(200)
            self.send_header("Content-Length", str(len(answer)))
            self.end_headers()
            self.wfile.write(answer.encode())

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - its name in the library
            """Say nothing."""

    with HTTPServer(("127.0.0.1", 0), Same) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
        thread.join()


def _run_and_doctor(folder: Path, told: Variables) -> list[Ended]:
    return all_ended(folder, [["run"], ["doctor"]], told)


def _says(outcome: Ended, *words: str) -> None:
    assert "Traceback" not in outcome.err, outcome.err
    assert outcome.code == 1
    assert len(outcome.problems) == 1, outcome
    for word in words:
        assert word in outcome.problems[0]
