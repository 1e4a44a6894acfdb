"""How the sample company goes on after its thirty days: small posts in the same patterns, without end."""

import random
from collections.abc import Iterator
from itertools import cycle

from sandbox.sample.attention import with_responses
from sandbox.sample.cast import LAST_DAY, Cast
from sandbox.sample.script import Post
from sandbox.sample.smalltalk import patterns, small_post

_REMEMBERED = 200


def onwards(cast: Cast, seed: str) -> Iterator[Post]:
    """Further posts with everybody's responses, the same ones for the same seed."""
    rng = random.Random(f"onwards {seed}")  # noqa: S311 - a sample, no secret
    lasting = [pattern for pattern in patterns().values() if "days" not in pattern]
    texts = {id(pattern): cycle(rng.sample(pattern["texts"], len(pattern["texts"]))) for pattern in lasting}
    seen: set[str] = set()
    while True:
        pattern = rng.choices(lasting, [each["count"] for each in lasting])[0]
        if len(seen) >= _REMEMBERED:
            seen.clear()
        try:
            post = small_post(pattern, LAST_DAY, texts[id(pattern)], seen, cast, rng)
        except ValueError:
            seen.clear()
            continue
        yield with_responses(post, cast, scripted=False)
