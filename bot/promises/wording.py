"""What is somebody's own word in a message, sentence by sentence."""

import re

_NOT_OWN = re.compile(
    r"```.*?(?:```|$)"  # code
    r"|`[^`\n]*`"
    r"|^[ \t]*(?:>|&gt;)[^\n]*$"  # a quotation
    r"|[\"\u201c\u00ab][^\"\u201c\u201d\u00ab\u00bb\n]*[\"\u201d\u00bb]"  # somebody's words, in marks
    r"|<[^>\n]*>"  # links and mentions
    r"|:[a-z0-9_+-]+:",  # emoji
    re.DOTALL | re.MULTILINE,
)
_SENTENCE = re.compile(r"(?:[^.!?;\n]|[.!?;](?=\S))+[.!?]*")


def sentences(text: str) -> list[str]:
    """The sentences that their author says in their own name: without code, quotations, links and mentions."""
    own = _NOT_OWN.sub(" ", text.replace("\u2019", "'").replace("\u02bc", "'"))
    found = (" ".join(match[0].split()) for match in _SENTENCE.finditer(own))
    return [each.strip(" ,") for each in found if each.strip(" ,.!?;")]
