/** Samples in which every text tries to do harm: run script, break the layout, lead astray. */

const HOSTILE = [
  `<img src=x onerror="window.harmed=true"><script>window.harmed=true</script><b>&lt;i&gt;`,
  `"><svg/onload=window.harmed=true> ' onmouseover='window.harmed=true`,
  `<javascript:window.harmed=true|click> [x](javascript:window.harmed=true) <data:text/html,<script>harmed=1</script>|d>`,
  `${"W".repeat(300)}${"‮"}reversed${"‬"} Z${"̷̢̛̺̮̙".repeat(40)}`,
  `<!date^99999999999999^{date}|f> <!date^1^{constructor}{__proto__}> <@__proto__> <#constructor> :constructor: *_~\`*_~\``,
];
const TEXTS = new Set(["text", "alt_text", "fallback", "url", "caption", "label", "author_name", "provider_name", "title_url", "image_url", "name", "title", "accessibility_label", "format", "language", "pretty_type"]);
const KEPT = new Set(["type", "id", "block_id", "action_id", "value", "hash", "root_view_id", "previous_view_id", "mimetype"]);

/** The same structure with hostile text in every field that holds text. @param {any} value */
export function hostile(value) {
  let count = 0;
  const spoil = (key, one) => {
    if (KEPT.has(key)) return one;
    if (typeof one === "string") return TEXTS.has(key) ? HOSTILE[count++ % HOSTILE.length] : one;
    if (Array.isArray(one)) return one.map((part) => spoil(key, part));
    if (one === null || typeof one !== "object") return one;
    return Object.fromEntries(Object.entries(one).map(([name, part]) => [name, spoil(name, part)]));
  };
  return spoil("", value);
}
