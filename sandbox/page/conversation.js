/** The conversation in the middle: its head, its messages, and the box below them. */

import { on, tell } from "./bus.js";
import { post } from "./connection.js";
import { createComposer } from "./composer.js";
import { headOf } from "./conversation_head.js";
import { fill, h } from "./dom.js";
import { icon } from "./blocks/icons.js";
import { drop, heldMessage, isInChannel, loadAround, loadNewer, loadNewest, loadOlder, put, stretchOf } from "./history.js";
import { isOwn } from "./message.js";
import { createMessages } from "./messages.js";
import { complain, speak } from "./overlays.js";
import { createScroller } from "./scroller.js";
import { sendTyped } from "./sending.js";
import { conversationName, isAppDm, session, titleOf } from "./session.js";
import { globalShortcutsButton } from "./shortcuts.js";
import { commandButtons } from "./tips.js";
import { markRead, unreadAfter } from "./unread.js";

const IN_SIGHT = 18;
const view = { id: "", newAfter: "" };
let parts = null;

/** The id of the conversation that is shown, "" for none. */
export function shownConversation() {
  return view.id;
}

/** Be ready to write, where that does not push a keyboard over the screen. */
export function readyToWrite() {
  if (matchMedia("(hover: hover)").matches && !document.querySelector("dialog[open]")) parts.composer.focus();
}

/** Build the parts once; `showConversation` fills them. */
export function buildConversation() {
  const messages = createMessages({ label: "Messages" });
  const scroller = createScroller(messages.element, { onTop: () => moreAbove(), onBottom: () => moreBelow() });
  const composer = createComposer({
    id: "composer",
    hasCommands: true,
    onSend: (text) => sendTyped(view.id, text),
    more: [globalShortcutsButton()],
    onUp: editLast,
  });
  const jump = h("button", { type: "button", class: "button jump", hidden: true, onClick: toNewest }, icon("down_arrow"), "Newest messages");
  parts = { head: h("header", { class: "conversation-head" }), messages, scroller, composer, jump, foot: h("div", { class: "foot" }) };
  scroller.onMove(() => (showJump(), read()));
  listenForNews();
  return h("section", { class: "conversation", "aria-label": "Conversation" }, parts.head, scroller.element, h("div", { class: "jump-place" }, jump), parts.foot);
}

/** Show a conversation, at message `ts` or at its end. */
export async function showConversation(id, ts = "") {
  const isOther = id !== view.id;
  if (isOther) Object.assign(view, { id, newAfter: unreadAfter(id) });
  if (!session.conversations.has(id)) return drawNothing();
  const held = stretchOf(id);
  if (isOther && held && !held.hasNewer && !ts) drawEnd();
  else if (isOther) drawFrame();
  try {
    await (ts ? loadAround(id, ts) : loadNewest(id));
  } catch (error) {
    return complain(error);
  }
  if (view.id !== id) return undefined;
  if (ts) return drawAt(ts);
  if (!held || held.hasNewer) drawEnd();
  return read();
}

/** Show the head and the box anew, for instance after a topic changed. */
function drawFrame() {
  const conversation = session.conversations.get(view.id);
  fill(parts.head, headOf(conversation));
  parts.messages.element.setAttribute("aria-label", `Messages in ${titleOf(conversation)}`);
  drawFoot(conversation);
  const held = stretchOf(view.id);
  if (!held) parts.messages.show([]);
}

function draw({ toEnd = false } = {}) {
  const held = stretchOf(view.id);
  if (!held) return;
  parts.scroller.keeping(toEnd, () => {
    parts.scroller.showStart(held.hasOlder ? null : startOf(session.conversations.get(view.id)));
    parts.messages.show(held.messages, firstNew(held.messages));
  });
  showJump();
}

/** Show the end of a conversation: at first what is in sight, and what lies above once that is painted. */
function drawEnd() {
  drawFrame();
  const held = stretchOf(view.id);
  if (!held) return;
  const { id } = view;
  parts.scroller.keeping(true, () => parts.messages.show(held.messages.slice(-IN_SIGHT), firstNew(held.messages)));
  requestAnimationFrame(() => setTimeout(() => view.id === id && draw(), 0));
}

function firstNew(messages) {
  const isNew = (message) => message.ts > view.newAfter && message.user !== session.person.id;
  return view.newAfter ? messages.find(isNew)?.ts : "";
}

function drawNothing() {
  drawFrame();
  parts.messages.show([]);
  parts.scroller.showStart(h("p", { class: "trouble" }, "Nothing to see here: the conversation is gone, private, or never was."));
}

