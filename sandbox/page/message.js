/** One message: who, when, what, the reactions and the way to its thread. */

import { avatar } from "./avatar.js";
import { tell } from "./bus.js";
import { contextFor, permalinkOf } from "./context.js";
import { h } from "./dom.js";
import { icon } from "./blocks/icons.js";
import { renderBlocks } from "./blocks/index.js";
import { renderFiles } from "./files.js";
import { renderMrkdwn } from "./mrkdwn.js";
import { renderReactions } from "./reactions.js";
import { nameOf, session } from "./session.js";
import { ago, clockTime, fullTime, momentOf } from "./times.js";

const SYSTEM = /^(channel_|group_|tombstone|pinned_item|bot_add|bot_remove|reminder_)/;

/**
 * A message as an article.
 * @param {object} message in Slack's shape, with its channel
 * @param {{compact?: boolean, inThread?: boolean}} how `compact`: by the same author as the one before
 */
export function renderMessage(message, how) {
  const article = h("article", { "data-ts": message.ts, tabIndex: -1 });
  article.append(gutter(message, how), h("div", { class: "content" }));
  article.parts = new Map();
  updateMessage(article, message, how);
  return article;
}

/** Bring an article up to date; what did not change stays, with whatever is entered in it. */
export function updateMessage(article, message, how) {
  article.message = message;
  article.className = classesOf(message, how);
  article.setAttribute("aria-label", `${authorOf(message)}, ${clockTime(momentOf(message.ts))}`);
  if (article.compact !== Boolean(how.compact)) article.replaceChild(gutter(message, how), article.firstElementChild);
  article.compact = Boolean(how.compact);
  const parts = [
    ["byline", how.compact || isSystem(message) ? "" : [message.user, message.ts, message.username], () => byline(message)],
    ["body", [message.text, message.blocks, message.attachments, message.files, message.edited], () => body(message)],
    ["reactions", message.reactions ?? "", () => renderReactions(message)],
    ["replies", how.inThread ? "" : [message.reply_count, message.latest_reply, message.root?.ts], () => replies(message)],
  ];
  for (const [name, content, build] of parts) updatePart(article, name, content && JSON.stringify(content), build);
}

/** Who wrote a message. */
function authorOf(message) {
  return message.username || (message.user ? nameOf(message.user) : message.bot_profile?.name || "An app");
}

/** Whether it is a note of the workspace itself, such as somebody's joining. */
export function isSystem(message) {
  return SYSTEM.test(message.subtype ?? "");
}

/** Whether the person who acts wrote it. */
export function isOwn(message) {
  return message.user === session.person.id && !isSystem(message);
}

function updatePart(article, name, stamp, build) {
  const part = article.parts.get(name);
  if (part && part.stamp === stamp) return;
  const element = stamp ? build() : null;
  part?.element?.remove();
  article.parts.set(name, { stamp, element });
  if (!element) return;
  const before = ["byline", "body", "reactions", "replies"].slice(0, ["byline", "body", "reactions", "replies"].indexOf(name));
  const previous = before.map((each) => article.parts.get(each)?.element).filter(Boolean).at(-1);
  if (previous) previous.after(element);
  else article.querySelector(":scope > .content").prepend(element);
}

function classesOf(message, { compact }) {
  const kinds = { compact, system: isSystem(message), private: message.is_ephemeral, own: isOwn(message) };
  return ["message", ...Object.keys(kinds).filter((kind) => kinds[kind])].join(" ");
}

function gutter(message, { compact }) {
  const time = h("span", { class: "gutter-time", "aria-hidden": "true" }, clockTime(momentOf(message.ts)));
  return h("div", { class: "gutter" }, compact || isSystem(message) ? time : avatar(message.user));
}

function byline(message) {
  const person = session.people.get(message.user);
  const isApp = person?.is_bot || message.subtype === "bot_message" || message.bot_id;
  const open = () => person && tell("profile", message.user);
  return h(
    "div",
    { class: "byline" },
    h("button", { type: "button", class: "author", onClick: open }, authorOf(message)),
    isApp && h("span", { class: "badge" }, "App"),
    timeLink(message),
  );
}

function timeLink(message) {
  const moment = momentOf(message.ts);
  const time = h("time", { datetime: moment.toISOString(), title: fullTime(moment) }, clockTime(moment));
  if (message.is_ephemeral) return time;
  const follow = (event) => (event.preventDefault(), tell("goto", { channel: message.channel, ts: message.ts }));
  return h("a", { class: "when", href: permalinkOf(message.channel, message.ts), onClick: follow }, time);
}

function body(message) {
  const context = contextFor("message", { channel: message.channel, ts: message.ts });
  return h("div", { class: "body" }, privacy(message), words(message, context), attached(message, context), filesOf(message, context));
}

function words(message, context) {
  // What a person typed is shown from its text, in which their *stars* and `ticks` still mean something.
  const isTyped = message.blocks?.length === 1 && message.blocks[0].block_id === "typed";
  if (message.blocks?.length && !isTyped) return renderBlocks(message.blocks, context);
  return message.text ? h("div", { class: "text" }, renderMrkdwn(message.text, context), editedMark(message)) : null;
}

function editedMark(message) {
  return message.edited && !message.bot_id ? h("span", { class: "edited", title: editedTitle(message) }, " (edited)") : null;
}

function attached(message, context) {
  return (message.attachments ?? []).map((one) => {
    const blocks = one.blocks?.length ? renderBlocks(one.blocks, context) : renderMrkdwn(one.text || one.fallback || "", context);
    const title = one.title && h("div", { class: "attachment-title" }, one.title);
    return h("div", { class: "attachment" }, title, blocks);
  });
}

function filesOf(message, context) {
  return message.files?.length ? renderFiles(message.files, context) : null;
}

function privacy(message) {
  return message.is_ephemeral ? h("div", { class: "only-you" }, icon("lock"), "Only visible to you") : null;
}

function replies(message) {
  if (message.root) return h("div", { class: "replied-to" }, "also sent to the channel, from a thread");
  if (!message.reply_count) return null;
  const open = () => tell("thread", { channel: message.channel, ts: message.ts });
  const label = message.reply_count === 1 ? "1 reply" : `${message.reply_count} replies`;
  const last = ago(momentOf(message.latest_reply));
  return h(
    "button",
    { type: "button", class: "thread-link", onClick: open, "aria-label": `${label}, last one ${last}. Open the thread` },
    h("span", { class: "faces" }, (message.reply_users ?? []).map((id) => avatar(id, { small: true }))),
    h("b", {}, label),
    h("span", { class: "last" }, last),
  );
}

function editedTitle(message) {
  return message.edited.ts ? `Edited ${fullTime(momentOf(message.edited.ts))}` : "Edited";
}
