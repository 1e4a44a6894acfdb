/** The workspace's clock, which can be moved forward so that digests and reminders can be seen. */

import { on, tell } from "./bus.js";
import { post } from "./connection.js";
import { fill, h } from "./dom.js";
import { icon } from "./blocks/icons.js";
import { complain, notice, openPopover } from "./overlays.js";
import { session } from "./session.js";
import { aheadS, clockTime, setNow, shortDay, shortTime, workspaceNow } from "./times.js";

const TICK_MS = 5_000;
const STEPS = [
  ["An hour on", "1h"],
  ["A day on", "1d"],
  ["A week on", "1w"],
  ["To tomorrow 09:00", "tomorrow 09:00"],
  ["To next Monday 09:00", "next monday 09:00"],
];

/** The clock as a button in the strip. */
export function buildClock() {
  const words = h("span", { class: "clock-words" });
  const button = h("button", { type: "button", class: "strip-button clock", "aria-haspopup": "dialog", "aria-expanded": "false" }, icon("clock"), words);
  let minute = "";
  const show = () => {
    const now = shortTime(workspaceNow());
    if (now !== minute) tell("minute");
    minute = now;
    const ahead = howFarAhead();
    fill(words, h("span", { class: "clock-now" }, h("span", { class: "clock-day" }, shortDay(workspaceNow())), h("span", {}, clockTime(workspaceNow()))), ahead && h("span", { class: "clock-ahead" }, ahead));
    button.setAttribute("aria-label", `Workspace time ${now}${ahead ? `, ${ahead}` : ""}. Move it forward`);
    button.title = "Workspace time. Move it forward";
  };
  button.addEventListener("click", () => openClock(button));
  on("clock", ({ now }) => (setNow(now), show()));
  on("hello", ({ now }) => (setNow(now), show()));
  setInterval(show, TICK_MS);
  show();
  return button;
}

function openClock(anchor) {
  const steps = STEPS.map(([label, advance]) => h("button", { type: "button", class: "button", onClick: () => move({ advance, tz: session.person.tz }) }, label));
  const moment = h("input", { class: "field", type: "datetime-local", "aria-label": "A moment in your time zone", value: localValue(workspaceNow()) });
  const pick = (event) => (event.preventDefault(), pickMoment(moment.value));
  const content = h(
    "div",
    { class: "clock-panel" },
    h("h2", {}, "Move time forward"),
    h("p", { class: "muted" }, "Only this workspace's clock moves. What is due by then, such as a digest, comes at once."),
    h("div", { class: "clock-steps" }, steps),
    h("form", { class: "line", onSubmit: pick }, moment, h("button", { type: "submit", class: "button" }, "Go there")),
  );
  openPopover(anchor, content, { label: "Move time forward" });
  steps[0].focus();
}

async function move(wish) {
  try {
    const { now } = await post("clock", wish);
    setNow(now);
    tell("clock", { now });
    notice(`It is ${shortTime(workspaceNow())} now.`);
  } catch (error) {
    complain(error);
  }
}

function pickMoment(value) {
  const ahead = (new Date(value) - new Date(localValue(workspaceNow()))) / 1000;
  if (!value || Number.isNaN(ahead)) return;
  if (ahead < 0) notice("Time moves forward only.", "problem");
  else move({ advance_s: ahead });
}

/** The person's own wall clock in the form that the field takes. */
function localValue(date) {
  const parts = { year: "numeric", month: "2-digit", day: "2-digit", hour: "2-digit", minute: "2-digit", hourCycle: "h23" };
  let text;
  try {
    text = new Intl.DateTimeFormat("sv-SE", { ...parts, timeZone: session.person.tz || undefined }).format(date);
  } catch {
    text = new Intl.DateTimeFormat("sv-SE", parts).format(date);
  }
  return text.replace(" ", "T");
}

function howFarAhead() {
  const ahead = aheadS();
  const [unit, size] = [["d", 86_400], ["h", 3_600], ["min", 60]].find(([, each]) => Math.abs(ahead) >= each - 30) ?? [];
  if (!unit) return "";
  const number = Math.round(Math.abs(ahead) / size);
  return ahead > 0 ? `${number} ${unit} ahead` : `${number} ${unit} behind`;
}
