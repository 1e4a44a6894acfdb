/** Reading marked-up lines: the part that mrkdwn and Markdown share. Lines become the parts of rich text. */

import { EMOJI } from "./emoji_names.js";

const ENTITIES = { "&amp;": "&", "&lt;": "<", "&gt;": ">" };
const WORD = /[\p{L}\p{N}]/u;
const DATE = /^!date\^(\d{1,12})\^([^^|]+)(?:\^([^|]*))?$/;

/** What is read alike in both: tokens such as <@U1>, `code`, addresses and :emoji:. */
export const TOKEN = "<[^<>\\n]+>";
export const CODE = "`[^`\\n]+`";
export const ADDRESS = "https?:\\/\\/[^\\s<>|`]*[^\\s<>|`.,;:!?)\\]}'\"*_~]";
export const EMOJI_NAME = ":[a-z0-9_+'-]+:(?::skin-tone-[2-6]:)?";

/**
 * The parts of one line.
 * @param {string} line
 * @param {{atoms: RegExp, markers: Record<string, string>, inWords: string, read: (atom: string, style: object) => object[]}} grammar
 *   `atoms` splits the line (one capturing group); `markers` are those that open and close a style, or two ("bold italic"); those in `inWords` may
 *   do so inside of a word; `read` makes parts of any other atom
 * @param {Record<string, true>} [style]
 * @returns {object[]}
 */
export function partsOf(line, grammar, style = {}) {
  return read(line.split(grammar.atoms).filter((atom) => atom), grammar, style);
}

/** A part of plain text; nothing for the empty text. @param {string} text @param {object} style @returns {object[]} */
export function textPart(text, style) {
  if (!text) return [];
  return [Object.keys(style).length ? { type: "text", text, style } : { type: "text", text }];
}

/** The text with &amp; &lt; and &gt; as the characters they stand for. @param {string} text @returns {string} */
export function unescape(text) {
  return text.replaceAll(/&(?:amp|lt|gt);/g, (entity) => ENTITIES[entity]);
}

/** The part that a token such as <@U1> or <https://example.com|label> stands for, null if it is none. */
export function tokenPart(token, style) {
  const [target, ...labels] = token.slice(1, -1).split("|");
  const label = unescape(labels.join("|"));
  const part = mention(target, label) ?? link(target, label);
  return part && { ...part, style };
}

/** The part for an :emoji:, null when the name is unknown. */
export function emojiPart(atom, style) {
  const [name, tone] = atom.slice(1, -1).split("::skin-tone-");
  return EMOJI.has(name) ? { type: "emoji", name, ...(tone && { skin_tone: Number(tone) }), style } : null;
}

function mention(target, label) {
  const kind = target[0];
  if (kind === "@") return { type: "user", user_id: target.slice(1), label: label.replace(/^@/, "") };
  if (kind === "#") return { type: "channel", channel_id: target.slice(1), label };
  if (kind !== "!") return null;
  const [name, id] = target.slice(1).split("^");
  if (["here", "channel", "everyone"].includes(name)) return { type: "broadcast", range: name };
  if (name === "subteam") return { type: "usergroup", usergroup_id: id ?? "", label };
  return datePart(target, label) ?? { type: "text", text: label || `<${target}>` };
}

function datePart(target, label) {
  const found = DATE.exec(target);
  if (!found) return null;
  return { type: "date", timestamp: Number(found[1]), format: unescape(found[2]), url: unescape(found[3] ?? ""), fallback: label };
}

function link(target, label) {
  return /^[a-z][a-z0-9+.-]*:\S/i.test(target) ? { type: "link", url: unescape(target), text: label } : null;
}

function read(atoms, grammar, style) {
  const parts = [];
  const hopeless = new Set();
  for (let at = 0; at < atoms.length; at += 1) {
    const kind = grammar.markers[atoms[at]];
    const end = kind && !hopeless.has(atoms[at]) && opens(atoms, at, grammar, style) ? closing(atoms, at, grammar) : 0;
    // Where one marker finds no end, later ones of its kind need not look: that keeps long lines quick.
    if (end < 0) hopeless.add(atoms[at]);
    if (end > 0) {
      parts.push(...read(atoms.slice(at + 1, end), grammar, withStyle(style, kind)));
      at = end;
    } else parts.push(...(kind ? textPart(atoms[at], style) : grammar.read(atoms[at], style)));
  }
  return joined(parts);
}

function withStyle(style, kind) {
  return { ...style, ...Object.fromEntries(kind.split(" ").map((name) => [name, true])) };
}

function opens(atoms, at, grammar, style) {
  // A style inside of itself means nothing, and so nesting has an end.
  if (style[grammar.markers[atoms[at]].split(" ")[0]]) return false;
  const free = grammar.inWords.includes(atoms[at]) || !WORD.test((atoms[at - 1] ?? "").slice(-1));
  return free && at + 2 < atoms.length && !/^\s/.test(atoms[at + 1]) && atoms[at + 1] !== atoms[at];
}

function closing(atoms, at, grammar) {
  for (let end = at + 2; end < atoms.length; end += 1) {
    if (atoms[end] !== atoms[at] || /\s$/.test(atoms[end - 1])) continue;
    if (grammar.inWords.includes(atoms[at]) || !WORD.test((atoms[end + 1] ?? "").slice(0, 1))) return end;
  }
  return -1;
}

function joined(parts) {
  const merged = [];
  for (const part of parts) {
    const last = merged.at(-1);
    if (last?.type === "text" && part.type === "text" && sameStyle(last, part)) last.text += part.text;
    else merged.push({ ...part });
  }
  return merged;
}

function sameStyle(one, other) {
  return Object.keys(one.style ?? {}).join() === Object.keys(other.style ?? {}).join();
}
