/** What is new to the person: counts beside the conversations, and how far they have read. */

import { on, tell } from "./bus.js";
import { post } from "./connection.js";
import { isInChannel } from "./history.js";
import { isSystem } from "./message.js";
import { loadConversations, session } from "./session.js";

const marking = new Set();
let held = "";

/** Count what comes in. */
export function countUnread() {
  on("message", ({ message, is_new: isNew }) => isNew && count(message));
  on("marked-unread", async ({ channel }) => {
    held = channel;
    await loadConversations();
  });
}

/** The ts after which messages are new to the person as they come to a conversation, "" when none are. */
export function unreadAfter(channelId) {
  if (held !== channelId) held = "";
  const conversation = session.conversations.get(channelId);
  return conversation?.unread ? conversation.last_read : "";
}

/** The person has seen a conversation to its end. */
export function markRead(channelId) {
  const conversation = session.conversations.get(channelId);
  if (!conversation?.unread || marking.has(channelId) || held === channelId) return;
  Object.assign(conversation, { unread: 0, mentions: 0, last_read: conversation.latest });
  tell("unread");
  marking.add(channelId);
  post("mark", { person: session.person.id, channel: channelId })
    .catch(() => {})
    .finally(() => marking.delete(channelId));
}

/** How many conversations call for the person. */
export function mentionsInAll() {
  return [...session.conversations.values()].reduce((sum, one) => sum + callsIn(one), 0);
}

/** How often a conversation calls for the person: every message in a direct one, mentions elsewhere. */
export function callsIn(conversation) {
  const isDirect = conversation.kind === "im" || conversation.kind === "mpim";
  return isDirect ? conversation.unread : conversation.mentions;
}

function count(message) {
  const conversation = session.conversations.get(message.channel);
  if (!conversation) {
    loadConversations().catch(() => {});
    return;
  }
  if (!isInChannel(message) || message.is_ephemeral) return;
  if (message.ts > conversation.latest) conversation.latest = message.ts;
  if (message.user === session.person.id || isSystem(message) || !conversation.is_member) return;
  conversation.unread += 1;
  if (calls(message.text ?? "")) conversation.mentions += 1;
  tell("unread");
}

function calls(text) {
  return text.includes(`<@${session.person.id}>`) || text.includes(`<@${session.person.id}|`) || /<!(channel|here|everyone)/.test(text);
}
