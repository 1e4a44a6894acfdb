/** Radio buttons and checkboxes. */

import { h } from "../dom.js";
import { renderText } from "../mrkdwn.js";
import { chose, keep } from "./acting.js";
import { objectsOf, textOf, uniqueId, wordsOf } from "./given.js";
import { remembered } from "./memory.js";
import { keepEntry } from "./values.js";

/**
 * Radio buttons or checkboxes.
 * @param {{block: object, element: object, context: object}} given
 * @returns {HTMLElement}
 */
export function options({ block, element, context }) {
  const isRadio = element.type === "radio_buttons";
  const at = { block, element, context };
  const name = uniqueId("options");
  const chosen = new Set([remembered(block, element, context)].flat().map((option) => textOf(option?.value)));
  const rows = objectsOf(element.options).map((option) => ({ option, input: box(option, isRadio, name, chosen) }));
  const label = block.label ? null : wordsOf(block.text).slice(0, 120) || "Options";
  const control = h("div", { class: "options", role: isRadio ? "radiogroup" : "group", "aria-label": label }, rows.map((row) => shown(row, context)));
  at.control = control;
  const held = () => {
    const ticked = rows.filter(({ input }) => input.checked).map(({ option }) => option);
    return isRadio ? (ticked[0] ?? null) : ticked;
  };
  keepEntry(control, block, element, held);
  listen(at, rows, held);
  return control;
}

function listen(at, rows, held) {
  let before = rows.map(({ input }) => input.checked);
  at.control.addEventListener("change", async () => {
    const value = held();
    keep(at, value);
    if (await chose(at, value)) before = rows.map(({ input }) => input.checked);
    else {
      for (const [index, { input }] of rows.entries()) input.checked = before[index];
      keep(at, held());
    }
  });
}

function box(option, isRadio, name, chosen) {
  const value = textOf(option.value);
  return h("input", { type: isRadio ? "radio" : "checkbox", name, id: uniqueId("option"), "data-value": value, checked: chosen.has(value) });
}

function shown({ option, input }, context) {
  const description = wordsOf(option.description) ? h("span", { class: "option-description", dir: "auto" }, renderText(option.description, context)) : null;
  const words = h("span", { class: "option-label", dir: "auto" }, renderText(option.text, context));
  return h("label", { class: "option-row", for: input.id }, input, h("span", { class: "option-words" }, words, description));
}
