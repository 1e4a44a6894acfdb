/** The list below a combobox: groups of choices, one of them active. */

import { h } from "../dom.js";
import { float } from "./floating.js";
import { icon } from "./icons.js";
import { uniqueId } from "./given.js";

const MOST = 100;

/**
 * @typedef {{key: string, label: string, description?: string, mark?: () => Node, held: any}} Choice what can be chosen;
 *   `held` is what the element then holds
 * @typedef {{label: string, choices: Choice[]}} Group `label` is empty for choices that stand alone
 */

/**
 * @param {{label: string, multiple: boolean, isChosen: (choice: Choice) => boolean, pick: (choice: Choice) => void}} wish
 */
export function listbox(wish) {
  const id = uniqueId("list");
  const several = wish.multiple ? "true" : null;
  const node = h("div", { id, class: "listbox", role: "listbox", popover: "manual", "aria-label": wish.label, "aria-multiselectable": several });
  // The field keeps the focus while the list is clicked.
  node.addEventListener("pointerdown", (event) => event.preventDefault());
  node.addEventListener("mousedown", (event) => event.preventDefault());
  const state = { ...wish, node, options: [], active: -1, hide: null };
  return {
    node,
    id,
    get isOpen() {
      return state.hide !== null;
    },
    open: (anchor) => (state.hide ??= float(node, anchor, { fitWidth: true })),
    close: () => close(state),
    show: (groups) => show(state, groups),
    say: (words) => say(state, words),
    move: (to) => activate(state, to),
    /** The id of the active option, "" for none. */
    get activeId() {
      return state.options[state.active]?.node.id ?? "";
    },
    get active() {
      return state.options[state.active]?.choice ?? null;
    },
    get count() {
      return state.options.length;
    },
    get at() {
      return state.active;
    },
  };
}

function close(state) {
  state.hide?.();
  state.hide = null;
  state.active = -1;
}

function say(state, words) {
  state.options = [];
  state.active = -1;
  state.node.replaceChildren(h("p", { class: "listbox-note" }, words));
}

function show(state, groups) {
  state.options = [];
  state.active = -1;
  const total = groups.reduce((sum, group) => sum + group.choices.length, 0);
  if (!total) return say(state, "Nothing matches.");
  state.node.replaceChildren(...groups.filter((group) => group.choices.length).map((group) => groupNode(state, group)));
  if (total > MOST) state.node.append(h("p", { class: "listbox-note" }, `And ${total - MOST} more: type to narrow them down.`));
  // Of several, the next to choose is one that is not chosen yet; of one, it is the one that is.
  const likely = state.options.findIndex(({ choice }) => state.isChosen(choice) !== state.multiple);
  activate(state, Math.max(likely, 0));
  return undefined;
}

function groupNode(state, group) {
  const room = Math.max(0, MOST - state.options.length);
  const rows = group.choices.slice(0, room).map((choice) => optionNode(state, choice));
  if (!group.label) return h("div", { role: "presentation" }, rows);
  const id = uniqueId("group");
  return h("div", { role: "group", "aria-labelledby": id }, h("div", { id, class: "group-label", role: "presentation", dir: "auto" }, group.label), rows);
}

function optionNode(state, choice) {
  const node = h("div",
    { id: uniqueId("option"), class: "option", role: "option", "aria-selected": String(state.isChosen(choice)), "data-key": choice.key },
    choice.mark ? h("span", { class: "option-mark", "aria-hidden": "true" }, choice.mark()) : null,
    h("span", { class: "option-words" },
      h("span", { class: "option-label", dir: "auto" }, choice.label),
      choice.description ? h("span", { class: "option-description", dir: "auto" }, choice.description) : null),
    h("span", { class: "option-check" }, icon("check")));
  node.addEventListener("click", () => state.pick(choice));
  state.options.push({ node, choice });
  return node;
}

function activate(state, to) {
  if (!state.options.length) return;
  state.options[state.active]?.node.classList.remove("active");
  state.active = (to + state.options.length) % state.options.length;
  const { node } = state.options[state.active];
  node.classList.add("active");
  node.scrollIntoView({ block: "nearest" });
}
