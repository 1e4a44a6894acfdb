/** The switch for live traffic: colleagues go on posting and reacting by themselves. */

import { on } from "./bus.js";
import { post } from "./connection.js";
import { h } from "./dom.js";
import { icon } from "./blocks/icons.js";
import { complain } from "./overlays.js";
import { session } from "./session.js";

/** The switch, null where nobody would go on posting. */
export function buildLive() {
  if (session.workspace.live === null) return null;
  const button = h("button", { type: "button", role: "switch", class: "strip-button live" }, icon("pulse"), h("span", { class: "strip-words" }, "Live traffic"));
  let isOn = session.workspace.live;
  const show = () => {
    button.setAttribute("aria-checked", String(isOn));
    button.setAttribute("aria-label", "Live traffic");
    button.title = isOn ? "Colleagues go on posting and reacting. Click to stop" : "Let colleagues go on posting and reacting";
  };
  button.addEventListener("click", () => post("live", { on: !isOn }).then(({ live }) => ((isOn = live), show()), complain));
  on("live", ({ on: now }) => ((isOn = now), show()));
  show();
  return button;
}
