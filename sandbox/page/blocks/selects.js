/** Selects: static, external, users, conversations and channels, for one or for several. */

import { chose, keep } from "./acting.js";
import { conversationChoice, conversations, everybody, matching, offered, optionChoice, personChoice, suggested } from "./choices.js";
import { combobox } from "./combobox.js";
import { isObject, wordsOf } from "./given.js";
import { remembered } from "./memory.js";
import { keepEntry } from "./values.js";

const EXTERNAL_WAIT_MS = 250;
const EXTERNAL_LEAST = 3;

const KINDS = {
  __proto__: null,
  static_select: { choice: optionChoice, search: (query, { element }) => matching(offered(element), query) },
  external_select: { choice: optionChoice, search: suggested, isExternal: true },
  users_select: { choice: personChoice, search: (query, { context }) => matching(everybody(context), query) },
  conversations_select: { choice: conversationChoice, search: (query, at) => matching(conversations(at.element, at.context), query) },
  channels_select: { choice: conversationChoice, search: (query, at) => matching(conversations(at.element, at.context), query) },
};

/** Whether the element is a select. @param {string} type */
export function isSelect(type) {
  return KINDS[String(type).replace(/^multi_/, "")] !== undefined;
}

/**
 * A select as a combobox.
 * @param {{block: object, element: object, context: object}} given
 * @returns {HTMLElement}
 */
export function select({ block, element, context }) {
  const at = { block, element, context };
  const multiple = element.type.startsWith("multi_");
  const kind = KINDS[element.type.replace(/^multi_/, "")];
  let settled = choicesIn(remembered(block, element, context), kind, context);
  const held = (chosen) => (multiple ? chosen.map((one) => one.held) : (chosen[0]?.held ?? null));
  const box = combobox({
    label: labelOf(block, element),
    placeholder: wordsOf(element.placeholder) || (multiple ? "Choose some" : "Choose one"),
    multiple,
    canBeEmpty: block.type === "input" && block.optional === true,
    most: element.max_selected_items,
    chosen: settled,
    search: (query) => kind.search(query, at),
    waits: kind.isExternal ? EXTERNAL_WAIT_MS : 0,
    least: kind.isExternal ? (element.min_query_length ?? EXTERNAL_LEAST) : 0,
    changed: (chosen) => keep(at, held(chosen)),
    settled: async (chosen) => {
      if (await chose(at, held(chosen))) settled = chosen;
      else {
        box.put(settled);
        keep(at, held(settled));
      }
    },
  });
  at.control = box.node;
  keepEntry(box.node, block, element, () => held(box.chosen()));
  return box.node;
}

function choicesIn(held, kind, context) {
  const fits = kind.choice === optionChoice ? isObject : (one) => typeof one === "string";
  return [held].flat().filter(fits).map((one) => kind.choice(one, context));
}

function labelOf(block, element) {
  return wordsOf(block.label) || wordsOf(element.placeholder) || wordsOf(block.text).slice(0, 80) || "Select";
}
