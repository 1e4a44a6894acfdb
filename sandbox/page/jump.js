/** Going to a conversation by typing part of its name: Ctrl K. */

import { avatar } from "./avatar.js";
import { fill, h } from "./dom.js";
import { icon } from "./blocks/icons.js";
import { complain, moveAmong, openDialog } from "./overlays.js";
import { go } from "./route.js";
import { conversationName, dmWith, isHuman, openDm, session, shownName } from "./session.js";

const MOST = 12;

/** Let Ctrl K and ⌘K open it. */
export function allowJumping() {
  document.addEventListener("keydown", (event) => {
    if (event.key.toLowerCase() !== "k" || !(event.ctrlKey || event.metaKey) || document.querySelector("dialog[open]")) return;
    event.preventDefault();
    openJump();
  });
}

/** Ask where to go. */
export function openJump() {
  openDialog({ title: "Go to …", content: (close) => jump(close) });
}

function jump(close) {
  const search = h("input", { class: "field", type: "search", placeholder: "A channel or a person", "aria-label": "Go to", "data-first": true });
  const list = h("div", { class: "people-list" });
  const show = () => fill(list, found(search.value).map((place) => placeRow(place, close)));
  search.addEventListener("input", show);
  search.addEventListener("keydown", (event) => {
    if (event.key === "Enter") list.querySelector("button")?.click();
    if (event.key === "ArrowDown") (event.preventDefault(), list.querySelector("button")?.focus());
  });
  list.addEventListener("keydown", (event) => moveAmong(event, [...list.querySelectorAll("button")]));
  show();
  return h("div", { class: "dialog-body finder" }, search, list);
}

function found(query) {
  const wanted = query.trim().toLowerCase().replace(/^[#@]/, "");
  const all = [...conversations(), ...strangers()];
  const fitting = all.filter((place) => place.name.toLowerCase().includes(wanted));
  const rank = (place) => (place.name.toLowerCase().startsWith(wanted) ? 0 : 1) - (place.unread ? 2 : 0);
  return fitting.toSorted((a, b) => rank(a) - rank(b)).slice(0, MOST);
}

function conversations() {
  return [...session.conversations.values()].map((one) => ({
    name: conversationName(one),
    unread: one.unread,
    note: one.unread ? `${one.unread} unread` : one.is_member ? "" : "not joined",
    picture: () => (one.kind === "im" ? avatar(one.others[0] ?? session.person.id, { small: true }) : icon({ channel: "hash", group: "lock" }[one.kind] ?? "people")),
    open: () => go({ person: session.person.name, place: one.id }),
  }));
}

function strangers() {
  const people = [...session.people.values()].filter((one) => isHuman(one) && one.id !== session.person.id && !dmWith(one.id));
  return people.map((one) => ({
    name: shownName(one),
    note: one.profile?.title ?? "",
    picture: () => avatar(one.id, { small: true }),
    open: () => openDm([one.id]).then((place) => go({ person: session.person.name, place }), complain),
  }));
}

function placeRow({ name, note, picture, open }, close) {
  const choose = () => (close(), open());
  return h("button", { type: "button", class: "person-row place-row", onClick: choose }, h("span", { class: "side-picture" }, picture()), h("b", {}, name), h("span", { class: "person-title" }, note));
}
