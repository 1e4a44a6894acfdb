/** Modals: the stack of views that a person has open, the last of them visible. */

import { focusAnew, h } from "./dom.js";
import { objectsOf, textOf, uniqueId, wordsOf } from "./blocks/given.js";
import { icon } from "./blocks/icons.js";
import { renderBlocks } from "./blocks/index.js";
import { clearErrors, showErrors } from "./blocks/input.js";
import { forget } from "./blocks/memory.js";
import { plainValues, valuesOf } from "./blocks/values.js";
import { renderText } from "./mrkdwn.js";

/** The dialog on the page, null while no view is open. */
let shown = null;

/**
 * Shows the views that are open now: opens, redraws or closes the dialog as needed. What was typed stays where block and
 * element stay.
 * @param {object[]} views Slack's view objects, the visible one last
 * @param {object} context
 */
export function showViews(views, context) {
  const stack = objectsOf(views);
  if (!stack.length) {
    close();
    return;
  }
  shown ??= open();
  const before = top();
  forgetMissing(stack, context);
  Object.assign(shown, { stack, context });
  const now = top();
  if (before?.id !== now.id) draw({ isNew: true });
  else if (before.hash !== now.hash) draw({ isNew: false });
  else drawHead();
}

function open() {
  const dialog = h("dialog", { class: "modal", "aria-labelledby": uniqueId("modal"), "aria-modal": "true" });
  dialog.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || dialog.querySelector("[popover]:popover-open")) return;
    event.preventDefault();
    void leave();
  });
  dialog.addEventListener("cancel", (event) => {
    event.preventDefault();
    void leave();
  });
  document.body.append(dialog);
  dialog.showModal();
  return { dialog, stack: [], context: null, isBusy: false, isLeaving: false };
}

function close() {
  if (!shown) return;
  const { dialog, context } = shown;
  forgetMissing([], context);
  shown = null;
  dialog.close();
  dialog.remove();
  focusAnew();
}

function top() {
  return shown?.stack.at(-1);
}

function forgetMissing(stack, context) {
  for (const view of shown?.stack ?? []) {
    if (!stack.some((one) => one.id === view.id)) forget({ ...context, container: { view: view.id } });
  }
}

function draw({ isNew }) {
  const view = top();
  const { dialog, context } = shown;
  const focused = isNew ? null : focusedIn(dialog);
  const isOther = isNew || dialog.dataset.callbackId !== textOf(view.callback_id); // it is read from its beginning
  const scrolled = isOther ? 0 : (dialog.querySelector(".modal-body")?.scrollTop ?? 0);
  const body = h("div", { class: "modal-body" });
  body.append(renderBlocks(view.blocks, { ...context, surface: "modal", container: { view: view.id }, values: view.state?.values }));
  const problem = h("div", { class: "modal-problem", role: "alert", hidden: true });
  const form = h("form", { class: "modal-form", novalidate: true, autocomplete: "off", onSubmit: submitted }, h("header", { class: "modal-head" }), body, problem, footer(view, context));
  dialog.dataset.viewId = textOf(view.id);
  dialog.dataset.callbackId = textOf(view.callback_id);
  dialog.replaceChildren(form);
  drawHead();
  setBusy(shown.isBusy);
  body.scrollTop = scrolled;
  if (isNew) focusFirst(view, body);
  else refocus(focused);
}

function drawHead() {
  const { dialog, stack, context } = shown;
  const title = h("h2", { id: dialog.getAttribute("aria-labelledby"), tabindex: "-1", dir: "auto" }, renderText(top().title, context));
  const back = stack.length > 1 ? h("button", { type: "button", class: "icon-button", "aria-label": "Back", onClick: () => leave() }, icon("back")) : null;
  const all = h("button", { type: "button", class: "icon-button", "aria-label": "Close", onClick: () => leave({ all: stack.length > 1 }) }, icon("close"));
  dialog.querySelector(".modal-head").replaceChildren(...[back, title, all].filter(Boolean));
}

