/** What is entered in the elements on the page: Slack's state.values, and the plain values that the control interface takes. */

import { isObject, listOf } from "./given.js";

/** Element type -> the key of its entry. Elements that keep nothing, such as buttons, are missing. */
const STATE_KEYS = {
  __proto__: null,
  plain_text_input: "value",
  email_text_input: "value",
  url_text_input: "value",
  number_input: "value",
  rich_text_input: "rich_text_value",
  static_select: "selected_option",
  external_select: "selected_option",
  radio_buttons: "selected_option",
  users_select: "selected_user",
  conversations_select: "selected_conversation",
  channels_select: "selected_channel",
  datepicker: "selected_date",
  timepicker: "selected_time",
  datetimepicker: "selected_date_time",
  multi_static_select: "selected_options",
  multi_external_select: "selected_options",
  checkboxes: "selected_options",
  multi_users_select: "selected_users",
  multi_conversations_select: "selected_conversations",
  multi_channels_select: "selected_channels",
  file_input: "files",
};

const controls = new WeakMap();

/**
 * Makes what a control holds known to `valuesOf`.
 * @param {HTMLElement} control the node of the element, which gets data-action-id
 * @param {object} block
 * @param {object} element
 * @param {() => any} held what it holds: null for nothing, a list for several
 */
export function keepEntry(control, block, element, held) {
  controls.set(control, { blockId: block.block_id, actionId: element.action_id, read: () => entry(element, held()) });
}

/**
 * Slack's state.values of all elements below a node.
 * @param {ParentNode} root
 * @returns {Record<string, Record<string, object>>}
 */
export function valuesOf(root) {
  // Ids come from the app: without a prototype even "__proto__" is a name like any other.
  const values = Object.create(null);
  for (const control of root.querySelectorAll("[data-action-id]")) {
    const kept = controls.get(control);
    if (kept) (values[kept.blockId] ??= Object.create(null))[kept.actionId] = kept.read();
  }
  return values;
}

/** The entry of an element that holds `value`. @param {object} element @param {any} value */
export function entry(element, value) {
  const key = STATE_KEYS[element.type];
  return { type: element.type, [key]: key.endsWith("s") ? listOf(value) : (value ?? null) };
}

/** What an entry holds, null for nothing. @param {any} state */
export function heldIn(state) {
  return isObject(state) ? (state[STATE_KEYS[state.type]] ?? null) : null;
}

/** What an element holds before anybody touched it. @param {object} element */
export function initially(element) {
  const key = STATE_KEYS[element.type];
  return element[key.endsWith("value") ? "initial_value" : key.replace("selected", "initial")] ?? null;
}

/** The entries as the control interface takes them: an option by its value, a file by its id. */
export function plainValues(values) {
  const inBlock = (states) => Object.fromEntries(Object.entries(states).map(([id, state]) => [id, plainValue(heldIn(state))]));
  return Object.fromEntries(Object.entries(values).map(([id, states]) => [id, inBlock(states)]));
}

/** One held value as the control interface takes it. @param {any} held */
export function plainValue(held) {
  if (Array.isArray(held)) return held.map(plainValue);
  if (!isObject(held) || held.type === "rich_text") return held;
  return held.value ?? held.id ?? null;
}
