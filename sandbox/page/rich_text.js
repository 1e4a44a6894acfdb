/** Rich text: the elements of a rich_text block as nodes. mrkdwn and Markdown are read into the same elements. */

import { h, safeUrl } from "./dom.js";
import { dateNode } from "./dates.js";
import { emojiNode } from "./emoji.js";
import { isObject, listOf, objectsOf, textOf } from "./blocks/given.js";
import { broadcast, channelMention, linkTo, personMention } from "./blocks/links.js";

const STYLES = { bold: "strong", italic: "em", strike: "s", underline: "u", highlight: "mark", client_highlight: "mark" };
const MAX_INDENT = 8;

/**
 * The sections, lists, quotes and code of a rich_text block.
 * @param {object[]} elements
 * @param {object} context
 * @returns {Node[]}
 */
export function renderRichText(elements, context) {
  return objectsOf(elements).map((element) => (SPANS[element.type] ?? unknown)(element, context));
}

/** Parts in a line: text, links, mentions, emoji, dates. @param {object[]} parts @param {object} context @returns {Node[]} */
export function renderParts(parts, context) {
  return objectsOf(parts).flatMap((part) => styled((PARTS[part.type] ?? unknownPart)(part, context), part.style));
}

const SPANS = {
  __proto__: null,
  rich_text_section: (section, context) => h("div", { class: "text-section", dir: "auto" }, renderParts(section.elements, context)),
  rich_text_quote: (quote, context) =>
    h("blockquote", { class: bordered("quote", quote), dir: "auto" }, renderParts(quote.elements, context)),
  rich_text_preformatted: (code, context) =>
    h("pre", { class: bordered("preformatted", code), tabindex: "0", "data-language": textOf(code.language) || null },
      h("code", {}, renderParts(code.elements, context))),
  rich_text_list: list,
};

const PARTS = {
  __proto__: null,
  text: (part) => lines(textOf(part.text)),
  link: (part, context) => [linkTo(textOf(part.url), lines(textOf(part.text) || textOf(part.url)), context)],
  user: (part, context) => [personMention(textOf(part.user_id), context, textOf(part.label))],
  channel: (part, context) => [channelMention(textOf(part.channel_id), context, textOf(part.label))],
  usergroup: (part) => [h("span", { class: "mention" }, textOf(part.label) || `@${textOf(part.usergroup_id)}`)],
  team: (part) => [h("span", { class: "mention" }, textOf(part.team_id))],
  broadcast: (part) => [broadcast(textOf(part.range))],
  emoji: (part) => [emojiNode(textOf(part.name), { skinTone: part.skin_tone, unicode: textOf(part.unicode) })],
  date: (part, context) => [date(part, context)],
  color: (part) => [colour(textOf(part.value))],
};

function list(element, context) {
  const ordered = element.style === "ordered";
  const indent = Math.min(Math.max(Number(element.indent) || 0, 0), MAX_INDENT);
  const items = objectsOf(element.elements).map((item) => h("li", { dir: "auto" }, listItem(item, context)));
  const start = ordered && Number.isInteger(element.offset) ? element.offset + 1 : null;
  return h(ordered ? "ol" : "ul", { class: bordered(`text-list indent-${indent}`, element), start }, items);
}

function listItem(item, context) {
  return SPANS[item.type] && item.type !== "rich_text_section"
    ? renderRichText([item], context)
    : renderParts(item.elements, context);
}

function bordered(name, element) {
  return element.border ? `${name} bordered` : name;
}

function lines(text) {
  return text.split("\n").flatMap((line, index) => (index ? [h("br"), line] : [line])).filter((part) => part !== "");
}

function styled(nodes, style) {
  if (!isObject(style)) return nodes;
  let inner = style.code ? [h("code", {}, nodes)] : nodes;
  for (const [name, tag] of Object.entries(STYLES)) if (style[name]) inner = [h(tag, {}, inner)];
  return inner;
}

function date(part, context) {
  const shown = dateNode({ timestamp: part.timestamp, format: textOf(part.format), fallback: textOf(part.fallback) }, context);
  return safeUrl(textOf(part.url)) ? linkTo(part.url, [shown], context) : shown;
}

function colour(value) {
  const swatch = h("span", { class: "swatch", "aria-hidden": "true" });
  if (/^#[0-9a-f]{3,8}$/i.test(value)) swatch.style.backgroundColor = value;
  return h("span", { class: "colour" }, swatch, value);
}

function unknown(element) {
  return h("div", { class: "unknown" }, `${textOf(element.type) || "element without a type"} is not shown here.`);
}

function unknownPart(part) {
  return lines(textOf(part.text) || `[${textOf(part.type) || "unknown"}]`);
}

/** The words of rich text without any form, for labels. @param {any} value @returns {string} */
export function plainWords(value) {
  if (Array.isArray(value)) return value.map(plainWords).join("");
  if (!isObject(value)) return "";
  return textOf(value.text) || textOf(value.name) || listOf(value.elements).map(plainWords).join("");
}
