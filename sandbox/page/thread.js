/** The thread of a message, in the pane at the side. */

import { on } from "./bus.js";
import { createComposer } from "./composer.js";
import { get } from "./connection.js";
import { fill, h } from "./dom.js";
import { isOwn } from "./message.js";
import { createMessages } from "./messages.js";
import { complain } from "./overlays.js";
import { closePane, openPane } from "./pane.js";
import { createScroller } from "./scroller.js";
import { sendTyped } from "./sending.js";
import { session, titleOf } from "./session.js";

const view = { channel: "", ts: "", messages: [] };
let parts = null;

/** Let "thread" open one, and keep the open one up to date. */
export function allowThreads() {
  on("thread", openThread);
  on("message", ({ message, is_new: isNew }) => belongs(message) && take(message, isNew));
  on("gone", ({ channel, ts }) => channel === view.channel && leave(ts));
  on("reconnected", () => view.ts && load());
  on("pane-closed", (title) => title === "Thread" && Object.assign(view, { channel: "", ts: "", messages: [] }));
}

async function openThread({ channel, ts, focus = false, at = "" }) {
  parts ??= build();
  const isOther = view.channel !== channel || view.ts !== ts;
  Object.assign(view, { channel, ts }, isOther && { messages: [] });
  const conversation = session.conversations.get(channel);
  openPane({ title: "Thread", note: titleOf(conversation), content: [parts.scroller.element, h("div", { class: "foot" }, foot(conversation))] });
  draw();
  await load().catch(complain);
  if (at) point(at);
  if (focus) parts.composer.focus();
}

async function load() {
  const { channel, ts } = view;
  const { messages, thread_ts: threadTs } = await get("replies", { person: session.person.id, channel, ts });
  if (view.channel !== channel || view.ts !== ts) return;
  Object.assign(view, { ts: threadTs, messages });
  parts.composer.moveTo(`${channel} ${threadTs}`, "Reply");
  draw(true);
}

function build() {
  const messages = createMessages({ label: "Messages of the thread", inThread: true });
  const scroller = createScroller(messages.element);
  const broadcast = h("input", { type: "checkbox" });
  const send = async (text) => {
    await sendTyped(view.channel, text, { threadTs: view.ts, broadcast: broadcast.checked });
    broadcast.checked = false;
  };
  const composer = createComposer({ id: "thread-composer", hasCommands: false, onSend: send });
  const also = h("label", { class: "also" }, broadcast, "Also send to the channel");
  return { messages, scroller, composer, also };
}

function foot(conversation) {
  const canWrite = conversation?.is_member && !conversation.is_archived;
  if (!canWrite) return h("div", { class: "closed" }, "You cannot reply here: only members can.");
  parts.composer.moveTo(`${view.channel} ${view.ts}`, "Reply");
  return [parts.composer.element, parts.also];
}

function draw(toEnd = false) {
  parts.scroller.keeping(toEnd, () => parts.messages.show(view.messages));
  const count = view.messages.length - 1;
  fill(parts.scroller.element.querySelector(".scroll-start"), "");
  parts.messages.element.setAttribute("aria-label", count === 1 ? "Thread, 1 reply" : `Thread, ${Math.max(count, 0)} replies`);
}

function point(ts) {
  const article = parts.messages.find(ts);
  if (!article) return;
  parts.scroller.toMiddle(article);
  article.classList.add("pointed-at");
}

function belongs(message) {
  return message.channel === view.channel && (message.ts === view.ts || message.thread_ts === view.ts);
}

function take(message, isNew) {
  const others = view.messages.filter((one) => one.ts !== message.ts);
  view.messages = [...others, message].toSorted((a, b) => (a.ts < b.ts ? -1 : 1));
  draw(isNew && isOwn(message));
}

function leave(ts) {
  if (ts === view.ts) return closePane();
  if (view.messages.some((one) => one.ts === ts)) {
    view.messages = view.messages.filter((one) => one.ts !== ts);
    draw();
  }
  return undefined;
}
