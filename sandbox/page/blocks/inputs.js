/** What is typed or picked from a calendar: text, number, email, address, date, time. */

import { h } from "../dom.js";
import { unixOf, wallClock, zone } from "../dates.js";
import { chose, keep, tellsApp } from "./acting.js";
import { listOf, textOf, wordsOf } from "./given.js";
import { remembered } from "./memory.js";
import { keepEntry } from "./values.js";

const TYPED = {
  __proto__: null,
  plain_text_input: { type: "text" },
  email_text_input: { type: "email", inputmode: "email", autocomplete: "email" },
  url_text_input: { type: "text", inputmode: "url" },
  number_input: { type: "text", inputmode: "decimal" },
};
const PICKED = { __proto__: null, datepicker: "date", timepicker: "time", datetimepicker: "datetime-local" };
const LATEST = 1e11; // seconds; date fields end with the year 9999 or before
const PAUSE_MS = 700;
const NEARLY_FULL = 0.8;

/** A field for text, a number, an email or web address. @returns {HTMLElement} */
export function textField({ block, element, context }) {
  const at = { block, element, context };
  const multiline = element.type === "plain_text_input" && element.multiline === true;
  const field = h(multiline ? "textarea" : "input", {
    class: "field", ...(multiline ? { rows: "4" } : TYPED[element.type]), placeholder: wordsOf(element.placeholder) || null,
    maxlength: element.type === "plain_text_input" ? element.max_length : null, "aria-label": block.label ? null : wordsOf(element.placeholder) || "Text",
    value: textOf(remembered(block, element, context)), dir: "auto", spellcheck: element.type === "plain_text_input" ? null : "false",
  });
  const control = h("div", { class: "text-field" }, field, counter(element, field));
  at.control = control;
  keepEntry(control, block, element, () => field.value || null);
  field.addEventListener("input", () => keep(at, field.value || null));
  if (tellsApp(block)) tellWhileTyping(at, field, multiline);
  return control;
}

function tellWhileTyping(at, field, multiline) {
  const on = listOf(at.element.dispatch_action_config?.trigger_actions_on);
  const [onEnter, onCharacter] = [!on.length || on.includes("on_enter_pressed"), on.includes("on_character_entered")];
  let timer = 0;
  field.addEventListener("keydown", (event) => {
    if (!onEnter || event.key !== "Enter" || event.shiftKey || event.isComposing || (multiline && !event.ctrlKey && !event.metaKey)) return;
    event.preventDefault();
    clearTimeout(timer);
    void chose(at, field.value || null);
  });
  if (!onCharacter) return;
  field.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(() => chose(at, field.value || null), PAUSE_MS);
  });
}

function counter(element, field) {
  const most = element.type === "plain_text_input" ? element.max_length : undefined;
  if (!Number.isInteger(most)) return null;
  const shown = h("span", { class: "counter", role: "status" });
  const count = () => {
    const { length } = field.value;
    shown.textContent = length > most * NEARLY_FULL ? `${length} of ${most} characters` : "";
  };
  field.addEventListener("input", count);
  return shown;
}

/** A field for a date, a time, or both in the reader's zone. @returns {HTMLElement} */
export function dateField({ block, element, context }) {
  const at = { block, element, context };
  const tz = context.person?.tz;
  const label = block.label ? null : wordsOf(element.placeholder) || NAMES[element.type];
  const field = h("input", { class: "field", type: PICKED[element.type], value: shownIn(element, remembered(block, element, context), tz), "aria-label": label });
  const control = h("div", { class: "date-field" }, field, zoneNote(element, tz));
  at.control = control;
  const held = () => heldBy(element, field.value, tz);
  keepEntry(control, block, element, held);
  settling(at, field, held);
  return control;
}

const NAMES = { __proto__: null, datepicker: "Date", timepicker: "Time", datetimepicker: "Date and time" };

function settling(at, field, held) {
  let last = field.value;
  let timer = 0;
  const settle = async () => {
    clearTimeout(timer);
    if (field.value === last) return;
    const before = last;
    last = field.value;
    if (await chose(at, held())) return;
    field.value = last = before;
    keep(at, held());
  };
  field.addEventListener("input", () => {
    keep(at, held());
    clearTimeout(timer);
    // A year is typed digit by digit, and each of them makes a date.
    if (field.value && field.value >= "1900") timer = setTimeout(settle, PAUSE_MS);
  });
  field.addEventListener("blur", settle);
  field.addEventListener("keydown", (event) => event.key === "Enter" && settle());
}

function shownIn(element, held, tz) {
  if (element.type === "datetimepicker") return Math.abs(held ?? NaN) < LATEST ? wallClock(held, tz) : "";
  return textOf(held);
}

function heldBy(element, value, tz) {
  if (!value) return null;
  return element.type === "datetimepicker" ? unixOf(value, tz) : value;
}

function zoneNote(element, tz) {
  const named = element.type === "timepicker" ? textOf(element.timezone) : element.type === "datetimepicker" ? zone(tz) : "";
  return named ? h("span", { class: "zone" }, named.replaceAll("_", " ")) : null;
}

/** Whether the element is one of these. @param {string} type */
export function isTyped(type) {
  return TYPED[type] !== undefined;
}

/** Whether the element picks a date or time. @param {string} type */
export function isPicked(type) {
  return PICKED[type] !== undefined;
}

