/** What people have entered outlives a change of the message or view it stands in, as long as block and element keep their ids. */

import { isObject, objectsOf } from "./given.js";
import { heldIn, initially } from "./values.js";

const LISTED = new Set(["static_select", "multi_static_select", "radio_buttons", "checkboxes"]);
const entered = new Map();

/**
 * What an element holds when it is drawn: what was entered here before, what the workspace knows, or its initial value.
 * @param {object} block
 * @param {object} element
 * @param {object} context `context.values` are state.values of its view
 * @returns {any}
 */
export function remembered(block, element, context) {
  const here = entered.get(placeKey(context))?.[block.block_id]?.[element.action_id];
  const known = context.values?.[block.block_id]?.[element.action_id];
  for (const state of [here, known]) {
    if (isObject(state) && state.type === element.type && isStillOffered(element, heldIn(state))) return heldIn(state);
  }
  return initially(element);
}

function isStillOffered(element, held) {
  if (!LISTED.has(element.type)) return true;
  const groups = [element, ...objectsOf(element.option_groups)];
  const values = new Set(groups.flatMap((group) => objectsOf(group.options)).map((option) => option.value));
  return [held ?? []].flat().every((option) => values.has(option?.value));
}

/** Keeps what was entered. @param {object} state the entry */
export function remember(block, element, context, state) {
  const key = placeKey(context);
  if (!entered.has(key)) entered.set(key, Object.create(null));
  (entered.get(key)[block.block_id] ??= Object.create(null))[element.action_id] = state;
}

/** Forgets what was entered at a place, once it is closed or sent. @param {object} context */
export function forget(context) {
  entered.delete(placeKey(context));
}

/** Where an element stands, as the control interface names it. @param {object} context */
export function placeOf(context) {
  const { channel, ts, view } = context.container ?? {};
  return view ? { view: isObject(view) ? view.id : view } : { channel, ts };
}

function placeKey(context) {
  const { channel, ts, view } = placeOf(context);
  return [context.person?.id, view ?? `${channel}/${ts}`].join(" ");
}
