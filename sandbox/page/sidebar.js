/** The conversations at the side, with what is new in them. */

import { avatar } from "./avatar.js";
import { on, tell } from "./bus.js";
import { fill, h } from "./dom.js";
import { icon } from "./blocks/icons.js";
import { loadNewest } from "./history.js";
import { newChannel } from "./details.js";
import { openMessageTo } from "./people.js";
import { currentRoute, go } from "./route.js";
import { conversationName, dmWith, isAppDm, session } from "./session.js";
import { callsIn } from "./unread.js";

const folded = new Set(["More channels"]);

/** Build the sidebar, and keep it up to date. */
export function buildSidebar() {
  const sidebar = document.getElementById("sidebar");
  const draw = () => keepingFocus(sidebar, () => fill(sidebar, sections()));
  for (const news of ["conversations", "people", "unread"]) on(news, draw);
  on("route", () => (isListed() ? markCurrent(sidebar) : draw()));
  sidebar.addEventListener("pointerover", prefetch);
  sidebar.addEventListener("keydown", moveAmongRows);
  draw();
}

/** Whether the place that is shown has its row already, or needs one. */
function isListed() {
  const { place } = currentRoute();
  return place === "home" || Boolean(document.querySelector(`.side-row[data-channel="${CSS.escape(place)}"]`));
}

function markCurrent(sidebar) {
  for (const row of sidebar.querySelectorAll(".side-row")) {
    if (isHere(row.dataset.channel) || (row.dataset.key === "app" && isHere("home"))) row.setAttribute("aria-current", "page");
    else row.removeAttribute("aria-current");
  }
}

function sections() {
  const all = [...session.conversations.values()].filter((one) => !one.is_archived);
  const byName = (a, b) => conversationName(a).localeCompare(conversationName(b));
  const isChannel = (one) => one.kind === "channel" || one.kind === "group";
  const joined = all.filter((one) => isChannel(one) && one.is_member).toSorted(byName);
  const others = all.filter((one) => isChannel(one) && !one.is_member).toSorted(byName);
  const direct = all.filter((one) => !isChannel(one) && !isAppDm(one) && (one.latest || isHere(one.id)));
  return [
    section("Apps", [appRow()]),
    section("Channels", joined.map(channelRow), action("plus", "Make a channel", newChannel)),
    section("Direct messages", direct.toSorted(byName).map(directRow), action("plus", "Write to somebody", openMessageTo)),
    others.length ? section("More channels", others.map(channelRow)) : null,
  ];
}

function section(name, rows, button = null) {
  const isFolded = folded.has(name);
  const toggle = () => {
    if (!folded.delete(name)) folded.add(name);
    tell("unread");
  };
  const shown = isFolded ? rows.filter((row) => row.matches(".unread, [aria-current]")) : rows;
  return h(
    "section",
    { class: "side-section", "aria-label": name },
    h(
      "div",
      { class: "side-head" },
      h("button", { type: "button", class: "side-toggle", "aria-expanded": String(!isFolded), "data-key": name, onClick: toggle }, icon("chevron"), h("span", {}, name)),
      button,
    ),
    h("ul", {}, shown.map((row) => h("li", {}, row))),
  );
}

function action(name, label, onClick) {
  return h("button", { type: "button", class: "side-action", "aria-label": label, title: label, "data-key": label, onClick }, icon(name));
}

function channelRow(conversation) {
  return row(conversation, icon(conversation.kind === "group" ? "lock" : "hash"));
}

function directRow(conversation) {
  const picture = conversation.others.length > 1 ? icon("people") : avatar(conversation.others[0] ?? session.person.id, { small: true });
  return row(conversation, picture);
}

function row(conversation, picture) {
  const open = () => go({ person: session.person.name, place: conversation.id });
  return rowButton({ key: conversation.id, label: conversationName(conversation), picture, conversation, isCurrent: isHere(conversation.id), open });
}

function appRow() {
  const { app } = session.workspace;
  const dm = dmWith(app.bot);
  const isCurrent = isHere("home") || Boolean(dm && isHere(dm.id));
  const open = () => (dm?.unread || !app.home_tab_enabled ? tell("app-messages") : go({ person: session.person.name, place: "home" }));
  const conversation = dm ?? { kind: "im", unread: 0, mentions: 0, is_member: true };
  return rowButton({ key: "app", label: app.name, picture: avatar(app.bot, { small: true }), conversation, isCurrent, open });
}

function rowButton({ key, label, picture, conversation, isCurrent, open }) {
  const calls = callsIn(conversation);
  const classes = ["side-row", conversation.unread && "unread", !conversation.is_member && "outside"].filter(Boolean).join(" ");
  return h(
    "button",
    {
      type: "button",
      class: classes,
      "data-key": key,
      "data-channel": conversation.id,
      "aria-current": isCurrent ? "page" : null,
      "aria-label": spoken(label, conversation, calls),
      onClick: () => (tell("drawer", false), open()),
    },
    h("span", { class: "side-picture", "aria-hidden": "true" }, picture),
    h("span", { class: "side-name" }, label),
    calls ? h("span", { class: "side-count", "aria-hidden": "true" }, calls > 99 ? "99+" : calls) : null,
  );
}

function spoken(label, { kind, unread, is_member: isMember }, calls) {
  const what = { channel: "channel", group: "private channel" }[kind];
  const news = unread ? `${unread} unread${calls && calls !== unread ? `, ${calls} for you` : ""}` : "";
  return [label, what, isMember ? "" : "not joined", news].filter(Boolean).join(", ");
}

function isHere(place) {
  return currentRoute().place === place;
}

function prefetch(event) {
  const id = event.target.closest?.("[data-channel]")?.dataset.channel;
  if (id) loadNewest(id).catch(() => {});
}

function keepingFocus(container, change) {
  const key = container.contains(document.activeElement) ? document.activeElement.dataset.key : null;
  const { scrollTop } = container;
  change();
  container.scrollTop = scrollTop;
  if (key) container.querySelector(`[data-key="${CSS.escape(key)}"]`)?.focus();
}

function moveAmongRows(event) {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (!step || !event.target.matches(".side-row, .side-toggle")) return;
  const rows = [...event.currentTarget.querySelectorAll(".side-row, .side-toggle")];
  event.preventDefault();
  rows[rows.indexOf(event.target) + step]?.focus();
}
