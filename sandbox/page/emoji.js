/** Emoji by their short names, such as :tada: and :wave::skin-tone-3:. */

import { h } from "./dom.js";
import { EMOJI } from "./emoji_names.js";

const SKIN_TONES = { __proto__: null, 2: "🏻", 3: "🏼", 4: "🏽", 5: "🏾", 6: "🏿" };
const PATTERN = /:([a-z0-9_+'-]+)(?:::skin-tone-([2-6]))?:/g;
const VARIATION = "\uFE0F";

/**
 * The characters of an emoji, null when the name is unknown.
 * @param {string} name without colons; "wave::skin-tone-3" is understood
 * @param {number} [skinTone] 2 to 6
 * @returns {string|null}
 */
export function emojiOf(name, skinTone) {
  const [base, tone] = String(name).split("::skin-tone-");
  const characters = EMOJI.get(base);
  if (!characters) return null;
  const colour = SKIN_TONES[skinTone ?? Number(tone)];
  return colour ? characters.replace(VARIATION, "") + colour : characters;
}

/** All names that are known, for completion. @returns {string[]} */
export function emojiNames() {
  return [...EMOJI.keys()];
}

/**
 * An emoji as people read it, with its name for screen readers; a name that is unknown shows as :name:.
 * @param {string} name
 * @param {{skinTone?: number, unicode?: string}} [how] `unicode` is code points in hex such as 1f44b-1f3fb
 * @returns {HTMLElement}
 */
export function emojiNode(name, { skinTone, unicode } = {}) {
  const characters = emojiOf(name, skinTone) ?? fromCodePoints(unicode);
  if (!characters) return h("span", { class: "emoji-name" }, `:${name}:`);
  const words = String(name).replaceAll(/[_-]/g, " ");
  return h("span", { class: "emoji", role: "img", "aria-label": words, title: `:${name}:` }, characters);
}

/**
 * Plain text in which :names: have become emoji; nothing else in it means anything.
 * @param {string} text
 * @returns {(string|Node)[]}
 */
export function withEmoji(text) {
  const shown = [];
  let end = 0;
  for (const found of text.matchAll(PATTERN)) {
    if (!EMOJI.has(found[1])) continue;
    shown.push(text.slice(end, found.index), emojiNode(found[1], { skinTone: Number(found[2]) || undefined }));
    end = found.index + found[0].length;
  }
  shown.push(text.slice(end));
  return shown.filter((part) => part !== "");
}

function fromCodePoints(unicode) {
  if (!/^[0-9a-f]{2,6}(-[0-9a-f]{2,6}){0,8}$/i.test(unicode ?? "")) return null;
  const points = unicode.split("-").map((point) => parseInt(point, 16));
  return points.every((point) => point <= 0x10ffff) ? String.fromCodePoint(...points) : null;
}
