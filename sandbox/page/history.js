/** The messages that the page holds, conversation by conversation: a stretch of each, kept up to date by the stream. */

import { get } from "./connection.js";
import { tell } from "./bus.js";
import { session } from "./session.js";

const PAGE = 60;
const stretches = new Map();
const loading = new Map();
let meanwhile = [];

/**
 * The stretch of a conversation that is held, undefined when none is.
 * `messages` are sorted by ts; `hasOlder` and `hasNewer` tell whether there is more on either side.
 */
export function stretchOf(channelId) {
  return stretches.get(channelId);
}

/** Load the newest messages, unless they are held. */
export function loadNewest(channelId) {
  const held = stretches.get(channelId);
  return held && !held.hasNewer ? Promise.resolve(held) : once(channelId, "newest", {});
}

/** Load the stretch around a message, unless it is held. */
export function loadAround(channelId, ts) {
  const held = stretches.get(channelId);
  if (held?.messages.some((message) => message.ts === ts)) return Promise.resolve(held);
  return once(channelId, "around", { around: ts });
}

/** Load what came before the stretch. */
export async function loadOlder(channelId) {
  const held = stretches.get(channelId);
  if (held?.hasOlder) await once(channelId, "older", { before: oldestTs(held) }, extendBack);
}

/** Load what came after the stretch. */
export async function loadNewer(channelId) {
  const held = stretches.get(channelId);
  if (held?.hasNewer) await once(channelId, "newer", { after: held.messages.at(-1).ts }, extendOn);
}

/** Forget everything, for instance after the stream was lost. */
export function forgetAll() {
  stretches.clear();
}

/** The message if it is held. */
export function heldMessage(channelId, ts) {
  return stretches.get(channelId)?.messages.find((message) => message.ts === ts);
}

/** Take in a message that came or changed, if it belongs to a stretch. */
export function put(message) {
  // A page on its way may be older than this message.
  if (loading.size) meanwhile.push(message);
  place(message);
}

function place(message) {
  const held = stretches.get(message.channel);
  if (!held || !isInChannel(message)) return;
  const at = held.messages.findIndex((one) => one.ts >= message.ts);
  if (at === -1) {
    if (!held.hasNewer) held.messages.push(message);
  } else if (held.messages[at].ts === message.ts) {
    held.messages[at] = message;
  } else if (at > 0 || !held.hasOlder) {
    held.messages.splice(at, 0, message);
  }
}

/** Take out a message that is gone. */
export function drop(channelId, ts) {
  const held = stretches.get(channelId);
  if (held) held.messages = held.messages.filter((message) => message.ts !== ts);
}

/** Whether the channel itself shows the message, not only a thread. */
export function isInChannel(message) {
  return !message.thread_ts || message.thread_ts === message.ts || message.subtype === "thread_broadcast";
}

function once(channelId, kind, query, take = replace) {
  const key = `${channelId} ${kind}`;
  if (!loading.has(key)) {
    loading.set(key, fetchPage(channelId, query, take).finally(() => finished(key)));
  }
  return loading.get(key);
}

function finished(key) {
  loading.delete(key);
  if (!loading.size) meanwhile = [];
}

async function fetchPage(channelId, query, take) {
  const page = await get("history", { person: session.person.id, channel: channelId, limit: PAGE, ...query });
  take(channelId, page);
  for (const message of [...meanwhile]) place(message);
  tell("history", channelId);
  return stretches.get(channelId);
}

function replace(channelId, page) {
  stretches.set(channelId, { messages: page.messages, hasOlder: page.has_older, hasNewer: page.has_newer });
}

function extendBack(channelId, page) {
  const held = stretches.get(channelId);
  held.messages = [...page.messages.filter((message) => message.ts < held.messages[0].ts), ...held.messages];
  held.hasOlder = page.has_older;
}

function extendOn(channelId, page) {
  const held = stretches.get(channelId);
  const last = held.messages.at(-1).ts;
  held.messages = [...held.messages, ...page.messages.filter((message) => message.ts > last)];
  held.hasNewer = page.has_newer;
}

function oldestTs(held) {
  return held.messages[0].ts;
}
