/** The app's Home tab in the middle of the page. */

import { on } from "./bus.js";
import { contextFor } from "./context.js";
import { post } from "./connection.js";
import { appHead } from "./conversation_head.js";
import { fill, h } from "./dom.js";
import { renderHome } from "./home.js";
import { complain } from "./overlays.js";
import { session } from "./session.js";

const WAIT_S = 2;
const state = { isShown: false, hash: "" };
let parts = null;

/** Build the parts once. */
export function buildHome() {
  parts = { head: h("header", { class: "conversation-head" }), body: h("div", { class: "home", tabIndex: -1 }) };
  on("views", ({ home }) => state.isShown && home && show(home));
  return h("section", { class: "conversation", "aria-label": "Home", hidden: true }, parts.head, h("div", { class: "scroller" }, parts.body));
}

/** Open the Home tab: the app is told, and what it publishes is shown. */
export async function showHome() {
  state.isShown = true;
  fill(parts.head, appHead("home"));
  if (!state.hash) fill(parts.body, h("p", { class: "muted", role: "status" }, `${session.workspace.app.name} is asked for its Home …`));
  try {
    const { view } = await post("home", { person: session.person.id, tab: "home", wait_s: state.hash ? 0 : WAIT_S });
    if (view) show(view);
    else fill(parts.body, h("p", { class: "muted" }, `${session.workspace.app.name} has published nothing here yet.`));
  } catch (error) {
    complain(error);
  }
}

/** Another place is shown. */
export function leaveHome() {
  state.isShown = false;
}

function show(view) {
  if (view.hash === state.hash) return;
  state.hash = view.hash;
  fill(parts.body, renderHome(view, contextFor("home", { view: view.id })));
}
