/** What can be done with a message: a small toolbar that follows the pointer and the focus, its menu, and keys. */

import { tell } from "./bus.js";
import { permalinkOf } from "./context.js";
import { get, post } from "./connection.js";
import { fill, h } from "./dom.js";
import { icon } from "./blocks/icons.js";
import { isOwn, isSystem } from "./message.js";
import { ask, complain, notice, openMenu } from "./overlays.js";
import { openReactionPicker, react } from "./reactions.js";
import { messageShortcuts } from "./shortcuts.js";
import { session } from "./session.js";

const QUICK = ["+1", "eyes"];

/** Give the messages in `list` their toolbar. */
export function attachTools(list, { inThread }) {
  const bar = h("div", { class: "tools", role: "toolbar", "aria-label": "What to do with this message" });
  const follow = (event) => {
    const article = event.target.closest("article");
    if (article && bar.parentElement !== article && !bar.classList.contains("has-popover")) moveTo(bar, article, inThread);
  };
  list.addEventListener("pointerover", follow);
  list.addEventListener("focusin", follow);
  list.addEventListener("keydown", (event) => useKey(event, bar, inThread));
}

function moveTo(bar, article, inThread) {
  fill(bar, toolsFor(article.message, inThread));
  article.append(bar);
}

function toolsFor(message, inThread) {
  if (message.is_ephemeral) return [tool("close", "Dismiss", () => dismiss(message))];
  const isShort = isSystem(message);
  const more = tool("more", "More actions", () => openMore(more, message));
  return [
    !isShort && QUICK.map((name) => quick(message, name)),
    !isShort && picker(message),
    !inThread && !isShort && tool("thread", "Reply in thread", () => openThread(message), "reply"),
    more,
  ].flat();
}

function tool(name, label, onClick, kind = name) {
  return h("button", { type: "button", class: `icon-button tool-${kind}`, "aria-label": label, title: label, onClick }, icon(name));
}

function quick(message, name) {
  const label = `React with :${name}:`;
  const character = { "+1": "👍", eyes: "👀" }[name];
  return h("button", { type: "button", class: "icon-button quick", "aria-label": label, title: label, onClick: () => react(message, name) }, character);
}

function picker(message) {
  const button = tool("smile", "Add a reaction", () => openReactionPicker(button, message), "react");
  return button;
}

function openMore(anchor, message) {
  openMenu(anchor, entriesFor(message), "More actions");
}

function entriesFor(message) {
  const own = isOwn(message);
  const mayDelete = own || (session.person.is_admin && !isSystem(message));
  return [
    { label: "Copy link", icon: "link", onSelect: () => copyLink(message) },
    { label: "Mark unread from here", icon: "unread", hint: "U", onSelect: () => markUnread(message) },
    ...messageShortcuts(message),
    own && { label: "Edit message", icon: "pencil", hint: "E", onSelect: () => tell("edit", message) },
    mayDelete && { label: "Delete message", icon: "trash", danger: true, onSelect: () => remove(message) },
  ].filter(Boolean);
}

function openThread(message) {
  tell("thread", { channel: message.channel, ts: message.thread_ts ?? message.ts, focus: true });
}

async function copyLink(message) {
  const link = permalinkOf(message.channel, message.ts);
  try {
    await navigator.clipboard.writeText(link);
    notice("Link copied");
  } catch {
    notice(link);
  }
}

async function markUnread(message) {
  const where = { person: session.person.id, channel: message.channel };
  try {
    const { messages } = await get("history", { ...where, before: message.ts, limit: 1 });
    const ts = messages.at(-1)?.ts ?? `${Math.floor(Number(message.ts)) - 1}.000000`;
    await post("mark", { ...where, ts });
    tell("marked-unread", { channel: message.channel, ts });
  } catch (error) {
    complain(error);
  }
}

async function remove(message) {
  const text = "This cannot be undone. Apps that saw the message are told that it is gone.";
  if (!(await ask({ title: "Delete this message?", text, confirm: "Delete" }))) return;
  post("delete", { person: session.person.id, channel: message.channel, ts: message.ts }).catch(complain);
}

function dismiss(message) {
  post("delete", { person: session.person.id, channel: message.channel, ts: message.ts }).catch(complain);
}

function useKey(event, bar, inThread) {
  if (!event.target.matches("article") || event.ctrlKey || event.metaKey || event.altKey) return;
  const { message } = event.target;
  const acts = {
    r: () => bar.querySelector(".tool-react")?.click(),
    t: () => !inThread && !message.is_ephemeral && openThread(message),
    Enter: () => bar.querySelector("button")?.focus(),
    e: () => isOwn(message) && tell("edit", message),
    u: () => !message.is_ephemeral && markUnread(message),
    Delete: () => isOwn(message) && remove(message),
  };
  if (!acts[event.key]) return;
  event.preventDefault();
  acts[event.key]();
}
