/** A searchable combobox for one choice or several: type to search, arrows and Enter to choose, Escape to close. */

import { h } from "../dom.js";
import { icon } from "./icons.js";
import { listbox } from "./listbox.js";

/** @typedef {import("./listbox.js").Choice} Choice */
/** @typedef {import("./listbox.js").Group} Group */

/**
 * @param {{
 *   label: string, placeholder: string, multiple: boolean, canBeEmpty: boolean, most?: number, chosen: Choice[],
 *   search: (query: string) => Group[]|Promise<Group[]>, waits?: number, least?: number,
 *   changed: (chosen: Choice[]) => void, settled: (chosen: Choice[]) => void,
 * }} wish `waits` are milliseconds before a search, `least` the characters it needs; `changed` is called at every change,
 *   `settled` once the choice is made
 * @returns {{node: HTMLElement, input: HTMLInputElement, chosen: () => Choice[], put: (chosen: Choice[]) => void}}
 */
export function combobox(wish) {
  const state = { wish, chosen: [...wish.chosen], before: keysOf(wish.chosen), asked: 0, timer: 0, isSearching: false };
  build(state);
  draw(state);
  return { node: state.node, input: state.input, chosen: () => state.chosen, put: (chosen) => put(state, chosen) };
}

function build(state) {
  const { wish } = state;
  state.list = listbox({
    label: wish.label,
    multiple: wish.multiple,
    isChosen: (choice) => state.chosen.some((one) => one.key === choice.key),
    pick: (choice) => pick(state, choice),
  });
  state.input = h("input", {
    type: "text", class: "combobox-input", role: "combobox", autocomplete: "off", spellcheck: "false", "aria-autocomplete": "list",
    "aria-expanded": "false", "aria-haspopup": "listbox", "aria-controls": state.list.id, "aria-label": wish.label,
    onInput: () => typed(state), onKeydown: (event) => key(event, state), onFocus: () => state.input.select(), onBlur: () => left(state),
  });
  state.chips = h("span", { class: "chips", role: "list", "aria-label": `Chosen: ${wish.label}`, hidden: true });
  state.status = h("span", { class: "unseen", role: "status" });
  state.clear = h("button", { type: "button", class: "combobox-clear", "aria-label": `Clear ${wish.label}`, hidden: true, onClick: (event) => clear(state, event) }, icon("close"));
  state.field = h("div", { class: "combobox-field field", onClick: () => opened(state) }, state.chips, state.input, state.clear, icon("chevron"));
  state.node = h("div", { class: wish.multiple ? "combobox several" : "combobox" }, state.field, state.list.node, state.status);
}

function draw(state) {
  const { wish, chosen, input } = state;
  const isFull = wish.multiple && chosen.length > 0;
  state.chips.hidden = !isFull;
  if (wish.multiple) state.chips.replaceChildren(...chosen.map((choice) => chip(state, choice)));
  else if (!state.isSearching) input.value = chosen[0]?.label ?? "";
  input.placeholder = isFull ? "" : wish.placeholder;
  state.clear.hidden = wish.multiple || !wish.canBeEmpty || !chosen.length;
}

function chip(state, choice) {
  const remove = (event) => {
    event.stopPropagation();
    unpick(state, choice);
    state.input.focus();
    if (!state.list.isOpen) settle(state);
  };
  return h("span", { class: "chip", role: "listitem" },
    choice.mark ? h("span", { class: "chip-mark", "aria-hidden": "true" }, choice.mark()) : null,
    h("span", { class: "chip-label", dir: "auto" }, choice.label),
    h("button", { type: "button", "aria-label": `Remove ${choice.label}`, onClick: remove }, icon("close")));
}

function opened(state) {
  state.input.focus();
  if (state.list.isOpen) return;
  state.list.open(state.field);
  state.input.setAttribute("aria-expanded", "true");
  find(state, "");
}

function closed(state) {
  clearTimeout(state.timer);
  state.asked += 1;
  state.list.close();
  state.isSearching = false;
  state.input.setAttribute("aria-expanded", "false");
  state.input.removeAttribute("aria-activedescendant");
  if (state.wish.multiple) state.input.value = "";
  state.status.textContent = "";
  draw(state);
  settle(state);
}

function settle(state) {
  const keys = keysOf(state.chosen);
  if (keys === state.before) return;
  state.before = keys;
  state.wish.settled(state.chosen);
}

