/** Changing one's own message where it stands. */

import { on } from "./bus.js";
import { post } from "./connection.js";
import { h } from "./dom.js";
import { complain } from "./overlays.js";
import { session } from "./session.js";

/** Let "edit" open a message for changing, in whichever list shows it. */
export function allowEditing() {
  on("edit", (message) => {
    const shown = [...document.querySelectorAll(`article[data-ts="${CSS.escape(message.ts)}"]`)];
    const article = shown.find((one) => one.contains(document.activeElement)) ?? shown.find((one) => one.offsetParent);
    if (article && !article.querySelector(".editor")) edit(article, message);
  });
}

/** What a person would type to get this message text. */
function typedFrom(text) {
  return text
    .replace(/<@([A-Z0-9]+)(?:\|[^>]*)?>/g, (token, id) => (session.people.has(id) ? `@${session.people.get(id).name}` : token))
    .replace(/<#([A-Z0-9]+)(?:\|[^>]*)?>/g, (token, id) => (session.conversations.get(id)?.name ? `#${session.conversations.get(id).name}` : token))
    .replace(/<!(channel|here|everyone)(?:\|[^>]*)?>/g, "@$1")
    .replace(/<(https?:[^|>]+)>/g, "$1")
    .replaceAll("&lt;", "<")
    .replaceAll("&gt;", ">")
    .replaceAll("&amp;", "&");
}

function edit(article, message) {
  const box = h("textarea", { class: "field", "aria-label": "Edit the message", rows: 1, value: typedFrom(message.text) });
  const save = () => saveText(message, box.value.trim(), close);
  const editor = h(
    "form",
    { class: "editor" },
    box,
    h(
      "div",
      { class: "editor-actions" },
      h("button", { type: "button", class: "button", onClick: () => close() }, "Cancel"),
      h("button", { type: "submit", class: "button primary" }, "Save"),
    ),
  );
  const close = () => {
    editor.remove();
    article.classList.remove("editing");
    article.focus();
  };
  editor.addEventListener("submit", (event) => (event.preventDefault(), save()));
  box.addEventListener("keydown", (event) => useKey(event, save, close));
  article.classList.add("editing");
  article.querySelector(".content").append(editor);
  box.style.height = `${Math.min(box.scrollHeight + 2, 320)}px`;
  box.focus();
  box.setSelectionRange(box.value.length, box.value.length);
}

function useKey(event, save, close) {
  event.stopPropagation();
  if (event.key === "Escape") close();
  if (event.key === "Enter" && !event.shiftKey && !event.isComposing) {
    event.preventDefault();
    save();
  }
}

async function saveText(message, text, close) {
  if (!text) return;
  const where = { person: session.person.id, channel: message.channel, ts: message.ts };
  try {
    if (text !== typedFrom(message.text)) await post("edit", { ...where, text });
    close();
  } catch (error) {
    complain(error);
  }
}
