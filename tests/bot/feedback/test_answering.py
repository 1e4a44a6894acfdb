"""Refusing, and being asked."""

from bot.feedback import Receivers, receivers, request


def test_whoever_refused_is_left_out_before_anything_is_written() -> None:
    found = receivers(["U1", "U2"], {"U2"})
    assert found.people == ("U1",)
    assert found.line == (
        "<@U2> prefers not to get feedback through me. Nothing was sent; a word in person may be welcome."
    )
    assert receivers(["U2"], {"U2"}).people == ()
    assert receivers(["U1"], {"U2"}) == Receivers(("U1",))


def test_a_request_says_that_no_is_fine() -> None:
    assert request("U1", "") == "<@U1> asks you for feedback. Two sentences help; no is a fine answer."
    assert request("U1", " the locker\ncontract ") == (
        "<@U1> asks you for feedback on the locker contract. Two sentences help; no is a fine answer."
    )
    assert "{" in request("U1", "{topic}")
