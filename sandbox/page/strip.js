/** The strip on top: what this workspace is, its clock and switches, and who acts in it. */

import { avatar } from "./avatar.js";
import { on, tell } from "./bus.js";
import { buildClock } from "./clock.js";
import { fill, h } from "./dom.js";
import { icon } from "./blocks/icons.js";
import { inspectorButton } from "./inspector.js";
import { openJump } from "./jump.js";
import { buildLive } from "./live.js";
import { openSwitcher } from "./people.js";
import { nameOf, session } from "./session.js";

/** Build the strip. */
export function buildStrip() {
  const { workspace } = session;
  const offline = h("span", { class: "offline", role: "status", hidden: true }, "Not connected");
  const jump = h("button", { type: "button", class: "strip-button jump-to", title: "Go to a conversation (Ctrl K)", onClick: openJump }, icon("search"), h("span", { class: "strip-words" }, "Go to …"));
  const person = h(
    "button",
    { type: "button", class: "strip-button person", "aria-haspopup": "dialog", title: "Act as somebody else", onClick: () => openSwitcher() },
    avatar(session.person.id, { small: true }),
    h("span", { class: "strip-words" }, h("span", { class: "acting" }, "Acting as "), h("b", {}, nameOf(session.person.id))),
    icon("swap"),
  );
  person.setAttribute("aria-label", `Acting as ${nameOf(session.person.id)}. Act as somebody else`);
  jump.setAttribute("aria-label", "Go to a conversation");
  fill(
    document.getElementById("strip"),
    menuButton(),
    h("span", { class: "workspace" }, h("b", {}, workspace.name), h("span", { class: "workspace-kind" }, "local workspace")),
    jump,
    h("span", { class: "grow" }),
    offline,
    buildLive(),
    buildClock(),
    inspectorButton(),
    person,
  );
  on("connection", (isConnected) => (offline.hidden = isConnected));
}

/** What opens the drawer with the conversations on a narrow screen. */
function menuButton() {
  const open = () => tell("drawer", true);
  return h("button", { type: "button", class: "icon-button drawer-button", "aria-label": "Conversations", onClick: open }, icon("menu"));
}
