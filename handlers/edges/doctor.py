"""What is wrong with an installation, one line each, with the fix."""

from collections.abc import Iterator
from tempfile import TemporaryFile

from sqlalchemy.exc import SQLAlchemyError
from sqlmodel import Session

from bot.settings import Settings, SettingsError
from handlers.edges import install, llm
from storage import inbox, outbox
from storage.engine import DatabaseError, open_engine
from storage.migrations import differences, migrate

NO_TOKENS = (
    "No Slack tokens are set, so `make run` starts the local workspace. README says how to connect Slack."
)

Finding = tuple[bool, str]  # whether it is fine, and the line that says so


def examine(settings: Settings) -> Iterator[Finding]:
    """Look at one thing after the other; each finding is fine or names its fix."""
    yield from _data(settings)
    yield from _database(settings)
    if settings.transport is None:
        yield True, NO_TOKENS
    else:
        yield from _slack(settings)
    if settings.openai_api_key or settings.openai_base_url:
        problem = llm.reachable(settings)
        yield problem is None, problem or "The language model answers."
    else:
        yield True, "No language model is set; everything works without."


def _data(settings: Settings) -> Iterator[Finding]:
    try:
        settings.data.mkdir(parents=True, exist_ok=True)
        with TemporaryFile(dir=settings.data):
            yield True, f"What Earshot writes goes to {settings.data}."
    except OSError as problem:
        yield False, f"EARSHOT_DATA={settings.data} can't be written ({problem.strerror}): set another folder"


def _database(settings: Settings) -> Iterator[Finding]:
    try:
        engine = open_engine(settings.database_url)
        migrate(engine)
        with engine.connect() as connection:
            missing = differences(connection)
        with Session(engine) as session:
            waiting, failed = inbox.waiting(session), inbox.set_aside(session)
            unsent = outbox.count(session, "failed")
    except (DatabaseError, OSError) as problem:
        yield False, str(problem)
        return
    except SQLAlchemyError as problem:
        yield (
            False,
            f"EARSHOT_DATABASE_URL: the database does not answer ({str(problem).splitlines()[0][:200]})",
        )
        return
    yield (
        not missing,
        f"The database differs from the code in {len(missing)} places: restore a backup"
        if missing
        else (f"The database is in order; {waiting} events wait, {unsent} calls were refused."),
    )
    for kind, event_id, cause in failed[:10]:
        yield False, f"The event {event_id} ({kind}) was set aside: {cause}"


def _slack(settings: Settings) -> Iterator[Finding]:
    try:
        met = install.meet(settings)
        if settings.transport == "socket":
            install.check_app_token(settings)
        missing = install.missing_scopes(met)
    except SettingsError as problem:
        yield False, str(problem)
        return
    yield True, f"Slack knows us as {met.bot_user_id} in {met.name or met.team_id}, by {settings.transport}."
    if met.scopes is None:
        yield True, "This server does not tell the granted scopes, so they are not compared."
    for scope in missing:
        yield False, f"The scope {scope} is missing: add it under OAuth & Permissions and reinstall the app"
    if met.scopes is not None and not missing:
        yield True, f"All {len(install.wanted_scopes())} scopes of manifest.yml are granted."
