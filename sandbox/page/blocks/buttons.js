/** What is clicked: buttons, feedback, icon buttons and the overflow menu. */

import { h } from "../dom.js";
import { openMenu } from "../overlays.js";
import { renderText } from "../mrkdwn.js";
import { clicked } from "./acting.js";
import { isObject, objectsOf, textOf, wordsOf } from "./given.js";
import { icon } from "./icons.js";
import { follow } from "./links.js";

const STYLES = { __proto__: null, primary: "primary", danger: "danger" };
const ICONS = { __proto__: null, trash: "trash" };

/** A button, with an address or without. @returns {HTMLElement} */
export function button(given) {
  const { element, context } = given;
  const label = textOf(element.accessibility_label) || null;
  const style = STYLES[element.style] ?? "";
  const at = { ...given };
  at.control = h("button", { type: "button", class: `button ${style}`, "aria-label": label, onClick: () => press(at) },
    h("span", { class: "button-words", dir: "auto" }, renderText(element.text, context)),
    element.url ? icon("external") : null);
  return at.control;
}

/** Two thumbs. @returns {HTMLElement} */
export function feedbackButtons({ block, element, context }) {
  const control = h("div", { class: "feedback", role: "group", "aria-label": "Feedback" });
  const at = { block, element, context, control };
  control.append(...[["positive_button", "up"], ["negative_button", "down"]].flatMap(([key, name]) => thumb(at, element[key], name)));
  return control;
}

/** An icon with a meaning, such as a bin. @returns {HTMLElement} */
export function iconButton(given) {
  const { element, context } = given;
  const only = element.visible_to_user_ids;
  if (Array.isArray(only) && !only.includes(context.person?.id)) return h("span", { hidden: true });
  const words = textOf(element.accessibility_label) || wordsOf(element.text);
  const at = { ...given };
  at.control = h("button", { type: "button", class: "icon-button small", "aria-label": words, title: wordsOf(element.text), onClick: () => clicked(at) },
    icon(ICONS[element.icon] ?? "more"));
  return at.control;
}

/** The menu behind three dots. @returns {HTMLElement} */
export function overflow(given) {
  const { element, context } = given;
  const at = { ...given };
  const entries = objectsOf(element.options).map((option) => ({
    label: renderText(option.text, context),
    hint: wordsOf(option.description) ? renderText(option.description, context) : null,
    onSelect: () => choose(at, option),
  }));
  at.control = h("button", { type: "button", class: "icon-button overflow", "aria-label": "More actions", "aria-haspopup": "menu", "aria-expanded": "false" }, icon("more"));
  at.control.addEventListener("click", () => openMenu(at.control, entries, "More actions"));
  return at.control;
}

function press(at) {
  if (at.element.url) follow(textOf(at.element.url), at.context);
  return clicked(at);
}

function choose(at, option) {
  if (option.url) follow(textOf(option.url), at.context);
  return clicked(at, option.value);
}

function thumb(at, side, name) {
  if (!isObject(side)) return [];
  const words = textOf(side.accessibility_label) || wordsOf(side.text);
  const press = async (event) => {
    const own = event.currentTarget;
    await clicked(at, side.value);
    for (const other of at.control.querySelectorAll("button")) other.setAttribute("aria-pressed", String(other === own));
  };
  return [h("button", { type: "button", class: "icon-button small", "aria-label": words, title: wordsOf(side.text), "aria-pressed": "false", onClick: press }, icon(name))];
}
