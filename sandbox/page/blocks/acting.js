/** A person clicks or chooses: the confirmation it may ask for, telling the app, and what is said when that fails. */

import { h } from "../dom.js";
import { confirmed } from "../confirm.js";
import { icon } from "./icons.js";
import { placeOf, remember } from "./memory.js";
import { entry, plainValue } from "./values.js";

const NOTE_MS = 10_000;

/**
 * A value was chosen or entered: keep it, and tell the app unless it is an input that waits for the submission.
 * @param {{block: object, element: object, context: object, control: HTMLElement}} at
 * @param {any} held
 * @returns {Promise<boolean>} false when the person took it back in the confirmation
 */
export async function chose(at, held) {
  const { block, element, context } = at;
  if (element.confirm && held !== null && !(await confirmed(element.confirm, context))) return false;
  keep(at, held);
  if (tellsApp(block)) await tell(at, plainValue(held));
  return true;
}

/** Keeps a value for the submission without telling the app. */
export function keep({ block, element, context }, held) {
  remember(block, element, context, entry(element, held));
}

/** Whether the app hears of what is entered at once. @param {object} block */
export function tellsApp(block) {
  return block.type !== "input" || block.dispatch_action === true;
}

/**
 * A button or menu entry was used.
 * @param {{block: object, element: object, context: object, control: HTMLElement}} at
 * @param {any} [value] which entry of several
 */
export async function clicked(at, value) {
  if (at.control.getAttribute("aria-busy") === "true") return;
  if (at.element.confirm && !(await confirmed(at.element.confirm, at.context))) return;
  await tell(at, value);
}

async function tell({ block, element, context, control }, value) {
  const where = { ...placeOf(context), block_id: block.block_id, action_id: element.action_id };
  control.setAttribute("aria-busy", "true");
  clearNote(control);
  try {
    await context.act("click", { ...where, wait_s: 0, ...(value !== undefined && { value }) });
  } catch (problem) {
    note(control, problem.message ?? String(problem));
  } finally {
    control.removeAttribute("aria-busy");
  }
}

function note(control, words) {
  const shown = h("p", { class: "act-note", role: "alert" }, icon("warning"), h("span", {}, words));
  const block = control.closest(".block") ?? control;
  block.append(shown);
  setTimeout(() => shown.remove(), NOTE_MS);
}

function clearNote(control) {
  for (const shown of control.closest(".block")?.querySelectorAll(":scope > .act-note") ?? []) shown.remove();
}
