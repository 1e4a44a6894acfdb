/** Shortcuts of the app: global ones behind a button, and those on a message in its menu. */

import { contextFor } from "./context.js";
import { h } from "./dom.js";
import { icon } from "./blocks/icons.js";
import { complain, notice, openMenu } from "./overlays.js";
import { session } from "./session.js";

/**
 * The entries that the app adds to the menu of a message, as `openMenu` takes them.
 * @param {{channel: string, ts: string}} message
 * @returns {{label: string, hint?: string, icon: string, onSelect: () => void}[]}
 */
export function messageShortcuts({ channel, ts }) {
  return entries("message", { channel, ts });
}

/** The button that opens the menu of global shortcuts; hidden when the app has none. @returns {HTMLElement} */
export function globalShortcutsButton() {
  const button = h("button", { type: "button", class: "icon-button", "aria-label": "Shortcuts", title: "Shortcuts", "aria-haspopup": "menu" }, icon("bolt"));
  button.hidden = !entries("global", {}).length;
  button.addEventListener("click", () => openMenu(button, entries("global", {}), "Shortcuts"));
  return button;
}

function entries(type, place) {
  return (session.workspace?.app?.shortcuts ?? [])
    .filter((one) => one.type === type)
    .map((one) => ({ label: one.name, hint: one.description, icon: "bolt", onSelect: () => use(one, place) }));
}

async function use(shortcut, place) {
  try {
    const seen = await contextFor("message", place).act("shortcut", { callback_id: shortcut.callback_id, ...place });
    if (!seen.view && !seen.messages?.length && !seen.ephemeral?.length) notice(`${shortcut.name}: the app was told.`);
  } catch (problem) {
    complain(problem);
  }
}
