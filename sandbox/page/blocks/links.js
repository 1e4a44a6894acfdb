/** Links and mentions: what leads somewhere when it is clicked. */

import { h, safeUrl } from "../dom.js";
import { icon } from "./icons.js";

/**
 * A link, opened in the workspace when it is one of its permalinks and in a new tab otherwise. An address that is neither
 * web nor mail is not followed: its label stands there as text.
 * @param {string} url
 * @param {(Node|string)[]} label
 * @param {object} context
 * @returns {HTMLElement}
 */
export function linkTo(url, label, context) {
  const href = safeUrl(url);
  if (!href) return h("span", { class: "no-link", title: "This address is not opened: it is neither web nor mail." }, label);
  const follow = (event) => {
    if (isPlainClick(event) && context.openPermalink?.(href)) event.preventDefault();
  };
  return h("a", { href, target: "_blank", rel: "noopener noreferrer", title: href, onClick: follow }, label);
}

/** Opens an address that a click on a button asks for. @param {string} url @param {object} context */
export function follow(url, context) {
  const href = safeUrl(url);
  if (href && !context.openPermalink?.(href)) window.open(href, "_blank", "noopener,noreferrer");
}

/** A mention of somebody, which opens their profile. @param {string} userId @param {object} context @param {string} [label] */
export function personMention(userId, context, label) {
  const name = context.nameOf?.(userId) || label || userId;
  const mine = userId === context.person?.id ? " me" : "";
  const open = () => context.openPerson?.(userId);
  return inlineButton({ class: `mention${mine}`, "data-user-id": userId }, open, `@${name}`);
}

/** A mention of a channel, which opens it; one the reader cannot see is only said to be private. */
export function channelMention(channelId, context, label) {
  const name = context.channelNameOf?.(channelId) || label;
  if (!name || name === channelId) {
    return h("span", { class: "mention closed", "data-channel-id": channelId }, icon("lock"), "private channel");
  }
  const open = () => context.openChannel?.(channelId);
  const shown = `#${String(name).replace(/^#/, "")}`;
  return inlineButton({ class: "mention", "data-channel-id": channelId }, open, shown);
}

/** A mention of everybody here, in the channel or in the workspace. @param {string} range */
export function broadcast(range) {
  return h("span", { class: "mention me" }, `@${range}`);
}

/** A button that breaks like the text around it, which a <button> cannot. */
function inlineButton(attributes, act, words) {
  const press = (event) => {
    if (event.key !== "Enter" && event.key !== " ") return;
    event.preventDefault();
    act();
  };
  return h("span", { ...attributes, role: "button", tabindex: "0", onClick: act, onKeydown: press }, words);
}

function isPlainClick(event) {
  return event.button === 0 && !event.metaKey && !event.ctrlKey && !event.shiftKey && !event.altKey;
}
