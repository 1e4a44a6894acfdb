/** What lies over the page: popovers, menus, dialogs and short notices. The browser keeps focus and Escape in order. */

import { fill, focusAnew, h } from "./dom.js";
import { icon } from "./blocks/icons.js";

const GAP = 6;
const NOTICE_MS = 7000;

/**
 * Show `content` beside `anchor` until Escape, a click elsewhere, or the returned function closes it.
 * @param {HTMLElement} anchor
 * @param {Node} content
 * @param {{label: string, role?: string, above?: boolean, onClose?: () => void}} how
 * @returns {() => void}
 */
export function openPopover(anchor, content, { label, role = "dialog", above = false, onClose }) {
  const layer = h("div", { class: "popover", popover: "auto", role, "aria-label": label }, content);
  (anchor.closest("dialog") ?? document.body).append(layer);
  layer.showPopover();
  placeBeside(anchor, layer, above);
  showOpen(anchor, true);
  layer.addEventListener("toggle", (event) => {
    if (event.newState !== "closed") return;
    const hadFocus = layer.contains(document.activeElement) || document.activeElement === document.body;
    layer.remove();
    showOpen(anchor, false);
    if (hadFocus) anchor.focus();
    onClose?.();
  });
  return () => layer.isConnected && layer.hidePopover();
}

/**
 * A menu of things to do. Arrow keys move, Enter and Space choose.
 * @param {HTMLElement} anchor
 * @param {{label: string, hint?: string, icon?: string, danger?: boolean, checked?: boolean, onSelect: () => void}[]} entries
 * @param {string} label
 */
export function openMenu(anchor, entries, label) {
  let close = () => {};
  const items = entries.map((entry) => menuItem(entry, () => close()));
  const list = h("div", { class: "menu" }, items);
  list.addEventListener("keydown", (event) => moveAmong(event, items));
  close = openPopover(anchor, list, { label, role: "menu" });
  items[0]?.focus();
  return close;
}

/** Move focus among `items` with the arrow keys, Home and End. */
export function moveAmong(event, items) {
  const at = items.indexOf(document.activeElement);
  const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: items.length - 1 }[event.key];
  if (to === undefined) return;
  event.preventDefault();
  items[(to + items.length) % items.length].focus();
}

/**
 * A dialog in the middle. `content` is built with the function that closes it; what carries data-first gets the focus.
 * @param {{title: string, content: (close: () => void) => Node, wide?: boolean, mustChoose?: boolean, onClose?: () => void}} how
 * @returns {() => void}
 */
export function openDialog({ title, content, wide = false, mustChoose = false, onClose }) {
  const dialog = h("dialog", { class: wide ? "dialog wide" : "dialog", "aria-label": title });
  const close = () => dialog.close();
  const leave = h("button", { type: "button", class: "icon-button", "aria-label": "Close", onClick: close }, icon("close"));
  fill(dialog, h("header", { class: "dialog-head" }, h("h2", {}, title), !mustChoose && leave), content(close));
  dialog.addEventListener("close", () => (dialog.remove(), focusAnew(), onClose?.()));
  if (mustChoose) dialog.addEventListener("cancel", (event) => event.preventDefault());
  else dialog.addEventListener("pointerdown", (event) => event.target === dialog && close());
  document.getElementById("overlays").append(dialog);
  dialog.showModal();
  dialog.querySelector("[data-first]")?.focus();
  return close;
}

/** Ask before something that cannot be undone. @returns {Promise<boolean>} */
export function ask({ title, text, confirm }) {
  return new Promise((resolve) => {
    let agreed = false;
    const agree = (close) => () => ((agreed = true), close());
    openDialog({
      title,
      onClose: () => resolve(agreed),
      content: (close) =>
        h(
          "div",
          { class: "dialog-body" },
          h("p", {}, text),
          h(
            "div",
            { class: "dialog-actions" },
            h("button", { type: "button", class: "button", onClick: close }, "Cancel"),
            h("button", { type: "button", class: "button primary", "data-first": true, onClick: agree(close) }, confirm),
          ),
        ),
    });
  });
}

/** Say something for a few seconds. @param {string} text @param {"info"|"problem"} [kind] */
export function notice(text, kind = "info") {
  const place = document.getElementById("notices");
  const dismiss = () => {
    box.remove();
    if (!place.childElementCount && place.matches(":popover-open")) place.hidePopover();
  };
  const leave = h("button", { type: "button", class: "icon-button", "aria-label": "Dismiss", onClick: dismiss }, icon("close"));
  const box = h("div", { class: `notice ${kind}` }, h("p", {}, text), leave);
  place.append(box);
  // Shown anew, it lies over whatever dialog is open.
  if (place.matches(":popover-open")) place.hidePopover();
  place.showPopover();
  setTimeout(dismiss, NOTICE_MS);
}

/** Say what went wrong; fits as a rejection handler. */
export function complain(error) {
  notice(error.message, "problem");
}

/** Say something to screen readers alone. */
export function speak(text) {
  document.getElementById("spoken").textContent = text;
}

function menuItem({ label, hint, icon: name, danger, checked, onSelect }, close) {
  const choose = () => (close(), onSelect());
  const role = checked === undefined ? "menuitem" : "menuitemradio";
  return h(
    "button",
    { type: "button", role, "aria-checked": checked, class: danger ? "danger" : null, tabIndex: -1, onClick: choose },
    name && icon(name),
    h("span", { class: "menu-label" }, label),
    hint && h("span", { class: "menu-hint" }, hint),
  );
}

function showOpen(anchor, isOpen) {
  anchor.setAttribute("aria-expanded", String(isOpen));
  anchor.parentElement?.classList.toggle("has-popover", isOpen);
}

function placeBeside(anchor, layer, above) {
  const box = anchor.getBoundingClientRect();
  const { offsetWidth: width, offsetHeight: height } = layer;
  const fitsBelow = box.bottom + GAP + height <= innerHeight;
  const fitsAbove = box.top - GAP - height >= 0;
  const top = (above && fitsAbove) || !fitsBelow ? box.top - GAP - height : box.bottom + GAP;
  const left = box.left + width > innerWidth - GAP ? box.right - width : box.left;
  layer.style.top = `${Math.max(GAP, Math.min(top, innerHeight - height - GAP))}px`;
  layer.style.left = `${Math.max(GAP, Math.min(left, innerWidth - width - GAP))}px`;
}
