/** The message box: it grows with its text, completes names and commands, and keeps a draft for each place. */

import { allCommands } from "./commands.js";
import { completionFor } from "./completion.js";
import { icon } from "./blocks/icons.js";
import { h } from "./dom.js";
import { notice } from "./overlays.js";
import { openEmojiPicker } from "./reactions.js";

const drafts = new Map();

/**
 * A message box. `onSend` gets the text and may reject, upon which the text comes back.
 * @param {{id: string, onSend: (text: string) => Promise<any>, hasCommands: boolean, more?: Node[], onUp?: () => void}} how
 */
export function createComposer({ id, onSend, hasCommands, more = [], onUp }) {
  const box = h("textarea", { class: "composer-box", id, rows: 1, spellcheck: "true" });
  const hint = h("div", { class: "composer-hint", hidden: true });
  const send = h("button", { type: "submit", class: "icon-button send", "aria-label": "Send", title: "Send (Enter)", disabled: true }, icon("send"));
  const completion = completionFor(box, () => ({ hasCommands }));
  const form = h("form", { class: "composer" }, completion.list, hint, box, h("div", { class: "composer-tools" }, tools(box), more, h("span", { class: "grow" }), send));
  const state = { key: "", hint };
  const refresh = () => (fit(box), (send.disabled = !box.value.trim()), showHint(hint, box.value, hasCommands));
  box.addEventListener("input", () => (drafts.set(state.key, box.value), refresh()));
  box.addEventListener("keydown", (event) => useKey(event, { box, form, completion, onUp }));
  form.addEventListener("submit", (event) => (event.preventDefault(), submit(box, state, refresh, completion, onSend)));
  return {
    element: form,
    box,
    /** Write to another place now; what was begun there comes back. */
    moveTo(key, label) {
      Object.assign(state, { key });
      Object.assign(box, { value: drafts.get(key) ?? "", placeholder: label, ariaLabel: label });
      completion.close();
      refresh();
    },
    focus: () => box.focus(),
    /** Put a text into the box, instead of what is in it. */
    type(text) {
      box.value = text;
      box.focus();
      box.dispatchEvent(new Event("input", { bubbles: true }));
    },
  };
}

async function submit(box, state, refresh, completion, onSend) {
  const text = box.value.trimEnd();
  if (!text) return;
  const { key } = state;
  completion.close();
  box.value = "";
  drafts.delete(key);
  refresh();
  try {
    await onSend(text);
  } catch (error) {
    notice(error.message, "problem");
    if (drafts.get(key)) return;
    drafts.set(key, text);
    if (state.key === key) (box.value = text), refresh();
  }
}

function useKey(event, { box, form, completion, onUp }) {
  if (event.isComposing || completion.onKey(event)) return;
  if (event.key === "Enter" && !event.shiftKey) {
    event.preventDefault();
    form.requestSubmit();
  } else if (event.key === "ArrowUp" && !box.value && onUp) {
    event.preventDefault();
    onUp();
  }
}

function fit(box) {
  box.style.height = "";
  if (box.value) box.style.height = `${box.scrollHeight}px`;
}

function showHint(hint, text, hasCommands) {
  const [, name, rest = ""] = /^(\/\S+)\s([\s\S]*)$/.exec(text) ?? [];
  const known = hasCommands && name && allCommands().find((one) => one.command === name);
  hint.hidden = !known || Boolean(rest.trim());
  hint.textContent = known ? `${known.command} ${known.usage_hint} · ${known.description}` : "";
}

function tools(box) {
  const emoji = button("smile", "Add an emoji", () => openEmojiPicker(emoji, (name) => type(box, `:${name}: `)));
  return [
    button("at", "Mention somebody", () => type(box, "@")),
    button("hash", "Name a channel", () => type(box, "#")),
    emoji,
  ];
}

function button(name, label, onClick) {
  return h("button", { type: "button", class: "icon-button", "aria-label": label, title: label, onClick }, icon(name));
}

function type(box, text) {
  const needsSpace = /\S$/.test(box.value.slice(0, box.selectionStart));
  box.setRangeText((needsSpace ? " " : "") + text, box.selectionStart, box.selectionEnd, "end");
  box.focus();
  box.dispatchEvent(new Event("input", { bubbles: true }));
}
