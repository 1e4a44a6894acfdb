from typing import Any

import pytest
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError, SlackRequestError
from slack_sdk.http_retry.builtin_handlers import RateLimitErrorRetryHandler

from sandbox.faults import Faults
from sandbox.limits import RateLimits
from sandbox.site import Site


class Seconds:
    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


class TestRateLimits:
    def test_a_tier_allows_so_many_calls_in_any_minute(self) -> None:
        clock = Seconds()
        limits = RateLimits(clock=clock)
        for _ in range(20):
            assert limits.check("users.list", 2) == 0
            clock.now += 1
        assert limits.check("users.list", 2) == 40
        assert limits.check("conversations.list", 2) == 0
        clock.now = 60
        assert limits.check("users.list", 2) == 0
        assert limits.check("users.list", 2) == 1

    def test_refused_calls_do_not_count(self) -> None:
        clock = Seconds()
        limits = RateLimits(clock=clock)
        waits = [limits.check("apps.connections.open", 1) for _ in range(15)]
        assert waits == [0] * 10 + [60] * 5
        clock.now = 60
        assert limits.check("apps.connections.open", 1) == 0

    def test_a_channel_takes_a_short_burst_and_then_a_post_a_second(self) -> None:
        clock = Seconds()
        limits = RateLimits(clock=clock)
        assert [limits.check("chat.postMessage", 0, "C1") for _ in range(6)] == [0, 0, 0, 0, 0, 1]
        assert limits.check("chat.postMessage", 0, "C2") == 0
        clock.now += 1
        assert [limits.check("chat.postMessage", 0, "C1") for _ in range(2)] == [0, 1]

    def test_a_workspace_takes_three_hundred_posts_a_minute(self) -> None:
        limits = RateLimits(clock=Seconds())
        assert [limits.check("chat.postMessage", 0, f"C{n}") for n in range(300)] == [0] * 300
        assert limits.check("chat.postMessage", 0, "C300") == 60

    def test_a_scale_widens_or_lifts_them(self) -> None:
        wide, none = RateLimits(2, Seconds()), RateLimits(0, Seconds())
        assert [wide.check("users.list", 2) for _ in range(41)][39:] == [0, 60]
        assert {none.check("users.list", 2) for _ in range(500)} == {0}

    def test_over_the_wire_it_is_429_with_retry_after(
        self, client: WebClient, company: Any, site: Site
    ) -> None:
        site.limits.scale = 1.0
        for _ in range(5):
            client.chat_postMessage(channel=company.general, text="x")
        with pytest.raises(SlackApiError) as refusal:
            client.chat_postMessage(channel=company.general, text="x")
        answer = refusal.value.response
        assert (answer.status_code, answer["error"]) == (429, "ratelimited")
        assert {key.lower(): value for key, value in answer.headers.items()}["retry-after"] == "1"
        client.retry_handlers.append(RateLimitErrorRetryHandler(max_retry_count=2))
        assert client.chat_postMessage(channel=company.general, text="late")["ok"] is True


class TestFaults:
    def test_an_error_strikes_as_often_as_armed(self, client: WebClient, site: Site) -> None:
        site.faults.arm({"method": "auth.test", "kind": "error", "error": "fatal_error", "times": 2})
        for _ in range(2):
            with pytest.raises(SlackApiError, match="fatal_error"):
                client.auth_test()
        assert client.auth_test()["ok"] is True
        assert site.faults.to_json()["faults"][0]["struck"] == 2

    @pytest.mark.parametrize(
        ("kind", "posted"),
        [
            ("drop_before", 0),
            ("drop_after", 1),
            ("http_500_before", 0),
            ("http_500_after", 1),
            ("ratelimited", 0),
        ],
    )
    def test_a_failure_before_or_after_the_effect(
        self, client: WebClient, company: Any, site: Site, kind: str, posted: int
    ) -> None:
        site.faults.arm({"method": "chat.postMessage", "kind": kind})
        with pytest.raises((SlackApiError, SlackRequestError, OSError)):
            client.chat_postMessage(channel=company.general, text="x")
        assert company.told().count("message") == posted
        assert client.chat_postMessage(channel=company.general, text="x")["ok"] is True

    def test_a_delay_answers_late(self, client: WebClient, site: Site) -> None:
        site.faults.arm({"method": "*", "kind": "delay", "seconds": 0.05})
        client.auth_test()
        (entry,) = [one for one in site.workspace.log if one.name == "auth.test"]
        assert entry.ms >= 50

    def test_a_share_is_chance_that_repeats_with_its_seed(self) -> None:
        def strikes() -> list[bool]:
            faults = Faults()
            faults.arm({"method": "*", "kind": "error", "times": None, "share": 0.5, "seed": 7})
            return [faults.take("auth.test") is not None for _ in range(40)]

        assert strikes() == strikes()
        assert 5 < sum(strikes()) < 35

    @pytest.mark.parametrize(
        ("spec", "complaint"),
        [
            ({"method": "*"}, "kind must be one of"),
            ({"kind": "delay"}, "method is missing"),
            ({"method": "*", "kind": "delay", "often": 1}, "has no often"),
            ({"method": "*", "kind": "delay", "times": 0}, "times must be"),
            ({"method": "*", "kind": "delay", "share": 2}, "share must be"),
            ({"method": "*", "kind": "delay", "seconds": -1}, "seconds must not"),
        ],
    )
    def test_nonsense_is_named(self, spec: dict[str, Any], complaint: str) -> None:
        with pytest.raises(ValueError, match=complaint):
            Faults().arm(spec)