function typed(state) {
  const query = state.input.value;
  state.isSearching = true;
  if (!state.list.isOpen) opened(state);
  find(state, query);
}

function find(state, query) {
  const { least = 0, waits = 0 } = state.wish;
  clearTimeout(state.timer);
  state.asked += 1;
  const asked = state.asked;
  if (query.length < least) {
    tell(state, `Type ${least === 1 ? "a character" : `${least} characters`} or more to search.`);
    return;
  }
  if (!waits) ask(state, query, asked);
  else {
    tell(state, "Searching …");
    state.timer = setTimeout(() => ask(state, query, asked), waits);
  }
}

async function ask(state, query, asked) {
  try {
    const answer = state.wish.search(query.trim());
    const groups = answer instanceof Promise ? await answer : answer;
    if (asked === state.asked) shown(state, groups);
  } catch (problem) {
    if (asked === state.asked) tell(state, problem.message ?? String(problem));
  }
}

function shown(state, groups) {
  state.list.show(groups);
  const { count } = state.list;
  state.status.textContent = count ? `${count} ${count === 1 ? "choice" : "choices"}` : "Nothing matches.";
  pointAtActive(state);
}

function tell(state, words) {
  state.list.say(words);
  state.status.textContent = words;
  pointAtActive(state);
}

function pointAtActive(state) {
  if (state.list.activeId) state.input.setAttribute("aria-activedescendant", state.list.activeId);
  else state.input.removeAttribute("aria-activedescendant");
}

function pick(state, choice) {
  if (!state.wish.multiple) {
    state.chosen = [choice];
    state.isSearching = false;
    state.wish.changed(state.chosen);
    closed(state);
    return;
  }
  if (state.chosen.some((one) => one.key === choice.key)) unpick(state, choice);
  else if (state.chosen.length >= (state.wish.most ?? Infinity)) {
    tell(state, `No more than ${state.wish.most} can be chosen here.`);
    return;
  } else change(state, [...state.chosen, choice]);
  state.input.value = "";
  const at = state.list.at;
  find(state, "");
  if (!state.wish.waits) state.list.move(Math.max(at, 0) % Math.max(state.list.count, 1));
  pointAtActive(state);
}

function unpick(state, choice) {
  change(state, state.chosen.filter((one) => one.key !== choice.key));
}

function clear(state, event) {
  event.stopPropagation();
  change(state, []);
  state.input.value = "";
  state.input.focus();
  if (!state.list.isOpen) settle(state);
}

function change(state, chosen) {
  state.chosen = chosen;
  draw(state);
  state.wish.changed(chosen);
}

function put(state, chosen) {
  state.chosen = [...chosen];
  state.before = keysOf(chosen);
  draw(state);
}

function left(state) {
  if (!state.list.isOpen) return;
  if (!state.wish.multiple && state.wish.canBeEmpty && state.isSearching && !state.input.value.trim()) change(state, []);
  closed(state);
}

function key(event, state) {
  const { list } = state;
  const handled = (KEYS[event.key] ?? (() => false))(state, list, event);
  if (!handled) return;
  event.preventDefault();
  event.stopPropagation();
}

const KEYS = {
  __proto__: null,
  ArrowDown: (state, list) => (list.isOpen ? moved(state, list.at + 1) : (opened(state), true)),
  ArrowUp: (state, list) => (list.isOpen ? moved(state, list.at - 1) : (opened(state), true)),
  PageDown: (state, list) => list.isOpen && moved(state, Math.min(list.at + 8, list.count - 1)),
  PageUp: (state, list) => list.isOpen && moved(state, Math.max(list.at - 8, 0)),
  Enter: (state, list) => (list.isOpen ? (list.active && pick(state, list.active), true) : (opened(state), true)),
  Escape: (state, list) => list.isOpen && (closed(state), true),
  Backspace: (state) => {
    if (!state.wish.multiple || state.input.value || !state.chosen.length) return false;
    unpick(state, state.chosen.at(-1));
    if (!state.list.isOpen) settle(state);
    return true;
  },
};

function moved(state, to) {
  state.list.move(to);
  pointAtActive(state);
  return true;
}

function keysOf(chosen) {
  return JSON.stringify(chosen.map((choice) => choice.key));
}
