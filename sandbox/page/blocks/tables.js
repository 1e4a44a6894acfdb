/** The table and data_table blocks. */

import { h } from "../dom.js";
import { renderRichText } from "../rich_text.js";
import { isObject, listOf, objectsOf, textOf } from "./given.js";

/** Where a column says nothing, numbers stand to the right, and so does their heading. */
const ALIGNED = { __proto__: null, center: "align-center", right: "align-right" };

/** A table; it scrolls by itself when it is wide. @returns {HTMLElement} */
export function table(block, context) {
  const rows = listOf(block.rows).map(objectsOf);
  const settings = listOf(block.column_settings);
  const [head = [], ...body] = rows;
  return scrolling("Table", shown(null, head, body, settings, context));
}

/** A table with a caption that shows a page of its rows at a time. @returns {HTMLElement} */
export function dataTable(block, context) {
  const [head = [], ...body] = listOf(block.rows).map(objectsOf);
  const size = Math.max(1, Number(block.page_size) || body.length || 1);
  const caption = textOf(block.caption);
  const named = block.row_header_column_index ?? -1;
  const holder = h("div", { class: "data-table" });
  const turn = (page) => {
    const part = body.slice(page * size, (page + 1) * size);
    holder.replaceChildren(scrolling(caption, shown(caption, head, part, [], context, named)), ...pager(page, Math.ceil(body.length / size), turn));
  };
  turn(0);
  return holder;
}

function shown(caption, head, body, settings, context, named = -1) {
  const numeric = head.map((_, column) => body.length > 0 && body.every((row) => row[column]?.type === "raw_number"));
  const cell = (tag, scope) => (one, column) => {
    const isName = column === named && tag === "td";
    const attributes = { class: classOf(settings[column], numeric[column]), scope: isName ? "row" : scope, dir: "auto" };
    return h(isName ? "th" : tag, attributes, content(one, context));
  };
  return h("table", {},
    caption ? h("caption", { dir: "auto" }, caption) : null,
    h("thead", {}, h("tr", {}, head.map(cell("th", "col")))),
    h("tbody", {}, body.map((row) => h("tr", {}, row.map(cell("td", null))))));
}

function classOf(setting, isNumeric) {
  const given = isObject(setting) ? setting : {};
  const align = ALIGNED[given.align] ?? (isNumeric && !given.align ? "align-right" : "align-left");
  return given.is_wrapped ? `${align} wrapped` : align;
}

function content(cell, context) {
  return cell.type === "rich_text" ? renderRichText(cell.elements, context) : textOf(cell.text);
}

function scrolling(label, inner) {
  return h("div", { class: "table-scroll", tabindex: "0", role: "region", "aria-label": label }, inner);
}

function pager(page, pages, turn) {
  if (pages < 2) return [];
  const step = (label, to) => h("button", { type: "button", class: "button", disabled: to < 0 || to >= pages, onClick: () => turn(to) }, label);
  return [h("div", { class: "pager" }, step("Previous", page - 1), h("span", { role: "status" }, `Page ${page + 1} of ${pages}`), step("Next", page + 1))];
}
