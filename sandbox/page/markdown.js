/** The markdown block: standard Markdown as language models write it, shown as nodes. */

import { ADDRESS, CODE, EMOJI_NAME, TOKEN, emojiPart, partsOf, textPart, tokenPart } from "./inline.js";
import { h } from "./dom.js";
import { renderParts, renderRichText } from "./rich_text.js";

const LINK = "!?\\[[^\\[\\]\\n]*\\]\\([^()\\s]*(?:\\([^()\\s]*\\)[^()\\s]*)?(?: \"[^\"\\n]*\")?\\)";
const MARKS = {
  __proto__: null,
  "***": "bold italic",
  "**": "bold",
  __: "bold",
  "*": "italic",
  _: "italic",
  "~~": "strike",
};
const GRAMMAR = {
  atoms: new RegExp(`(\\\\[\\\\\`*_{}\\[\\]()#+.!~>|-]|${CODE}|${LINK}|${TOKEN}|${ADDRESS}|${EMOJI_NAME}|\\*\\*\\*|\\*\\*|__|~~|[*_])`),
  markers: MARKS,
  inWords: ["***", "**", "*", "~~"],
  read: readAtom,
};

const FENCE = /^ {0,3}(`{3,}|~{3,}) *([\w+#.-]*)/;
const HEADING = /^ {0,3}(#{1,6})\s(.*)$/;
const RULE = /^ {0,3}([-*_])(?: *\1){2,} *$/;
const QUOTE = /^ {0,3}> ?/;
const ITEM = /^( *)([-*+]|\d{1,9}[.)]) +(?:\[([ xX])\] +)?(.*)$/;
const DELIMITER = /^:?-+:?$/;
const MAX_DEPTH = 6;

/**
 * Markdown as nodes; HTML in it stays text.
 * @param {string} text
 * @param {object} context
 * @param {number} [depth] of quotes inside of quotes
 * @returns {Node[]}
 */
export function renderMarkdown(text, context, depth = 0) {
  const lines = String(text ?? "").replaceAll("\r", "").split("\n");
  const made = [];
  let at = 0;
  while (at < lines.length) {
    if (!lines[at].trim()) {
      at += 1;
      continue;
    }
    const read = BLOCKS.find(([begins]) => begins(lines, at, depth))[1];
    const [shown, next] = read(lines, at, context, depth);
    made.push(...shown);
    at = next;
  }
  return made;
}

const BLOCKS = [
  [(lines, at) => FENCE.test(lines[at]), fence],
  [(lines, at) => HEADING.test(lines[at]), heading],
  [(lines, at) => RULE.test(lines[at]), (_, at) => [[h("hr")], at + 1]],
  [(lines, at, depth) => depth < MAX_DEPTH && QUOTE.test(lines[at]), quote],
  [(lines, at) => ITEM.test(lines[at]), list],
  [isTable, table],
  [() => true, paragraph],
];

function fence(lines, at) {
  const [, marks, language] = FENCE.exec(lines[at]);
  const end = lines.findIndex((line, index) => index > at && line.trim().startsWith(marks));
  const last = end < 0 ? lines.length : end;
  const text = lines.slice(at + 1, last).join("\n");
  const code = { type: "rich_text_preformatted", language, elements: [{ type: "text", text }] };
  return [renderRichText([code], {}), last + 1];
}

function heading(lines, at, context) {
  const [, marks, text] = HEADING.exec(lines[at]);
  return [[h(`h${Math.min(marks.length + 2, 6)}`, { class: `heading level-${marks.length}`, dir: "auto" }, inline(text.trim(), context))], at + 1];
}

function quote(lines, at, context, depth) {
  const end = endOf(lines, at, (line) => QUOTE.test(line) || isPlain(line));
  const inner = lines.slice(at, end).map((line) => line.replace(QUOTE, "")).join("\n");
  return [[h("blockquote", { class: "quote", dir: "auto" }, renderMarkdown(inner, context, depth + 1))], end];
}

function list(lines, at, context) {
  const end = endOf(lines, at, (line) => ITEM.test(line) || (/^\s+\S/.test(line) && !FENCE.test(line)));
  const items = [];
  for (const line of lines.slice(at, end)) {
    const found = ITEM.exec(line);
    if (found) items.push(itemOf(found));
    else items.at(-1).text += ` ${line.trim()}`;
  }
  return [lists(items, context), end];
}

function itemOf([, space, mark, task, text]) {
  return { indent: space.length, ordered: /\d/.test(mark), start: parseInt(mark, 10), task, text };
}

/** One list, or several where the kind of mark changes. */
function lists(items, context) {
  const made = [];
  for (let at = 0; at < items.length; ) {
    const { indent, ordered } = items[at];
    const end = endOf(items, at, (item) => item.indent > indent + 1 || item.ordered === ordered);
    made.push(oneList(items.slice(at, end), context));
    at = end;
  }
  return made;
}

function oneList(items, context) {
  const [{ ordered, indent, start }] = items;
  const made = h(ordered ? "ol" : "ul", { class: "text-list", start: ordered && start !== 1 ? start : null });
  for (let at = 0; at < items.length; ) {
    const inner = endOf(items, at, (item) => item.indent > indent + 1);
    const below = items.slice(at + 1, inner);
    const name = items[at].task === undefined ? null : "task";
    made.append(h("li", { class: name, dir: "auto" }, task(items[at].task), inline(items[at].text, context), below.length ? lists(below, context) : null));
    at = inner;
  }
  return made;
}

function task(mark) {
  if (mark === undefined) return null;
  const done = mark !== " ";
  return h("input", { type: "checkbox", checked: done, disabled: true, "aria-label": done ? "done" : "to do" });
}

function isTable(lines, at) {
  return lines[at].includes("|") && cells(lines[at + 1] ?? "").every((cell) => DELIMITER.test(cell));
}

function table(lines, at, context) {
  const end = endOf(lines, at + 1, (line) => line.includes("|") && line.trim() !== "");
  const aligns = cells(lines[at + 1]).map((cell) => `${cell.startsWith(":") ? "l" : ""}${cell.endsWith(":") ? "r" : ""}`);
  const row = (line, tag) =>
    h("tr", {}, cells(line).map((cell, index) => h(tag, { class: alignment(aligns[index]), dir: "auto" }, inline(cell, context))));
  const body = lines.slice(at + 2, end).map((line) => row(line, "td"));
  const shown = h("table", {}, h("thead", {}, row(lines[at], "th")), h("tbody", {}, body));
  return [[h("div", { class: "table-scroll", tabindex: "0", role: "region", "aria-label": "Table" }, shown)], end];
}

function alignment(ends) {
  return { lr: "align-center", r: "align-right" }[ends] ?? "align-left";
}

function cells(line) {
  const inner = line.trim().replace(/^\|/, "").replace(/\|$/, "");
  return inner.split(/(?<!\\)\|/).map((cell) => cell.trim().replaceAll("\\|", "|"));
}

function paragraph(lines, at, context) {
  const end = endOf(lines, at, (line, index) => isPlain(line) && !isTable(lines, index));
  const shown = lines.slice(at, end).flatMap((line, index) => [...(index ? [h("br")] : []), ...inline(line.trim(), context)]);
  return [[h("p", { dir: "auto" }, shown)], end];
}

function isPlain(line) {
  return line.trim() !== "" && ![FENCE, HEADING, RULE, QUOTE, ITEM].some((pattern) => pattern.test(line));
}

function endOf(rows, at, belongs) {
  let end = at + 1;
  while (end < rows.length && belongs(rows[end], end)) end += 1;
  return end;
}

function inline(text, context) {
  return renderParts(partsOf(text, GRAMMAR), context);
}

function readAtom(atom, style) {
  if (atom[0] === "\\" && atom.length === 2) return textPart(atom[1], style);
  if (atom[0] === "`" && atom.length > 2) return textPart(atom.slice(1, -1), { ...style, code: true });
  const found = /^!?\[([^\]]*)\]\((\S*?)(?: "[^"]*")?\)$/.exec(atom);
  if (found) return [{ type: "link", url: found[2], text: found[1], style }];
  if (/^https?:\/\//.test(atom)) return [{ type: "link", url: atom, text: "", style }];
  const part = atom[0] === "<" ? tokenPart(atom, style) : atom[0] === ":" && atom.length > 2 ? emojiPart(atom, style) : null;
  return part ? [part] : textPart(atom, style);
}
