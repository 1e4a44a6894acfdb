/** Reactions below a message, and the picker that adds one. */

import { post } from "./connection.js";
import { h, fill } from "./dom.js";
import { emojiNames, emojiNode, emojiOf } from "./emoji.js";
import { icon } from "./blocks/icons.js";
import { complain, openPopover } from "./overlays.js";
import { nameOf, session } from "./session.js";

const USUAL = ["+1", "heart", "tada", "eyes", "white_check_mark", "raised_hands", "joy", "pray"];
const NAMED = 8;

/** The reactions of a message as toggles, with a button to add one; null when it has none. */
export function renderReactions(message) {
  if (!message.reactions?.length) return null;
  const toggles = message.reactions.map((reaction) => toggle(message, reaction));
  const add = h("button", { type: "button", class: "reaction add", "aria-label": "Add a reaction" }, icon("smile"), "+");
  add.addEventListener("click", () => openReactionPicker(add, message));
  return h("div", { class: "reactions", role: "group", "aria-label": "Reactions" }, toggles, add);
}

/** Let the person choose an emoji for a message. */
export function openReactionPicker(anchor, message) {
  openEmojiPicker(anchor, (name) => react(message, name));
}

/**
 * Let the person choose an emoji.
 * @param {HTMLElement} anchor
 * @param {(name: string) => void} onPick
 */
export function openEmojiPicker(anchor, onPick) {
  const search = h("input", { class: "field", type: "search", placeholder: "Find an emoji", "aria-label": "Find an emoji" });
  const grid = h("div", { class: "emoji-grid", role: "group", "aria-label": "Emoji" });
  const show = () => fill(grid, found(search.value).map((name) => choice(name, pick)));
  const pick = (name) => (close(), onPick(name));
  search.addEventListener("input", show);
  search.addEventListener("keydown", (event) => {
    if (event.key === "Enter") grid.querySelector("button")?.click();
    if (event.key === "ArrowDown") (event.preventDefault(), grid.querySelector("button")?.focus());
  });
  grid.addEventListener("keydown", (event) => moveInGrid(event, grid));
  show();
  const close = openPopover(anchor, h("div", { class: "emoji-picker" }, search, grid), { label: "Choose an emoji", above: true });
  search.focus();
}

/** Add a reaction, or take it back where the person has given it. */
export function react(message, name) {
  const own = message.reactions?.find((one) => one.name === name)?.users.includes(session.person.id);
  const where = { person: session.person.id, channel: message.channel, ts: message.ts, name };
  post(own ? "unreact" : "react", where).catch(complain);
}

function toggle(message, { name, users, count }) {
  const own = users.includes(session.person.id);
  const words = `${whoReacted(users)} reacted with :${name}:`;
  return h(
    "button",
    {
      type: "button",
      class: "reaction",
      "data-name": name,
      "aria-pressed": String(own),
      "aria-label": `:${name}: ${count}. ${words}`,
      title: words,
      onClick: () => react(message, name),
    },
    h("span", { "aria-hidden": "true" }, emojiNode(name)),
    h("span", { class: "count" }, count),
  );
}

function whoReacted(users) {
  const names = users.slice(0, NAMED).map((id) => (id === session.person.id ? "You" : nameOf(id)));
  if (users.length > NAMED) names.push(`${users.length - NAMED} others`);
  return names.length > 1 ? `${names.slice(0, -1).join(", ")} and ${names.at(-1)}` : names.join("");
}

function found(query) {
  const wanted = query.trim().toLowerCase().replaceAll(":", "");
  const names = wanted ? emojiNames().filter((name) => name.includes(wanted)) : [...USUAL, ...emojiNames()];
  const starting = (name) => (name.startsWith(wanted) ? 0 : 1);
  const sorted = wanted ? names.toSorted((a, b) => starting(a) - starting(b)) : names;
  const shown = new Map();
  for (const name of sorted) if (!shown.has(emojiOf(name))) shown.set(emojiOf(name), name);
  return [...shown.values()];
}

function choice(name, pick) {
  const button = { type: "button", class: "emoji-choice", "aria-label": name.replaceAll("_", " "), title: `:${name}:`, "data-name": name };
  return h("button", { ...button, onClick: () => pick(name) }, emojiOf(name));
}

function moveInGrid(event, grid) {
  const buttons = [...grid.children];
  const at = buttons.indexOf(document.activeElement);
  const width = buttons.findIndex((one) => one.offsetTop > buttons[0].offsetTop);
  const columns = width === -1 ? buttons.length : width;
  const to = { ArrowRight: at + 1, ArrowLeft: at - 1, ArrowDown: at + columns, ArrowUp: at - columns }[event.key];
  if (to === undefined || !buttons[to]) return;
  event.preventDefault();
  buttons[to].focus();
}
