/** Slack's mrkdwn, read into the elements of rich text: bold, italic, strike, code, quotes, links, mentions, dates, emoji. */

import { ADDRESS, CODE, EMOJI_NAME, TOKEN, emojiPart, partsOf, textPart, tokenPart, unescape } from "./inline.js";
import { h } from "./dom.js";
import { renderParts, renderRichText } from "./rich_text.js";

const FENCE = /```([\s\S]*?)```/;
const QUOTE = /^(?:&gt;|>) ?/;
const LONG_QUOTE = /^(?:&gt;&gt;&gt;|>>>)\s?/;
const MARKERS = { __proto__: null, "*": "bold", _: "italic", "~": "strike" };

const GRAMMAR = {
  atoms: new RegExp(`(${TOKEN}|${CODE}|${ADDRESS}|${EMOJI_NAME}|[*_~])`),
  markers: MARKERS,
  inWords: "",
  read: readAtom,
};
const VERBATIM = { ...GRAMMAR, read: (atom, style) => readAtom(atom, style, true) };

/**
 * The text as nodes; all of it stays text, whatever it holds.
 * @param {string} text
 * @param {object} context
 * @param {{verbatim?: boolean}} [how] `verbatim`: bare addresses do not become links
 * @returns {Node[]}
 */
export function renderMrkdwn(text, context, how = {}) {
  const elements = parseMrkdwn(text, how);
  const isOneSection = elements.length === 1 && elements[0].type === "rich_text_section";
  return isOneSection ? renderParts(elements[0].elements, context) : renderRichText(elements, context);
}

/**
 * The elements of a rich_text block that say the same as the text.
 * @param {string} text
 * @param {{verbatim?: boolean}} [how]
 * @returns {object[]}
 */
export function parseMrkdwn(text, { verbatim = false } = {}) {
  return String(text ?? "")
    .split(FENCE)
    .flatMap((piece, index, pieces) => (index % 2 ? [preformatted(piece)] : spans(trimmed(piece, index, pieces), verbatim)));
}

/** A text object as nodes: mrkdwn, or plain text in which only :emoji: mean something. */
export function renderText(object, context) {
  const text = typeof object?.text === "string" ? object.text : "";
  if (object?.type === "mrkdwn") return renderMrkdwn(text, context, { verbatim: object.verbatim === true });
  const lines = text.split("\n").map((line) => plainParts(line, object?.emoji !== false));
  return lines.flatMap((parts, index) => [...(index ? [h("br")] : []), ...renderParts(parts, context)]);
}

function plainParts(line, withEmoji) {
  const atoms = withEmoji ? line.split(new RegExp(`(${EMOJI_NAME})`)) : [line];
  return atoms.flatMap((atom, index) => (index % 2 ? [emojiPart(atom, {}) ?? textPart(atom, {})].flat() : textPart(unescape(atom), {})));
}

function preformatted(text) {
  const parts = text.replace(/^\n/, "").replace(/\n$/, "").split(new RegExp(`(${TOKEN})`));
  const elements = parts.flatMap((part, index) => (index % 2 ? readAtom(part, {}, true) : textPart(unescape(part), {})));
  return { type: "rich_text_preformatted", elements };
}

function trimmed(piece, index, pieces) {
  const start = index > 0 ? piece.replace(/^ *\n/, "") : piece;
  return index < pieces.length - 1 ? start.replace(/\n *$/, "") : start;
}

function spans(text, verbatim) {
  if (!text) return [];
  const made = [];
  const lines = text.split("\n");
  for (let at = 0; at < lines.length; at += 1) {
    if (LONG_QUOTE.test(lines[at])) {
      const rest = [lines[at].replace(LONG_QUOTE, ""), ...lines.slice(at + 1)];
      made.push({ kind: "rich_text_quote", lines: rest });
      break;
    }
    const kind = QUOTE.test(lines[at]) ? "rich_text_quote" : "rich_text_section";
    if (made.at(-1)?.kind !== kind) made.push({ kind, lines: [] });
    made.at(-1).lines.push(kind === "rich_text_quote" ? lines[at].replace(QUOTE, "") : lines[at]);
  }
  return made.map(({ kind, lines: own }) => ({ type: kind, elements: linesParts(own, verbatim ? VERBATIM : GRAMMAR) }));
}

function linesParts(lines, grammar) {
  return lines.flatMap((line, index) => [...(index ? textPart("\n", {}) : []), ...partsOf(line, grammar)]);
}

function readAtom(atom, style, verbatim = false) {
  if (atom[0] === "`" && atom.length > 2) return codeParts(atom.slice(1, -1), style);
  if (atom[0] === "<" && atom.endsWith(">")) {
    const part = tokenPart(atom, style);
    if (part) return [part];
  }
  if (atom[0] === ":" && atom.length > 2) {
    const part = emojiPart(atom, style);
    if (part) return [part];
  }
  if (!verbatim && /^https?:\/\//.test(atom)) return [{ type: "link", url: unescape(atom), text: "", style }];
  return textPart(unescape(atom), style);
}

function codeParts(text, style) {
  const code = { ...style, code: true };
  return text.split(new RegExp(`(${TOKEN})`)).flatMap((piece, index) => {
    const part = index % 2 ? tokenPart(piece, code) : null;
    return part ? [part] : textPart(unescape(piece), code);
  });
}
