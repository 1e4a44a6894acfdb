/** The inspector: every request of the app and everything it was sent, newest on top, so that one sees what happened. */

import { on } from "./bus.js";
import { get } from "./connection.js";
import { fill, h } from "./dom.js";
import { icon } from "./blocks/icons.js";
import { complain } from "./overlays.js";
import { closePane, openPane, paneShows } from "./pane.js";
import { session } from "./session.js";
import { clockTime, fullTime } from "./times.js";

const TITLE = "Inspector";
const MOST = 400;
const KINDS = [
  ["", "Everything"],
  ["api", "Requests by the app"],
  ["event", "Events to the app"],
  ["interaction", "Clicks, commands, modals"],
];

const state = { entries: [], kind: "", words: "", after: 0, newest: 0, isAsking: false };
let list = null;

/** The button that opens it. */
export function inspectorButton() {
  const toggle = () => (paneShows(TITLE) ? closePane() : openInspector());
  const button = h(
    "button",
    { type: "button", class: "strip-button inspect", "aria-label": TITLE, "aria-pressed": "false", title: "Show each request and event", onClick: toggle },
    icon("inspect"),
    h("span", { class: "strip-words" }, TITLE),
  );
  state.newest = session.workspace.log;
  on("log", ({ number }) => {
    state.newest = number;
    if (paneShows(TITLE)) load();
  });
  on("pane-closed", (title) => title === TITLE && button.setAttribute("aria-pressed", "false"));
  on("pane-opened", (title) => title === TITLE && button.setAttribute("aria-pressed", "true"));
  return button;
}

function openInspector() {
  list = h("ol", { class: "log", "aria-label": "Requests and events, newest first" });
  const kind = h("select", { class: "field", "aria-label": "Which", onChange: () => ((state.kind = kind.value), draw()) }, KINDS.map(([value, label]) => h("option", { value }, label)));
  kind.value = state.kind;
  const words = h("input", { class: "field", type: "search", placeholder: "Filter", "aria-label": "Filter by name or content", value: state.words });
  words.addEventListener("input", () => ((state.words = words.value), draw()));
  const clear = h("button", { type: "button", class: "button", onClick: () => ((state.entries = []), draw()) }, "Clear");
  openPane({ title: TITLE, tools: [clear], content: [h("div", { class: "log-tools" }, kind, words), list] });
  draw();
  load();
}

async function load() {
  if (state.isAsking) return;
  state.isAsking = true;
  try {
    while (state.after < state.newest) await loadFurther();
  } catch (error) {
    complain(error);
  } finally {
    state.isAsking = false;
  }
}

async function loadFurther() {
  const { entries } = await get("log", { after: state.after });
  state.after = entries.at(-1)?.number ?? state.newest;
  state.entries = [...entries.toReversed(), ...state.entries].slice(0, MOST);
  draw();
}

function draw() {
  const wanted = state.words.trim().toLowerCase();
  const fits = (entry) => (!state.kind || entry.kind === state.kind) && (!wanted || JSON.stringify(entry).toLowerCase().includes(wanted));
  const held = new Map([...list.children].map((row) => [row.dataset.number, row]));
  const rows = state.entries.filter(fits).map((entry) => held.get(String(entry.number)) ?? row(entry));
  if (rows.length) list.replaceChildren(...rows);
  else fill(list, h("li", { class: "log-empty" }, "Nothing yet. Type a command or press a button, and watch."));
}

function row(entry) {
  const detail = h("div", { class: "log-detail" });
  const fold = h(
    "details",
    { class: "log-entry" },
    h(
      "summary",
      {},
      h("span", { class: `log-kind ${entry.kind}` }, { api: "app →", event: "→ app", interaction: "→ app" }[entry.kind] ?? entry.kind),
      h("span", { class: "log-name" }, entry.name),
      h("span", { class: isFine(entry) ? "log-status ok" : "log-status bad" }, entry.status),
      h("span", { class: "log-ms" }, entry.ms ? `${Math.round(entry.ms)} ms` : ""),
      h("time", { datetime: entry.iso, title: fullTime(new Date(entry.at * 1000)) }, clockTime(new Date(entry.at * 1000))),
    ),
    detail,
  );
  fold.addEventListener("toggle", () => fold.open && !detail.firstChild && fill(detail, detailOf(entry)));
  return h("li", { "data-number": entry.number, "data-name": entry.name }, fold);
}

function detailOf(entry) {
  return Object.entries(entry.detail).map(([name, value]) => {
    const text = typeof value === "string" ? value : JSON.stringify(value, null, 2);
    return h("section", {}, h("h3", {}, name), h("pre", { tabIndex: 0 }, text));
  });
}

function isFine({ status }) {
  return /^(ok|200|acknowledged|delivered)/.test(status);
}
