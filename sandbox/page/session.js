/** Who is acting, and what they know of the workspace. */

import { get } from "./connection.js";
import { tell } from "./bus.js";

const UNKNOWN = "somebody unknown";

/** The one session of this page. `people` and `conversations` are maps by id. */
export const session = {
  workspace: null,
  person: null,
  people: new Map(),
  conversations: new Map(),
};

/** Load the workspace and everybody in it. */
export async function loadWorkspace() {
  const [workspace] = await Promise.all([get("workspace"), loadPeople()]);
  session.workspace = workspace;
}

/** Load everybody anew. */
export async function loadPeople() {
  const { people } = await get("people");
  session.people = new Map(people.map((one) => [one.id, one]));
  if (session.person) session.person = session.people.get(session.person.id) ?? session.person;
  tell("people");
}

/** Load the conversations of the person who acts. */
export async function loadConversations() {
  const { conversations } = await get("conversations", { person: session.person.id });
  session.conversations = new Map(conversations.map((one) => [one.id, one]));
  tell("conversations");
}

/** The name by which others see somebody. */
export function nameOf(userId) {
  const person = session.people.get(userId);
  return person ? shownName(person) : UNKNOWN;
}

/** The name by which others see `person`. */
export function shownName(person) {
  return person.profile?.display_name || person.profile?.real_name || person.real_name || person.name || person.id;
}

/** The whole name of somebody, where there is room for it. */
export function fullName(person) {
  return person.profile?.real_name || shownName(person);
}

/** Who can act and be written to: neither bot nor deactivated. */
export function isHuman(person) {
  return !person.is_bot && !person.deleted && person.id !== "USLACKBOT";
}

/** What a conversation is called: a channel's name without its sign, or the people in a direct message. */
export function conversationName(conversation) {
  if (!conversation) return "a private channel";
  if (isAppDm(conversation)) return session.workspace.app.name;
  if (conversation.kind === "im" || conversation.kind === "mpim") {
    return conversation.others.map(nameOf).join(", ") || `${nameOf(session.person.id)} (you)`;
  }
  return conversation.name;
}

/** A conversation's name as in a sentence: "#general", or the people in it. */
export function titleOf(conversation) {
  const isChannel = conversation?.kind === "channel" || conversation?.kind === "group";
  return isChannel ? `#${conversation.name}` : conversationName(conversation);
}

/** Whether this is the direct message with the app. */
export function isAppDm(conversation) {
  return conversation?.kind === "im" && conversation.others[0] === session.workspace.app.bot;
}

/** The direct message with `userId`, undefined before its first use. */
export function dmWith(userId) {
  return [...session.conversations.values()].find((one) => one.kind === "im" && one.others[0] === userId);
}

/** Where a message of the direct message with `userId` would be kept; opens it. @returns {Promise<string>} its id */
export async function openDm(userIds) {
  const { channel } = await get("history", { person: session.person.id, dm: userIds.join(","), limit: 1 });
  if (!session.conversations.has(channel)) await loadConversations();
  return channel;
}
