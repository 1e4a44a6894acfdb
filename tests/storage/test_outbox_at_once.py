"""Two that touch one call in the same moment: the sender, and whoever takes it back or rewrites it."""

import threading
from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlalchemy import Engine
from sqlmodel import Session, select

from storage import outbox
from storage.tables import Outbox
from tests.storage.samples import NOW, promised

_A_WHILE_S = 0.5


def _withdraw(session: Session) -> None:
    outbox.withdraw(session, "T1", "U1")


def _revise(session: Session) -> None:
    outbox.revise(session, "T1", "U1", {"text": "newer"})


def _move(session: Session) -> None:
    outbox.move(session, "T1", "U1", NOW + timedelta(days=1))


@pytest.mark.parametrize("change", [_withdraw, _revise, _move])
def test_what_is_going_out_is_neither_taken_back_nor_rewritten(
    engine: Engine, change: Callable[[Session], None]
) -> None:
    with Session(engine) as session, session.begin():
        outbox.promise(session, promised(lane="U1", arguments={"text": "old"}), NOW)
    call_id = _call(engine).id or 0

    def meanwhile() -> None:
        with Session(engine) as other, other.begin():
            change(other)

    thread = threading.Thread(target=meanwhile)
    with Session(engine) as session, session.begin():
        assert outbox.sending(session, call_id, NOW)
        thread.start()
        thread.join(_A_WHILE_S)
        assert thread.is_alive(), "it waits for the sender"
    thread.join()
    row = _call(engine)
    assert (row.state, row.tries, row.arguments, row.not_before) == ("sending", 1, {"text": "old"}, NOW)


def _call(engine: Engine) -> Outbox:
    with Session(engine) as session:
        return session.exec(select(Outbox)).one()
