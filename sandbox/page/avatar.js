/** A person's picture: their initials on a colour of their own. */

import { h } from "./dom.js";
import { session, shownName } from "./session.js";

/**
 * The picture of somebody; it says nothing to screen readers, since the name stands beside it.
 * @param {string} userId
 * @param {{small?: boolean}} [options]
 */
export function avatar(userId, { small = false } = {}) {
  const person = session.people.get(userId);
  const classes = ["avatar", small && "small", person?.is_bot && "bot"].filter(Boolean).join(" ");
  const element = h("span", { class: classes, "aria-hidden": "true" }, initials(person));
  if (!person?.is_bot) element.style.setProperty("--hue", String(hueOf(userId)));
  return element;
}

function initials(person) {
  if (!person) return "?";
  const words = (person.profile?.real_name || shownName(person)).replace(/[^\p{L}\p{N} ]/gu, "").trim().split(/\s+/);
  const letters = words.length > 1 ? [words[0], words.at(-1)].map(first) : [first(words[0])];
  return letters.join("").toUpperCase() || "?";
}

function first(word) {
  return [...(word ?? "")][0] ?? "";
}

function hueOf(text) {
  let sum = 7;
  for (const letter of text) sum = (sum * 31 + letter.codePointAt(0)) % 3600;
  return Math.round(sum / 10);
}
