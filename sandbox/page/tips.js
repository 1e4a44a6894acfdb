/** What to try first: a line for those whom the workspace suggests to act as, and the app's commands as buttons. */

import { h } from "./dom.js";
import { allCommands, wordsOfHint } from "./commands.js";
import { icon } from "./blocks/icons.js";
import { tell } from "./bus.js";
import { session } from "./session.js";

const KEPT = "earshot.tip-closed.";

/** The line for the person who acts, null when there is none or they closed it. */
export function tipLine() {
  const { name, id } = session.person;
  const guide = session.workspace.guides.find((one) => one.person === id);
  if (!guide || localStorage.getItem(KEPT + name)) return null;
  const close = () => (localStorage.setItem(KEPT + name, "yes"), line.remove());
  const leave = h("button", { type: "button", class: "icon-button", "aria-label": "Close the tip", onClick: close }, icon("close"));
  const words = guide.try_first.replace(/^As [^:]+: /, "");
  const line = h("div", { class: "tip", role: "note", "aria-label": "What to try first" }, h("p", {}, h("b", {}, "Try first: "), withCommands(words)), leave);
  return line;
}

/** The app's commands as buttons that put them into the message box. */
export function commandButtons() {
  const apps = allCommands().filter((one) => one.isApp);
  const typed = apps.flatMap(({ command, usage_hint: hint }) => {
    const words = wordsOfHint(hint);
    return words.length ? words.slice(0, 3).map((word) => `${command} ${word}`) : [command];
  });
  return h("div", { class: "command-buttons", role: "group", "aria-label": "Commands to try" }, typed.map(commandButton));
}

function commandButton(command) {
  return h("button", { type: "button", class: "command-button", title: "Put it into the message box", onClick: () => tell("type", command) }, command);
}

function withCommands(words) {
  const known = allCommands().filter((one) => one.isApp);
  const typed = known.flatMap(({ command, usage_hint: hint }) => [...wordsOfHint(hint).map((word) => `${command} ${word}`), command]);
  if (!typed.length) return words;
  const pattern = new RegExp(`(${typed.map((one) => one.replace(/[^\w/ -]/g, "")).join("|")})(?![\\w-])`);
  return words.split(pattern).map((part, at) => (at % 2 ? commandButton(part) : part));
}