function drawAt(ts) {
  drawFrame();
  draw();
  const article = parts.messages.find(ts);
  if (!article) return;
  parts.scroller.toMiddle(article);
  article.classList.remove("pointed-at");
  requestAnimationFrame(() => article.classList.add("pointed-at"));
  article.focus({ preventScroll: true });
}

function drawFoot(conversation) {
  const words = whyClosed(conversation);
  if (words) {
    fill(parts.foot, h("div", { class: "closed" }, h("span", {}, words), conversation?.kind === "channel" && !conversation.is_archived && !conversation.is_member && joinButton(conversation)));
    return;
  }
  if (parts.composer.element.parentElement !== parts.foot) fill(parts.foot, parts.composer.element);
  parts.composer.moveTo(view.id, `Message ${titleOf(conversation)}`);
}

function whyClosed(conversation) {
  if (!conversation) return "This conversation is not there, or not for you.";
  if (conversation.is_archived) return `#${conversation.name} is archived. It can be read but not written to.`;
  if (!conversation.is_member) return `You are looking into #${conversation.name}.`;
  const { app } = session.workspace;
  return isAppDm(conversation) && app.messages_tab_read_only ? `${app.name} takes no messages; it only sends them.` : "";
}

function joinButton(conversation) {
  const join = () => post("join", { person: session.person.id, channel: conversation.id }).catch(complain);
  return h("button", { type: "button", class: "button primary", onClick: join }, "Join channel");
}

function startOf(conversation) {
  if (!conversation) return null;
  if (isAppDm(conversation)) return appStart();
  const isDm = conversation.kind === "im" || conversation.kind === "mpim";
  const words = isDm
    ? `This is the beginning of what you and ${conversationName(conversation)} write to each other.`
    : conversation.purpose || `This is the beginning of #${conversation.name}.`;
  return h("div", { class: "start" }, h("h2", {}, titleOf(conversation)), h("p", {}, words));
}

function appStart() {
  const { name } = session.workspace.app;
  const words = `What ${name} has for you alone comes here. Ask it for something with a command:`;
  return h("div", { class: "start" }, h("h2", {}, name), h("p", {}, words), commandButtons());
}

async function moreAbove() {
  const { id } = view;
  await loadOlder(id).catch(complain);
  if (view.id === id) draw();
}

async function moreBelow() {
  const { id } = view;
  if (!stretchOf(id)?.hasNewer) return;
  await loadNewer(id).catch(complain);
  if (view.id === id) draw();
}

async function toNewest() {
  await loadNewest(view.id).catch(complain);
  drawEnd();
  parts.scroller.toEnd();
  read();
}

function showJump() {
  const isAway = Boolean(stretchOf(view.id)?.hasNewer) || !parts.scroller.isAtEnd();
  parts.jump.hidden = !isAway;
}

function read() {
  const held = stretchOf(view.id);
  if (held && !held.hasNewer && parts.scroller.isAtEnd() && document.visibilityState === "visible") markRead(view.id);
}

function listenForNews() {
  on("message", ({ message, is_new: isNew }) => {
    put(message);
    if (message.channel !== view.id || !isInChannel(message)) return;
    draw({});
    if (isNew) arrived(message);
  });
  on("gone", ({ channel, ts }) => {
    drop(channel, ts);
    if (channel === view.id) draw({});
  });
  on("conversations", () => view.id && (stretchOf(view.id) ? drawFrame() : showConversation(view.id)));
  on("type", (text) => view.id && parts.composer.type(text));
  on("minute", () => view.id && draw({}));
  on("marked-unread", ({ channel, ts }) => channel === view.id && ((view.newAfter = ts), draw({})));
  document.addEventListener("visibilitychange", () => view.id && read());
}

function arrived(message) {
  if (isOwn(message)) {
    view.newAfter = "";
    draw({});
    parts.scroller.toEnd();
    return;
  }
  const article = parts.messages.find(message.ts);
  if (article) speak(`${article.getAttribute("aria-label")}: ${article.querySelector(".body")?.textContent.slice(0, 240) ?? ""}`);
  if (document.visibilityState !== "visible" && !view.newAfter) {
    view.newAfter = session.conversations.get(view.id)?.last_read ?? "";
    draw({});
  }
  read();
}

function editLast() {
  const own = stretchOf(view.id)?.messages.findLast((message) => isOwn(message) && !message.is_ephemeral);
  if (own) tell("edit", heldMessage(view.id, own.ts));
}
