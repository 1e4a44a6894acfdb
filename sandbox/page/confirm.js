/** Confirmation dialogs. */

import { focusAnew, h } from "./dom.js";
import { textOf, uniqueId, wordsOf } from "./blocks/given.js";
import { renderText } from "./mrkdwn.js";

/**
 * Asks what a confirm object asks; Escape means no.
 * @param {{title?: object, text?: object, confirm?: object, deny?: object, style?: string}} wish
 * @param {object} context
 * @returns {Promise<boolean>}
 */
export function confirmed(wish, context) {
  return new Promise((resolve) => {
    const dialog = dialogFor(wish, context);
    dialog.addEventListener("close", () => {
      dialog.remove();
      focusAnew();
      resolve(dialog.returnValue === "yes");
    });
    document.body.append(dialog);
    dialog.showModal();
    dialog.querySelector(".confirm-choice").focus();
  });
}

function dialogFor(wish, context) {
  const ids = { title: uniqueId("confirm"), text: uniqueId("confirm") };
  const dialog = h("dialog", { class: "confirm", role: "alertdialog", "aria-labelledby": ids.title, "aria-describedby": ids.text });
  const end = (value) => () => dialog.close(value);
  const danger = wish.style === "danger";
  // What is hard to undo must not be done by a hasty Enter.
  const [denyClass, doClass] = danger ? ["button confirm-choice", "button danger solid"] : ["button", "button primary confirm-choice"];
  dialog.append(
    h("h2", { id: ids.title, class: "confirm-title", dir: "auto" }, words(wish.title, "Are you sure?", context)),
    h("div", { id: ids.text, class: "confirm-text", dir: "auto" }, words(wish.text, "", context)),
    h("div", { class: "confirm-buttons" },
      h("button", { type: "button", class: denyClass, "data-confirm": "deny", onClick: end("no") }, words(wish.deny, "Cancel", context)),
      h("button", { type: "button", class: doClass, "data-confirm": "confirm", onClick: end("yes") }, words(wish.confirm, "Yes", context))),
  );
  // A click on what lies around, or Escape, must not reach the modal below.
  dialog.addEventListener("keydown", (event) => event.key === "Escape" && event.stopPropagation());
  return dialog;
}

function words(object, fallback, context) {
  return textOf(wordsOf(object)) ? renderText(object, context) : fallback;
}
