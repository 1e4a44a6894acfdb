"""Filling in whatever modal is there: what somebody chose, and something plausible everywhere else."""

import random
from collections.abc import Mapping
from typing import Any

MOST_STEPS = 12  # modals in a row, until somebody gives up
_WORDS = "It went well, and I know why: the numbers were there before the question."


def filled(view: Mapping[str, Any], chosen: Mapping[str, Any], rng: random.Random) -> dict[str, Any]:
    """Values for the inputs of a modal, by action id; what is filled in already or may stay empty is left alone."""
    values: dict[str, Any] = {}
    for block in view["blocks"]:
        if block["type"] != "input":
            continue
        element = block["element"]
        name = element["action_id"]
        if name in chosen:
            values[name] = chosen[name]
        elif not block.get("optional") and not any(key.startswith("initial") for key in element):
            found = _plausible(element, rng)
            if found is not None:
                values[name] = found
    return values


def _plausible(element: Mapping[str, Any], rng: random.Random) -> Any:
    options = element.get("options")
    if options:
        value = rng.choice(options)["value"]
        return [value] if element["type"] in {"checkboxes", "multi_static_select"} else value
    return _WORDS if element["type"] == "plain_text_input" else None
