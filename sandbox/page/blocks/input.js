/** Input blocks: label, control, hint and error belong together, for the eye and for screen readers. */

import { h } from "../dom.js";
import { renderText } from "../mrkdwn.js";
import { renderElement } from "./elements.js";
import { isObject, textOf, uniqueId, wordsOf } from "./given.js";
import { icon } from "./icons.js";

const FIELDS = "input:not([type=radio]):not([type=checkbox]), textarea";

/** @param {object} block @param {object} context @returns {HTMLElement[]} */
export function input(block, context) {
  const control = renderElement(block, isObject(block.element) ? block.element : {}, context);
  const ids = { label: uniqueId("label"), hint: uniqueId("hint") };
  const isRequired = block.optional !== true;
  const mark = isRequired ? h("span", { class: "required", "aria-hidden": "true" }, "*") : h("span", { class: "optional" }, "(optional)");
  const words = [h("span", { dir: "auto" }, renderText(block.label, context)), " ", mark];
  const field = control.querySelector(FIELDS);
  const label = field ? labelFor(field, ids.label, words) : h("div", { id: ids.label, class: "input-label" }, words);
  const described = field ?? control;
  described.setAttribute("aria-labelledby", ids.label);
  described.removeAttribute("aria-label");
  if (isRequired && described.getAttribute("role") !== "group") described.setAttribute("aria-required", "true");
  const hint = wordsOf(block.hint) ? h("div", { id: ids.hint, class: "hint", dir: "auto" }, renderText(block.hint, context)) : null;
  if (hint) described.setAttribute("aria-describedby", ids.hint);
  return [label, control, hint];
}

/**
 * Shows errors beside their fields and focuses the first; a field's error goes when it is changed.
 * @param {HTMLElement} root
 * @param {Record<string, string>} errors by block_id
 */
export function showErrors(root, errors) {
  clearErrors(root);
  const blocks = [...root.querySelectorAll(".block.input")].filter((block) => Object.hasOwn(errors, block.dataset.blockId ?? ""));
  for (const block of blocks) showError(block, textOf(errors[block.dataset.blockId]));
  const first = blocks[0] && focusable(blocks[0]);
  first?.focus();
  blocks[0]?.scrollIntoView({ block: "nearest" });
}

/** Takes all errors away. @param {HTMLElement} root */
export function clearErrors(root) {
  for (const block of root.querySelectorAll(".block.input.wrong")) clearError(block);
}

function labelFor(field, id, words) {
  field.id ||= uniqueId("field");
  return h("label", { id, class: "input-label", for: field.id }, words);
}

function showError(block, words) {
  const shown = h("p", { id: uniqueId("error"), class: "field-error" }, icon("warning"), h("span", { dir: "auto" }, words));
  const control = block.querySelector(".element");
  const described = describedIn(block);
  described.setAttribute("aria-invalid", "true");
  described.dataset.describedBefore = described.getAttribute("aria-describedby") ?? "";
  described.setAttribute("aria-describedby", [shown.id, described.dataset.describedBefore].filter(Boolean).join(" "));
  block.classList.add("wrong");
  control.after(shown);
  const clear = () => clearError(block);
  block.addEventListener("input", clear, { once: true });
  block.addEventListener("change", clear, { once: true });
  block.addEventListener("click", (event) => event.target.closest(".option, .chip button, .combobox-clear") && clear());
}

function clearError(block) {
  const described = describedIn(block);
  const before = described.dataset.describedBefore;
  described.removeAttribute("aria-invalid");
  if (before) described.setAttribute("aria-describedby", before);
  else described.removeAttribute("aria-describedby");
  delete described.dataset.describedBefore;
  block.classList.remove("wrong");
  block.querySelector(".field-error")?.remove();
}

function describedIn(block) {
  return block.querySelector(`.element :is(${FIELDS})`) ?? block.querySelector(".element");
}

function focusable(block) {
  return block.querySelector(".element :is(input, textarea, button), .element[tabindex]");
}
