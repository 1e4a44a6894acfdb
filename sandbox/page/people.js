/** People: choosing whom to act as, whom to write to, and what is known of somebody. */

import { avatar } from "./avatar.js";
import { fill, h } from "./dom.js";
import { complain, moveAmong, openDialog } from "./overlays.js";
import { go, keepPerson } from "./route.js";
import { fullName, isHuman, openDm, session, shownName } from "./session.js";
import { clockTime, workspaceNow } from "./times.js";

const MOST = 60;

/** Choose whom to act as: those worth trying first on top, then everybody. At the first visit somebody must be chosen. */
export function openSwitcher({ mustChoose = false } = {}) {
  const title = mustChoose ? `Welcome to ${session.workspace.name}` : "Act as somebody else";
  openDialog({ title, wide: true, mustChoose, content: () => switcher(mustChoose) });
}

/** Choose somebody to write to. */
export function openMessageTo() {
  openDialog({
    title: "Write to somebody",
    content: (close) => finder("Who?", (person) => (close(), writeTo(person.id)), (one) => !one.deleted && one.id !== session.person.id),
  });
}

/** What is known of somebody, and what can be done. */
export function openProfile(userId) {
  const person = session.people.get(userId);
  if (!person) return;
  openDialog({ title: fullName(person), content: (close) => profile(person, close) });
}

/** Act as this person from now on; the page starts anew with what they may see. */
function actAs(person) {
  keepPerson(person.name);
  if (session.person) {
    location.hash = `#/${encodeURIComponent(person.name)}`;
    location.reload();
  } else {
    go({ person: person.name });
  }
}

/**
 * A field that finds people, with what it found below.
 * @param {string} label
 * @param {(person: object) => void} onPick
 * @param {(person: object) => boolean} offered
 */
export function finder(label, onPick, offered) {
  const people = [...session.people.values()].filter(offered).toSorted((a, b) => fullName(a).localeCompare(fullName(b)));
  const search = h("input", { class: "field", type: "search", placeholder: "Name, handle or title", "aria-label": label, "data-first": true });
  const list = h("div", { class: "people-list" });
  const show = () => fill(list, found(people, search.value).map((person) => personRow(person, onPick)));
  search.addEventListener("input", show);
  search.addEventListener("keydown", (event) => {
    if (event.key === "Enter") list.querySelector("button")?.click();
    if (event.key === "ArrowDown") (event.preventDefault(), list.querySelector("button")?.focus());
  });
  list.addEventListener("keydown", (event) => moveAmong(event, [...list.querySelectorAll("button")]));
  show();
  return h("div", { class: "finder" }, search, list);
}

function switcher(isFirst) {
  const { guides, app } = session.workspace;
  const welcome = `This is a whole workspace on your machine, with ${app.name} in it. Nothing leaves it. Choose whose eyes to look through; you can change at any time.`;
  const others = (one) => isHuman(one) && !guides.some((guide) => guide.person === one.id);
  return h(
    "div",
    { class: "dialog-body switcher" },
    isFirst && h("p", { class: "welcome" }, welcome),
    h("div", { class: "guides" }, guides.map(guideCard)),
    h("h3", {}, guides.length ? "Or anybody else" : "Everybody"),
    finder("Find a person to act as", actAs, others),
  );
}

function guideCard({ person: id, role, try_first: tryFirst }) {
  const person = session.people.get(id);
  const isNow = id === session.person?.id;
  const shown = [
    h("span", { class: "guide-head" }, avatar(id), h("span", {}, h("b", {}, fullName(person)), h("span", { class: "role" }, role))),
    h("span", { class: "guide-title" }, person.profile?.title ?? ""),
    h("span", { class: "guide-try" }, h("b", {}, "Try first: "), tryFirst.replace(/^As [^:]+: /, "")),
    isNow && h("span", { class: "guide-now" }, "You act as them now"),
  ];
  return h("button", { type: "button", class: "guide", "data-person": person.name, "data-first": !isNow, disabled: isNow, onClick: () => actAs(person) }, shown);
}

function personRow(person, onPick) {
  const title = [`@${person.name}`, person.profile?.title, person.is_restricted && "guest", person.id === session.person?.id && "you"].filter(Boolean).join(" · ");
  return h(
    "button",
    { type: "button", class: "person-row", "data-person": person.name, onClick: () => onPick(person) },
    avatar(person.id),
    h("span", { class: "person-words" }, h("b", {}, fullName(person)), h("span", { class: "person-title" }, title)),
  );
}

function found(people, query) {
  const wanted = query.trim().toLowerCase().replace(/^@/, "");
  const words = (one) => `${shownName(one)} ${one.name} ${one.profile?.real_name ?? ""} ${one.profile?.title ?? ""}`.toLowerCase();
  return (wanted ? people.filter((one) => words(one).includes(wanted)) : people).slice(0, MOST);
}

function profile(person, close) {
  const facts = [
    ["Handle", `@${person.name}`],
    ["Title", person.profile?.title],
    ["Email", person.profile?.email],
    ["Their time", person.tz && `${timeThere(person)} (${person.tz})`],
    ["Account", accountOf(person)],
  ];
  const isYou = person.id === session.person.id;
  return h(
    "div",
    { class: "dialog-body profile" },
    h("div", { class: "profile-head" }, avatar(person.id), h("dl", {}, facts.filter(([, value]) => value).map(([name, value]) => h("div", {}, h("dt", {}, name), h("dd", {}, value))))),
    h(
      "div",
      { class: "dialog-actions" },
      !person.deleted && h("button", { type: "button", class: "button", onClick: () => (close(), writeTo(person.id)) }, "Write a message"),
      isHuman(person) && !isYou && h("button", { type: "button", class: "button primary", onClick: () => actAs(person) }, `Act as ${shownName(person).split(" ")[0]}`),
    ),
  );
}

function accountOf(person) {
  if (person.deleted) return "deactivated";
  if (person.is_bot) return "an app";
  if (person.is_ultra_restricted) return "guest in one channel";
  return person.is_restricted ? "guest" : person.is_admin ? "admin" : "";
}

function timeThere(person) {
  try {
    return new Intl.DateTimeFormat("en-GB", { hour: "2-digit", minute: "2-digit", timeZone: person.tz }).format(workspaceNow());
  } catch {
    return clockTime(workspaceNow());
  }
}

async function writeTo(userId) {
  try {
    go({ person: session.person.name, place: await openDm([userId]) });
  } catch (error) {
    complain(error);
  }
}