function footer(view, context) {
  const closing = wordsOf(view.close) ? renderText(view.close, context) : view.submit ? "Cancel" : "Close";
  const cancel = h("button", { type: "button", class: "button", "data-modal": "close", onClick: () => leave() }, closing);
  const submit = view.submit
    ? h("button", { type: "submit", class: "button primary", "data-modal": "submit" }, h("span", { class: "button-words" }, renderText(view.submit, context)))
    : null;
  return h("footer", { class: "modal-foot" }, cancel, submit);
}

async function submitted(event) {
  event.preventDefault();
  if (!shown || shown.isBusy || !top().submit) return;
  const { dialog, context, stack } = shown;
  const view = top();
  clearErrors(dialog);
  sayProblem("");
  setBusy(true);
  try {
    const answer = await context.act("submit", { view: view.id, values: inputValues(dialog) });
    setBusy(false);
    if (answer.errors) showErrors(dialog, answer.errors);
    else take(answer, stack);
  } catch (problem) {
    setBusy(false);
    sayProblem(problem.message ?? String(problem));
  }
}

function inputValues(dialog) {
  const blocks = [...dialog.querySelectorAll(".block.input")];
  return plainValues(Object.assign({}, ...blocks.map((block) => valuesOf(block))));
}

async function leave({ all = false } = {}) {
  if (!shown || shown.isBusy || shown.isLeaving) return;
  const { context, stack } = shown;
  shown.isLeaving = true;
  try {
    take(await context.act("close", { view: top().id, ...(all && { all: true }) }), stack);
  } catch {
    // Whatever went wrong, a person must be able to leave: the next news about views corrects what is shown.
    showViews(all ? [] : stack.slice(0, -1), context);
  } finally {
    if (shown) shown.isLeaving = false;
  }
}

/** What the answer says is open now, unless news about the views came in the meantime: that is newer. */
function take(answer, stack) {
  if (shown?.stack === stack) showViews(answer.view ? following(stack, answer.view) : [], shown.context);
}

/** The stack after an answer that tells the view on top: it was below, is the same, was pushed, or is another one. */
function following(stack, view) {
  const at = stack.findIndex((one) => one.id === view.id);
  if (at >= 0) return [...stack.slice(0, at), view];
  return view.root_view_id === stack[0].id ? [...stack, view] : [view];
}

function setBusy(isBusy) {
  if (!shown) return;
  const { dialog } = shown;
  shown.isBusy = isBusy;
  dialog.setAttribute("aria-busy", String(isBusy));
  dialog.querySelector(".modal-body").inert = isBusy;
  const submit = dialog.querySelector("[data-modal=submit]");
  submit?.setAttribute("aria-disabled", String(isBusy));
  submit?.setAttribute("aria-busy", String(isBusy));
}

function sayProblem(words) {
  const problem = shown?.dialog.querySelector(".modal-problem");
  if (!problem) return;
  problem.hidden = !words;
  problem.replaceChildren(...(words ? [icon("warning"), h("span", { dir: "auto" }, words)] : []));
}

function focusFirst(view, body) {
  const wanted = objectsOf(view.blocks).find((block) => block.element?.focus_on_load)?.block_id;
  const named = wanted && body.querySelector(`[data-block-id="${CSS.escape(wanted)}"] :is(input, textarea, button)`);
  const first = matchMedia("(pointer: coarse)").matches ? null : body.querySelector(".block.input :is(input, textarea), .element:is(button)");
  const buttons = shown.dialog.querySelector("[data-modal=submit]") ?? shown.dialog.querySelector("[data-modal=close]");
  (named || first || (view.blocks?.length ? shown.dialog.querySelector("h2") : buttons)).focus();
}

function focusedIn(dialog) {
  const active = document.activeElement;
  const place = active?.closest("[data-block-id]");
  const action = active?.closest("[data-action-id]");
  if (place && action) return `[data-block-id="${CSS.escape(place.dataset.blockId)}"] [data-action-id="${CSS.escape(action.dataset.actionId)}"]`;
  return dialog.contains(active) && active?.dataset.modal ? `[data-modal="${active.dataset.modal}"]` : "h2";
}

function refocus(selector) {
  const found = shown.dialog.querySelector(selector ?? "h2") ?? shown.dialog.querySelector("h2");
  const target = found.matches("input, textarea, button, h2") ? found : found.querySelector("input, textarea, button");
  target?.focus({ preventScroll: true });
}
