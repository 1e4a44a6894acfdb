/** The field for rich text: a text in mrkdwn with buttons for its marks, sent as the elements of rich text. */

import { h } from "../dom.js";
import { parseMrkdwn } from "../mrkdwn.js";
import { chose, keep, tellsApp } from "./acting.js";
import { isObject, listOf, objectsOf, textOf, wordsOf } from "./given.js";
import { remembered } from "./memory.js";
import { keepEntry } from "./values.js";

const MARKS = [["*", "Bold", "B", "bold"], ["_", "Italic", "I", "italic"], ["~", "Strikethrough", "S", "strike"], ["`", "Code", "<>", "code"]];
const BULLET = /^[•*-] /;

/** @param {{block: object, element: object, context: object}} given @returns {HTMLElement} */
export function richTextField({ block, element, context }) {
  const at = { block, element, context };
  const field = h("textarea", { class: "field", rows: "4", placeholder: wordsOf(element.placeholder) || null, dir: "auto", value: typed(remembered(block, element, context)) });
  const tools = MARKS.map(([mark, name, sign, style]) =>
    h("button", { type: "button", class: `icon-button small mark-${style}`, "aria-label": name, title: name, onClick: () => wrap(field, mark) }, sign));
  const control = h("div", { class: "rich-text-field" }, h("div", { class: "rich-text-tools", role: "toolbar", "aria-label": "Formatting" }, tools), field);
  const held = () => richText(field.value);
  at.control = control;
  keepEntry(control, block, element, held);
  field.addEventListener("input", () => keep(at, held()));
  if (tellsApp(block)) field.addEventListener("change", () => chose(at, held()));
  return control;
}

/** What is typed as a rich_text block; null when nothing is. @param {string} text */
function richText(text) {
  if (!text.trim()) return null;
  const escaped = text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(/(?!^)>|^>(?! )/gm, "&gt;");
  return { type: "rich_text", elements: parseMrkdwn(escaped).flatMap(withLists).map(slackShape) };
}

/** Lines that begin with a bullet become a list. */
function withLists(span) {
  if (span.type !== "rich_text_section") return [span];
  const made = [];
  for (const line of linesOf(span.elements)) {
    const isItem = line[0]?.type === "text" && BULLET.test(line[0].text);
    const section = { type: "rich_text_section", elements: isItem ? withoutBullet(line) : line };
    if (isItem && made.at(-1)?.type === "rich_text_list") made.at(-1).elements.push(section);
    else if (isItem) made.push({ type: "rich_text_list", style: "bullet", elements: [section] });
    else if (made.at(-1)?.type === "rich_text_section") made.at(-1).elements.push({ type: "text", text: "\n" }, ...line);
    else made.push(section);
  }
  return made;
}

function linesOf(parts) {
  const lines = [[]];
  for (const part of parts) {
    if (part.type === "text" && part.text === "\n") lines.push([]);
    else lines.at(-1).push(part);
  }
  return lines;
}

function withoutBullet([first, ...rest]) {
  return [{ ...first, text: first.text.replace(BULLET, "") }, ...rest].filter((part) => part.type !== "text" || part.text);
}

function slackShape(span) {
  if (span.type === "rich_text_list") return { ...span, elements: span.elements.map(slackShape) };
  return { ...span, elements: span.elements.map(slackPart) };
}

function slackPart({ label: _, style, ...part }) {
  if (part.type === "link" && !part.text) delete part.text;
  return isObject(style) && Object.keys(style).length ? { ...part, style } : part;
}

/** Rich text as it would be typed. */
function typed(value) {
  if (!isObject(value)) return textOf(value);
  return objectsOf(value.elements).map(typedSpan).join("\n");
}

function typedSpan(span) {
  const text = listOf(span.elements).map((part) => (part?.type === "rich_text_section" ? `• ${typedSpan(part)}\n` : typedPart(part))).join("");
  if (span.type === "rich_text_preformatted") return `\`\`\`${text}\`\`\``;
  return span.type === "rich_text_quote" ? text.replaceAll(/^/gm, "> ") : text.replace(/\n$/, "");
}

function typedPart(part) {
  const text = textOf(part?.text) || textOf(part?.url) || (part?.type === "emoji" ? `:${textOf(part.name)}:` : "");
  return MARKS.reduce((inner, [mark, , , style]) => (part?.style?.[style] ? `${mark}${inner}${mark}` : inner), text);
}

function wrap(field, mark) {
  const { selectionStart: start, selectionEnd: end, value } = field;
  field.setRangeText(`${mark}${value.slice(start, end)}${mark}`, start, end, "end");
  if (start === end) field.setSelectionRange(start + 1, start + 1);
  field.focus();
  field.dispatchEvent(new Event("input", { bubbles: true }));
}
