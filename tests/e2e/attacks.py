"""Text that tries to do harm, and what a page looks like that was harmed by it."""

from tests.e2e.tab import Tab

HARM = "window.harmed=true"
TURNED = "\u202e"
ATTACKS = (
    f"<script>{HARM}</script>",
    f'<img src=x onerror="{HARM}">',
    f'"><svg/onload={HARM}>',
    '\'><iframe srcdoc="<script>parent.harmed=true</script>"></iframe>',
    f"javascript:{HARM}",
    f"<javascript:{HARM}|a link> [another](javascript:{HARM}) <data:text/html,<script>{HARM}</script>|third>",
    f'<https://example.com/" onmouseover="{HARM}|over it> <https://example.com/\\"><script>{HARM}</script>>',
    f"]]><!-- <style>*{{display:none}}</style> --></textarea></title><script>{HARM}</script>",
    "${window.harmed=true}{{constructor.constructor('window.harmed=true')()}}<%= window.harmed %>",
    "<@__proto__> <#constructor> <!date^1^{__proto__}{constructor}|then> :constructor: <!subteam^S1|<b>>",
    f"{TURNED}turned round",
    "W" * 300,
    "Z\u0337\u0322\u031b\u033a\u032e\u0319" * 40,
    "\n\n&lt;b&gt;&amp;lt;i&amp;gt; *_~`*_~` ```unclosed",
)


def harm(tab: Tab) -> list[str]:
    """What hostile text has done to a page; nothing, it is hoped."""
    found: list[str] = tab.page.evaluate(_HARM)
    return [*found, *(f"runs over: {one}" for one in tab.runs_over())]


_HARM = """() => {
  const bad = "iframe, object, embed, base, style, [onerror], [onload], [onmouseover], [onclick], [style*='display:none'], script:not([src^='/page/'])";
  const made = [...document.querySelectorAll(bad)].map((one) => `element: ${one.outerHTML.slice(0, 120)}`);
  const addresses = [...document.querySelectorAll("[href], [src], [action], [formaction]")].flatMap((one) => ["href", "src", "action", "formaction"].map((name) => one.getAttribute(name)).filter(Boolean));
  const led = addresses.filter((one) => !["http:", "https:", "mailto:", "data:"].includes(new URL(one, location.href).protocol) || /^data:(?!image)/.test(one)).map((one) => `address: ${one}`);
  // A name that turns the writing round must not turn what stands beside it.
  const names = ".mention, .author, .chip, .side-row, .person-row, .option, .completion-option, h1, h2, .conversation-name";
  const isolated = (one) => getComputedStyle(one).display !== "inline" || /isolate|plaintext/.test(getComputedStyle(one).unicodeBidi);
  const turned = [...document.querySelectorAll(names)].flatMap((one) => {
    const texts = document.createTreeWalker(one, NodeFilter.SHOW_TEXT);
    const found = [];
    while (texts.nextNode()) {
      let frame = texts.currentNode.parentElement;
      if (!texts.currentNode.textContent.includes("\\u202e")) continue;
      while (!isolated(frame)) frame = frame.parentElement;
      if (!one.contains(frame)) found.push(`turned: ${one.className}`);
    }
    return found;
  });
  return [...(window.harmed ? ["a script ran"] : []), ...made, ...led, ...new Set(turned)];
}"""
