import threading
from pathlib import Path

import pytest
from sqlalchemy import Engine, text
from sqlmodel import Session

from storage import inbox
from storage.engine import DatabaseError, open_engine, reading
from tests.storage.samples import event


@pytest.mark.parametrize(
    "url",
    [
        "no address at all",
        "postgresql://somebody@localhost:not-a-port/earshot",
        "mysql://localhost/earshot",
        "postgres://localhost/earshot",
        "postgresql+asyncpg://localhost/earshot",
    ],
)
def test_a_wrong_address_is_refused_in_one_line_that_names_the_variable(url: str) -> None:
    with pytest.raises(DatabaseError, match=r"^EARSHOT_DATABASE_URL.*sqlite:.*postgresql:.*$") as refused:
        open_engine(url)
    assert "\n" not in str(refused.value)


def test_a_folder_that_cannot_be_made_is_an_error_that_names_the_variable(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way", encoding="utf-8")
    with pytest.raises(DatabaseError, match="EARSHOT_DATABASE_URL"):
        open_engine(f"sqlite:///{tmp_path}/file/below/earshot.sqlite")


def test_a_password_is_never_part_of_the_error() -> None:
    with pytest.raises(DatabaseError) as refused:
        open_engine("mysql://me:hunter2@localhost/earshot")
    assert "hunter2" not in str(refused.value)


def test_the_folder_of_an_sqlite_file_is_made(tmp_path: Path) -> None:
    engine = open_engine(f"sqlite:///{tmp_path}/new/folder/earshot.sqlite")
    with engine.connect() as connection:
        connection.execute(text("select 1"))
    engine.dispose()
    assert (tmp_path / "new" / "folder" / "earshot.sqlite").exists()


@pytest.mark.parametrize(
    ("pragma", "value"),
    [("journal_mode", "wal"), ("synchronous", 2), ("foreign_keys", 1), ("secure_delete", 1)],
)
def test_sqlite_keeps_what_was_committed_and_wipes_what_was_deleted(
    migrated_sqlite: str, pragma: str, value: object
) -> None:
    engine = open_engine(migrated_sqlite)
    with engine.connect() as connection:
        assert connection.execute(text(f"PRAGMA {pragma}")).scalar_one() == value
    engine.dispose()


def test_a_second_writer_waits_for_the_first_instead_of_failing(database: str) -> None:
    """Each with an engine of its own, as two processes have; both read before they write."""
    engines = [open_engine(database) for _ in range(2)]
    together, problems = threading.Barrier(2, timeout=10), list[Exception]()

    def write(engine: Engine, name: str) -> None:
        together.wait()
        try:
            for number in range(10):
                with Session(engine) as session, session.begin():
                    inbox.waiting(session)
                    threading.Event().wait(0.002)
                    inbox.happened(session, event(f"{name}{number}"))
        except Exception as problem:  # noqa: BLE001 - a thread's exception has to reach the test
            problems.append(problem)

    threads = [threading.Thread(target=write, args=pair) for pair in zip(engines, "ab", strict=True)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert problems == []
    with reading(engines[0]) as session:
        assert inbox.waiting(session) == 20
    for engine in engines:
        engine.dispose()


def test_a_reader_does_not_wait_for_a_writer_and_sees_only_what_is_committed(engine: Engine) -> None:
    with Session(engine) as writer, writer.begin():
        inbox.happened(writer, event())
        with reading(engine) as reader:
            assert inbox.waiting(reader) == 0
    with reading(engine) as reader:
        assert inbox.waiting(reader) == 1


def test_parameters_are_kept_out_of_error_messages(engine: Engine) -> None:
    with Session(engine) as session, pytest.raises(Exception, match="no_such_table") as refused:
        session.connection().execute(text("select * from no_such_table where x = :x"), {"x": "secret words"})
    assert "secret words" not in str(refused.value)
