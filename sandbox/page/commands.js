/** Slash commands: the app's own, and the few of the workspace. */

import { post } from "./connection.js";
import { session } from "./session.js";

const WORD = /^\/[a-z][\w-]*/i;

const BUILT_IN = [
  { command: "/invite", description: "Bring somebody, also the app, into this channel", usage_hint: "@name", run: invite },
  { command: "/join", description: "Join a channel", usage_hint: "#channel", run: join },
  { command: "/leave", description: "Leave this channel", usage_hint: "", run: leave },
  { command: "/topic", description: "Set the topic of this channel", usage_hint: "what it is about", run: topic },
];

/** Every command, the app's first; `isApp` tells whose. */
export function allCommands() {
  const apps = session.workspace.app.commands.map((one) => ({ ...one, isApp: true }));
  return [...apps, ...BUILT_IN.filter((one) => !apps.some((each) => each.command === one.command))];
}

/** The words that a command takes, read out of a usage hint such as "[follow | digest]". */
export function wordsOfHint(usageHint) {
  const found = /\[([^\]]+)\]/.exec(usageHint ?? "");
  const words = found ? found[1].split("|").map((word) => word.trim()) : [];
  return words.every((word) => /^[\w-]+$/.test(word)) ? words : [];
}

/** Whether what was typed is meant as a command. */
export function isCommand(text) {
  return WORD.test(text);
}

/** Use the command that was typed in a channel. Rejects with one line when it fails. */
export async function runCommand(channel, text) {
  const name = WORD.exec(text)[0].toLowerCase();
  const known = allCommands().find((one) => one.command === name);
  if (!known) throw new Error(`${name} is not a command here. A message that starts with a slash needs a space before it.`);
  if (!known.isApp) return known.run(channel, text.slice(name.length).trim());
  const typed = name + text.slice(name.length);
  return post("command", { person: session.person.id, channel, text: typed, wait_s: 0 });
}

function invite(channel, words) {
  const invitee = words.replace(/^@/, "");
  if (!invitee) throw new Error("Say whom: /invite @name");
  return post("invite", { person: session.person.id, channel, invitee });
}

function join(_channel, words) {
  const name = words.replace(/^#/, "");
  if (!name) throw new Error("Say where: /join #channel");
  return post("join", { person: session.person.id, channel: name });
}

function leave(channel) {
  return post("leave", { person: session.person.id, channel });
}

function topic(channel, words) {
  return post("topic", { person: session.person.id, channel, topic: words });
}
