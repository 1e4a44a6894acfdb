/** Completion in a message box: people after @, channels after #, emoji after a colon, commands after a slash. */

import { avatar } from "./avatar.js";
import { allCommands, wordsOfHint } from "./commands.js";
import { uniqueId } from "./blocks/given.js";
import { icon } from "./blocks/icons.js";
import { fill, h } from "./dom.js";
import { emojiNames, emojiOf } from "./emoji.js";
import { session, shownName } from "./session.js";

const MOST = 8;
const TOKEN = /(^|[\s(])([@#:])([\p{L}\p{N}_.'+-]*)$/u;
const BROADCASTS = [
  { name: "channel", detail: "everybody in this channel" },
  { name: "here", detail: "everybody who is here now" },
];

/**
 * Offer completions for a text area in a list above it.
 * @param {HTMLTextAreaElement} box
 * @param {() => {hasCommands: boolean}} where
 * @returns {{list: HTMLElement, isOpen: () => boolean, onKey: (event: KeyboardEvent) => boolean, close: () => void}}
 */
export function completionFor(box, where) {
  const list = h("div", { class: "completion", role: "listbox", id: uniqueId("completion"), "aria-label": "Suggestions", hidden: true });
  const state = { offers: [], at: 0, start: 0 };
  box.setAttribute("aria-controls", list.id);
  box.setAttribute("aria-autocomplete", "list");
  const close = () => show(box, list, state, { offers: [], start: 0 }, take);
  const take = (at) => {
    insert(box, state.start, state.offers[at].insert);
    look();
  };
  const look = () => show(box, list, state, offersFor(box, where()), take);
  box.addEventListener("input", look);
  box.addEventListener("blur", close);
  return { list, close, isOpen: () => state.offers.length > 0, onKey: (event) => useKey(event, box, list, state, take, close) };
}

function useKey(event, box, list, state, take, close) {
  if (!state.offers.length) return false;
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (step) select(box, list, state, (Math.max(state.at + step, -1) + state.offers.length) % state.offers.length);
  else if (event.key === "Tab" || (event.key === "Enter" && state.at >= 0 && !isComplete(box, state))) take(Math.max(state.at, 0));
  else if (event.key === "Escape") close();
  else return false;
  event.preventDefault();
  return true;
}

/** Whether Enter should send rather than complete: what is typed is already the whole of the offer. */
function isComplete(box, state) {
  return box.value.slice(state.start, box.selectionStart).trim() === state.offers[state.at].insert.trim();
}

function show(box, list, state, { offers, start }, take) {
  // What may follow but need not is only chosen with the arrow keys.
  Object.assign(state, { offers, start, at: offers[0]?.isOptional ? -1 : 0 });
  list.hidden = !offers.length;
  fill(list, offers.map((offer, at) => optionNode(offer, at, take)));
  if (state.at === 0 && offers.length) select(box, list, state, 0);
  else box.removeAttribute("aria-activedescendant");
}

function select(box, list, state, at) {
  state.at = at;
  [...list.children].forEach((option, index) => option.setAttribute("aria-selected", String(index === at)));
  list.children[at].scrollIntoView({ block: "nearest" });
  box.setAttribute("aria-activedescendant", list.children[at].id);
}

function optionNode({ picture, label, hint, detail }, at, take) {
  const choose = (event) => (event.preventDefault(), take(at));
  return h(
    "div",
    { class: "completion-option", role: "option", id: uniqueId("suggestion"), "aria-selected": "false", onPointerdown: choose },
    h("span", { class: "completion-picture", "aria-hidden": "true" }, picture()),
    h("span", { class: "completion-label" }, label),
    hint && h("span", { class: "completion-hint" }, hint),
    detail && h("span", { class: "completion-detail" }, detail),
  );
}

function insert(box, start, text) {
  const end = box.selectionStart;
  box.setRangeText(text, start, end, "end");
  box.dispatchEvent(new Event("input", { bubbles: true }));
}

function offersFor(box, { hasCommands }) {
  const before = box.value.slice(0, box.selectionStart);
  if (box.selectionStart !== box.selectionEnd) return { offers: [], start: 0 };
  if (before.startsWith("/") && hasCommands) {
    const found = commandOffers(before);
    if (found) return found;
  }
  const token = TOKEN.exec(before);
  if (!token) return { offers: [], start: 0 };
  const start = before.length - token[2].length - token[3].length;
  const find = { "@": peopleOffers, "#": channelOffers, ":": emojiOffers }[token[2]];
  return { offers: find(token[3].toLowerCase()).slice(0, MOST), start };
}

function commandOffers(before) {
  const [, name, word] = /^(\/\S*)(?:\s(\S*))?$/.exec(before) ?? [];
  if (name === undefined) return null;
  if (word === undefined) {
    const found = allCommands().filter((one) => one.command.startsWith(name.toLowerCase()));
    return { offers: found.map(commandOffer), start: 0 };
  }
  const words = wordsOfHint(allCommands().find((one) => one.command === name)?.usage_hint);
  const found = words.filter((one) => one.startsWith(word.toLowerCase()));
  if (!found.length) return null;
  return { offers: found.map((one) => ({ label: one, detail: "", insert: `${one} `, isOptional: !word, picture: () => icon("bolt") })), start: name.length + 1 };
}

function commandOffer({ command, description, usage_hint: hint, isApp }) {
  return {
    label: command,
    hint,
    detail: description,
    insert: `${command} `,
    picture: () => (isApp ? avatar(session.workspace.app.bot, { small: true }) : icon("bolt")),
  };
}

function peopleOffers(query) {
  const people = [...session.people.values()].filter((one) => !one.deleted && matches(query, one.name, shownName(one), one.profile?.real_name));
  const sorted = people.toSorted((a, b) => rank(query, a) - rank(query, b) || shownName(a).localeCompare(shownName(b)));
  const broadcasts = BROADCASTS.filter(({ name }) => query && name.startsWith(query)).map(broadcastOffer);
  return [...sorted.slice(0, MOST).map(personOffer), ...broadcasts];
}

function rank(query, person) {
  if (person.name.toLowerCase().startsWith(query)) return 0;
  return shownName(person).toLowerCase().startsWith(query) ? 1 : 2;
}

function personOffer(person) {
  const title = person.profile?.title || (person.is_bot ? "app" : "");
  return {
    label: shownName(person),
    detail: title ? `@${person.name} · ${title}` : `@${person.name}`,
    insert: `${/^\w(?:[\w.'-]*\w)?$/.test(person.name) ? `@${person.name}` : `<@${person.id}>`} `,
    picture: () => avatar(person.id, { small: true }),
  };
}

function broadcastOffer({ name, detail }) {
  return { label: `@${name}`, detail, insert: `@${name} `, picture: () => icon("people") };
}

function channelOffers(query) {
  const channels = [...session.conversations.values()].filter((one) => ["channel", "group"].includes(one.kind) && !one.is_archived);
  const found = channels.filter((one) => matches(query, one.name));
  const sorted = found.toSorted((a, b) => Number(b.is_member) - Number(a.is_member) || a.name.localeCompare(b.name));
  return sorted.map((one) => ({
    label: one.name,
    detail: one.is_member ? one.topic : "you are not in it",
    insert: `#${one.name} `,
    picture: () => icon(one.kind === "group" ? "lock" : "hash"),
  }));
}

function emojiOffers(query) {
  if (query.length < 2) return [];
  const starting = emojiNames().filter((name) => name.startsWith(query));
  const inside = emojiNames().filter((name) => name.includes(query) && !name.startsWith(query));
  return [...starting, ...inside].map((name) => ({ label: `:${name}:`, detail: "", insert: `:${name}: `, picture: () => emojiOf(name) }));
}

function matches(query, ...names) {
  return names.some((name) => name && (name.toLowerCase().startsWith(query) || name.toLowerCase().includes(` ${query}`) || (query.length > 1 && name.toLowerCase().includes(query))));
}
