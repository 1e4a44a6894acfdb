"""The language model, an optional guest. Nothing needs it; this is the only place that imports its client."""

from bot.settings import Settings


def reachable(settings: Settings) -> str | None:
    """Why the configured model server does not answer, in one line; None when it does."""
    import openai

    client = openai.OpenAI(
        api_key=settings.openai_api_key or "none",
        base_url=settings.openai_base_url or None,
        timeout=10,
        max_retries=0,
    )
    try:
        client.models.list()
    except openai.AuthenticationError:
        return "OPENAI_API_KEY was refused: copy it anew, or unset it (Earshot works without)"
    except openai.OpenAIError as problem:
        where = settings.openai_base_url or "the default address"
        return (
            f"OPENAI_BASE_URL ({where}) does not answer ({type(problem).__name__}): check it, or unset both"
        )
    return None
