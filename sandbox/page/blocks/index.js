/** Layout blocks: a message's, modal's or Home tab's list of blocks as nodes. */

import { h } from "../dom.js";
import { renderMarkdown } from "../markdown.js";
import { renderText } from "../mrkdwn.js";
import { renderRichText } from "../rich_text.js";
import { renderElement } from "./elements.js";
import { isObject, objectsOf, textOf, wordsOf } from "./given.js";
import { icon } from "./icons.js";
import { input } from "./input.js";
import { linkTo } from "./links.js";
import { picture } from "./picture.js";
import { dataTable, table } from "./tables.js";

const BLOCKS = {
  __proto__: null,
  section,
  rich_text: (block, context) => renderRichText(block.elements, context),
  markdown: (block, context) => renderMarkdown(textOf(block.text), context),
  header: (block, context) => h("h3", { dir: "auto" }, renderText(block.text, context)),
  divider: () => h("hr"),
  context: (block, context) => objectsOf(block.elements).map((element) => contextElement(block, element, context)),
  context_actions: row,
  actions: row,
  image: imageBlock,
  input,
  table,
  data_table: dataTable,
  alert: alertBlock,
  video,
};
const LEVELS = { __proto__: null, info: "info", warning: "warning", error: "danger", success: "ok" };

/**
 * What blocks know of the page around them.
 * @typedef {object} Context
 * @property {"message"|"modal"|"home"} surface
 * @property {{channel: string, ts: string}|{view: string}} container where the blocks stand
 * @property {{id: string, tz?: string}} person who looks at them
 * @property {(userId: string) => string} nameOf empty for somebody unknown
 * @property {(channelId: string) => string} channelNameOf empty for what the person may not see
 * @property {() => object[]} people
 * @property {() => object[]} channels those the person may see
 * @property {() => Date} workspaceNow
 * @property {(path: string, body: object) => Promise<object>} act does it in the person's name; rejects with one line
 * @property {(channelId: string) => void} openChannel
 * @property {(userId: string) => void} openPerson
 * @property {(url: string) => boolean} openPermalink whether it led somewhere in this workspace
 * @property {Record<string, Record<string, object>>} [values] state.values to begin with
 */

/**
 * The blocks as nodes. What an app gave for text stays text; a block of a type that is not known is named.
 * @param {object[]} blocks
 * @param {Context} context
 * @returns {DocumentFragment}
 */
export function renderBlocks(blocks, context) {
  const shown = document.createDocumentFragment();
  shown.append(...objectsOf(blocks).map((block) => renderBlock(block, context)));
  return shown;
}

function renderBlock(block, context) {
  const type = textOf(block.type);
  const content = BLOCKS[type] ? BLOCKS[type](block, context) : placeholder(type);
  const name = `block ${BLOCKS[type] ? type.replaceAll("_", "-") : "unknown-block"}`;
  return h("div", { class: name, "data-block-id": textOf(block.block_id) || null, "data-block-type": type }, content);
}

function section(block, context) {
  const text = isObject(block.text) ? h("div", { class: "section-text", dir: "auto" }, renderText(block.text, context)) : null;
  const fields = objectsOf(block.fields).map((field) => h("div", { class: "section-field", dir: "auto" }, renderText(field, context)));
  const words = h("div", { class: "section-words" }, text, fields.length ? h("div", { class: "section-fields" }, fields) : null);
  if (!isObject(block.accessory)) return words;
  return [words, h("div", { class: `accessory accessory-${kindOf(block.accessory)}` }, renderElement(block, block.accessory, context))];
}

function kindOf(element) {
  return { image: "image", radio_buttons: "list", checkboxes: "list" }[textOf(element.type)] ?? "control";
}

function row(block, context) {
  return objectsOf(block.elements).map((element) => renderElement(block, element, context));
}

function contextElement(block, element, context) {
  if (element.type === "image") return renderElement(block, element, context);
  return h("span", { class: "context-text", dir: "auto" }, renderText(element, context));
}

function imageBlock(block, context) {
  const title = wordsOf(block.title) ? h("figcaption", { dir: "auto" }, renderText(block.title, context)) : null;
  return h("figure", {}, title, picture(block, context));
}

function alertBlock(block, context) {
  const level = LEVELS[block.level] ?? "info";
  return h("div", { class: `alert-box ${level}`, role: "note", dir: "auto" }, icon(level === "danger" || level === "warning" ? "warning" : "info"), h("div", {}, renderText(block.text, context)));
}

function video(block, context) {
  const title = renderText(block.title, context);
  const by = [textOf(block.author_name), textOf(block.provider_name)].filter(Boolean).join(" · ");
  return h("div", { class: "video-box" },
    h("div", { class: "video-title", dir: "auto" }, linkTo(textOf(block.title_url) || textOf(block.video_url), title, context)),
    by ? h("div", { class: "video-by", dir: "auto" }, by) : null,
    h("div", { dir: "auto" }, renderText(block.description, context)),
    picture({ image_url: block.thumbnail_url, alt_text: block.alt_text }, context));
}

function placeholder(type) {
  return h("div", { class: "unknown" }, icon("block"), h("span", {}, h("code", {}, type || "no type"), " block: this page does not draw it."));
}
