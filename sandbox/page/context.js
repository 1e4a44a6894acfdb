/** What rendered blocks know of the page around them, and what they can do there. */

import { post } from "./connection.js";
import { tell } from "./bus.js";
import { conversationName, isHuman, nameOf, session, shownName } from "./session.js";
import { currentRoute, go, permalinkTarget } from "./route.js";
import { workspaceNow } from "./times.js";

/**
 * The context of blocks on `surface`.
 * @param {"message"|"modal"|"home"} surface
 * @param {{channel?: string, ts?: string, view?: string}} container
 */
export function contextFor(surface, container) {
  return {
    surface,
    container,
    person: session.person,
    nameOf: (userId) => (session.people.has(userId) ? nameOf(userId) : ""),
    channelNameOf: (channelId) => channelName(channelId),
    people: () => [...session.people.values()].map((one) => ({ ...one, shown_name: shownName(one), is_human: isHuman(one) })),
    channels: () => [...session.conversations.values()].map((one) => ({ ...one, shown_name: conversationName(one) })),
    workspaceNow,
    act: (path, body) => post(path, { person: session.person.id, ...body }),
    optionsFor: (actionId, blockId, query) => suggestions(container, actionId, blockId, query),
    openChannel: (channelId) => go({ person: session.person.name, place: channelId }),
    openPerson: (userId) => tell("profile", userId),
    openPermalink,
    fileUrl: (fileId) => `/page/files/${encodeURIComponent(fileId)}?person=${encodeURIComponent(session.person.id)}`,
  };
}

/** Go to the message that an address of this workspace names; false for any other address. */
export function openPermalink(address) {
  const target = permalinkTarget(address, session.workspace.url);
  if (!target) return false;
  go({ person: session.person.name, ...target });
  return true;
}

/** The address of a message that can be given to others. */
export function permalinkOf(channelId, ts) {
  return new URL(`/archives/${channelId}/p${ts.replace(".", "")}`, location.href).href;
}

/** Everything about the person who acts that goes into a link to another place. */
export function here() {
  return { person: session.person.name, place: currentRoute().place };
}

function channelName(channelId) {
  const conversation = session.conversations.get(channelId);
  return conversation ? conversationName(conversation) : "";
}

async function suggestions(container, actionId, blockId, query) {
  const where = container.view ? { view: container.view } : { channel: container.channel, ts: container.ts };
  const asked = { person: session.person.id, action_id: actionId, block_id: blockId, query, ...where };
  const { options } = await post("options", asked);
  return options;
}
