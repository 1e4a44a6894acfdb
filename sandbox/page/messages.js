/** A list of messages with the days between them: built once, then brought up to date in place. */

import { h } from "./dom.js";
import { isSystem, renderMessage, updateMessage } from "./message.js";
import { attachTools } from "./message_tools.js";
import { dayKey, dayName, momentOf } from "./times.js";

const TOGETHER_S = 300;

/**
 * A list that shows what it is given; arrow keys move from message to message.
 * @param {{label: string, inThread?: boolean}} how
 */
export function createMessages({ label, inThread = false }) {
  const element = h("div", { class: "messages", role: "group", "aria-label": label });
  attachTools(element, { inThread });
  element.addEventListener("keydown", (event) => moveAmongMessages(event, element));
  return {
    element,
    /** Show `messages`, oldest first; `newFrom` is the ts of the first that is new to the reader. */
    show: (messages, newFrom = "") => reconcile(element, rowsOf(messages, newFrom, inThread)),
    /** The article of a message, null when it is not shown. */
    find: (ts) => element.querySelector(`article[data-ts="${CSS.escape(ts)}"]`),
  };
}

function rowsOf(messages, newFrom, inThread) {
  const rows = [];
  let before = null;
  let today = "";
  for (const message of messages) {
    const day = inThread ? today : dayKey(momentOf(message.ts));
    const isNewDay = day !== today;
    today = day;
    if (isNewDay) rows.push({ key: `day ${day}`, stamp: dayName(momentOf(message.ts)), build: dayRow });
    const isFirstNew = newFrom && message.ts === newFrom;
    if (isFirstNew) rows.push({ key: "new", stamp: "New", build: newRow });
    const isFirstReply = inThread && before === messages[0];
    if (isFirstReply) rows.push({ key: "replies", stamp: repliesName(messages.length - 1), build: dayRow });
    const compact = !isNewDay && !isFirstNew && !isFirstReply && belongTogether(before, message);
    rows.push({ key: message.ts, message, how: { compact, inThread } });
    before = message;
  }
  return rows;
}

function repliesName(count) {
  return count === 1 ? "1 reply" : `${count} replies`;
}

function belongTogether(before, message) {
  if (!before || before.user !== message.user || before.username !== message.username) return false;
  if (isSystem(before) || isSystem(message) || before.is_ephemeral !== message.is_ephemeral) return false;
  if (message.bot_id && message.blocks) return false;
  return Number(message.ts) - Number(before.ts) < TOGETHER_S && !message.root && !before.root;
}

function reconcile(container, rows) {
  const wanted = new Set(rows.map((row) => row.key));
  for (const child of [...container.children]) if (!wanted.has(child.dataset.key)) child.remove();
  const held = new Map([...container.children].map((child) => [child.dataset.key, child]));
  let next = container.firstElementChild;
  for (const row of rows) {
    const before = held.get(row.key);
    const element = upToDate(before, row);
    if (before && before === next) next = next.nextElementSibling;
    if (element !== before || element.nextElementSibling !== next) container.insertBefore(element, next);
    if (element !== before) before?.remove();
  }
  const last = container.lastElementChild;
  if (last && !container.querySelector('article[tabindex="0"]')) last.tabIndex = 0;
}

function upToDate(element, row) {
  if (row.message) {
    if (!element) return keyed(renderMessage(row.message, row.how), row.key);
    if (element.message !== row.message || element.compact !== row.how.compact) updateMessage(element, row.message, row.how);
    return element;
  }
  if (element?.dataset.stamp === row.stamp) return element;
  const built = keyed(row.build(row.stamp), row.key);
  built.dataset.stamp = row.stamp;
  return built;
}

function keyed(element, key) {
  element.dataset.key = key;
  return element;
}

function dayRow(name) {
  return h("div", { class: "day", role: "separator", "aria-label": name }, h("span", {}, name));
}

function newRow() {
  return h("div", { class: "new-line", role: "separator", "aria-label": "New messages" }, h("span", {}, "New"));
}

function moveAmongMessages(event, container) {
  if (!["ArrowUp", "ArrowDown", "Home", "End"].includes(event.key) || !event.target.matches("article")) return;
  const articles = [...container.querySelectorAll("article")];
  const at = articles.indexOf(event.target);
  const to = { ArrowUp: at - 1, ArrowDown: at + 1, Home: 0, End: articles.length - 1 }[event.key];
  if (!articles[to]) return;
  event.preventDefault();
  event.target.tabIndex = -1;
  articles[to].tabIndex = 0;
  articles[to].focus();
}
