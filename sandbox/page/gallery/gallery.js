/** The gallery of blocks, for looking at and for tests: /page/gallery, and /page/gallery#hostile with harmful text. */

import { h } from "../dom.js";
import { renderFiles } from "../files.js";
import { renderHome } from "../home.js";
import { showViews } from "../modal.js";
import { session } from "../session.js";
import { renderBlocks } from "../blocks/index.js";
import { valuesOf } from "../blocks/values.js";
import { hostile } from "./hostile.js";
import { FILES, FORM, LOWER, SAMPLES, UPPER } from "./samples.js";

const NOW = new Date("2026-11-20T14:05:00Z");
const LATENCY_MS = 900;
const NAMES = { U1: "Wren", U2: "Alder", U3: "Plover", U4: "Hazel", U5: "Juniper", UBOT: "Earshot" };
const CHANNELS = [
  { id: "C1", name: "architecture-rfcs", kind: "channel" },
  { id: "C2", name: "customers", kind: "channel" },
  { id: "C3", name: "incidents", kind: "channel" },
  { id: "G1", name: "leads", kind: "group" },
  { id: "D1", name: "", kind: "im", others: ["U2"] },
];
const CUSTOMERS = ["Acorn Foods", "Birch & Sons", "Cobalt Rail", "Dunlin Bank", "Ember Kitchens"];

const isHostile = location.hash === "#hostile";
const spoiled = (value) => (isHostile ? hostile(value) : value);
let stack = [];

session.people = new Map(Object.entries(NAMES).map(([id, name]) => [id, { id, name: name.toLowerCase(), profile: { display_name: name }, is_bot: id === "UBOT" }]));
session.person = session.people.get("U1");

const context = {
  surface: "message",
  container: { channel: "C1", ts: "1795000000.000100" },
  person: { id: "U1", tz: "Europe/Berlin" },
  nameOf: (userId) => (Object.hasOwn(NAMES, userId) ? NAMES[userId] : ""),
  channelNameOf: (channelId) => CHANNELS.find((one) => one.id === channelId)?.name || (channelId === "D1" ? "Alder" : ""),
  people: () => [...session.people.values()],
  channels: () => CHANNELS,
  workspaceNow: () => NOW,
  fileUrl: () => "/page/gallery/picture.svg",
  openChannel: (id) => told("open channel", { id }),
  openPerson: (id) => told("open person", { id }),
  openPermalink: () => false,
  upload: async (file) => ({ id: `F${file.size}`, name: file.name, size: file.size }),
  act,
};

async function act(path, body) {
  told(path, body);
  await new Promise((resolve) => setTimeout(resolve, path === "close" ? 0 : LATENCY_MS));
  return (ANSWERS[path] ?? (() => ({})))(body);
}

const ANSWERS = {
  options: ({ query }) => ({ options: CUSTOMERS.filter((name) => name.toLowerCase().includes(query.toLowerCase())).map((name) => ({ text: { type: "plain_text", text: name }, value: name })) }),
  submit: ({ view, values }) => (view === "V1" ? saved(values) : popped()),
  close: ({ all }) => popped(all),
  click: ({ action_id: actionId }) => {
    if (actionId === "stop") throw new Error('stop failed with the error "operation_timeout".');
    if (actionId === "push") show([...stack, spoiled(UPPER)]);
    return {};
  },
};

function saved(values) {
  const title = values.in_title?.title;
  return title ? popped() : { errors: { in_title: "Please complete this required field.", in_in_date: "That day is taken already." } };
}

function popped(all = false) {
  stack = all ? [] : stack.slice(0, -1);
  return stack.length ? { view: stack.at(-1) } : { closed: true };
}

function show(views) {
  stack = views;
  showViews(stack, context);
}

function told(path, body) {
  document.getElementById("acts").append(h("li", {}, `${path} ${JSON.stringify(body)}`));
}

function sample(title, content) {
  const id = title.replaceAll(/[^a-z_]+/g, "-");
  document.getElementById("contents").append(h("a", { href: `#${id}`, onClick: (event) => jump(event, id) }, title));
  return h("section", { class: "sample", id, "aria-labelledby": `${id}-title` }, h("h2", { id: `${id}-title` }, title), h("div", { class: "sample-body" }, content));
}

function jump(event, id) {
  event.preventDefault();
  document.getElementById(id).scrollIntoView();
}

function opener(label, views) {
  return h("button", { type: "button", class: "button", onClick: () => show(views()) }, label);
}

const samples = document.getElementById("samples");
for (const [index, { title, blocks }] of SAMPLES.entries()) {
  const named = blocks.map((block, at) => ({ block_id: `s${index}_${at}`, ...block }));
  samples.append(sample(title, renderBlocks(spoiled(named), context)));
}
samples.append(
  sample("files", renderFiles(spoiled(FILES), context)),
  sample("modals", [
    opener("Open a form", () => [spoiled(FORM)]), " ",
    opener("Open a view", () => [spoiled(LOWER)]), " ",
    opener("Open a stack", () => [spoiled(LOWER), spoiled(UPPER)]),
  ]),
  sample("home tab", renderHome({ id: "VH", blocks: spoiled(SAMPLES[0].blocks) }, context)),
  sample("home tab, nothing published", renderHome(null, context)),
);
document.documentElement.dataset.ready = "true";
Object.defineProperty(window, "entered", { get: () => valuesOf(document) });
