/** The pane at the side, which holds a thread or the inspector; one at a time. */

import { tell } from "./bus.js";
import { fill, h, nodes } from "./dom.js";
import { icon } from "./blocks/icons.js";

let opener = null;

/**
 * Show something in the pane, instead of what it held.
 * @param {{title: string, note?: string, tools?: Node[], content: Node[]}} what
 */
export function openPane({ title, note = "", tools = [], content }) {
  const pane = document.getElementById("pane");
  const isOther = pane.getAttribute("aria-label") !== title;
  if (!pane.hidden && isOther) tell("pane-closed", pane.getAttribute("aria-label"));
  if (pane.hidden) opener = document.activeElement;
  pane.setAttribute("aria-label", title);
  pane.hidden = false;
  pane.dataset.kind = title.toLowerCase();
  const close = h("button", { type: "button", class: "icon-button", "aria-label": `Close ${title.toLowerCase()}`, onClick: closePane }, icon("close"));
  fill(pane, h("header", { class: "pane-head" }, h("h2", {}, title), h("span", { class: "pane-note" }, note), tools, close), nodes(content));
  document.getElementById("app").classList.add("has-pane");
  tell("pane-opened", title);
}

/** Close the pane; focus goes back to where it was. */
export function closePane() {
  const pane = document.getElementById("pane");
  if (pane.hidden) return;
  pane.hidden = true;
  document.getElementById("app").classList.remove("has-pane");
  tell("pane-closed", pane.getAttribute("aria-label"));
  pane.removeAttribute("aria-label");
  fill(pane);
  if (opener?.isConnected) opener.focus();
  opener = null;
}

/** Whether the pane shows `title`. */
export function paneShows(title) {
  const pane = document.getElementById("pane");
  return !pane.hidden && pane.getAttribute("aria-label") === title;
}

/** Let Escape close the pane from within. */
export function allowClosing() {
  document.getElementById("pane").addEventListener("keydown", (event) => {
    if (event.key === "Escape" && !event.defaultPrevented && !document.querySelector("[popover]:popover-open")) closePane();
  });
}
