/** Where the page is, kept in the address: #/wren/C123/p1700000000000100, so that Back, reload and links work. */

import { tell } from "./bus.js";

const KEPT = "earshot.person";

/**
 * What the address says. `person` is a handle, "" or "-" when nobody is named; `place` is a conversation's id or "home";
 * `ts` is a message there.
 */
export function currentRoute() {
  const [person = "", place = "", point = ""] = location.hash.replace(/^#\/?/, "").split("/").map(decoded);
  return { person, place, ts: tsOf(point) };
}

/** Go somewhere; a missing part stays out of the address. */
export function go({ person, place = "", ts = "" }) {
  const parts = [person, place, ts && `p${ts.replace(".", "")}`].filter(Boolean).map(encodeURIComponent);
  const hash = `#/${parts.join("/")}`;
  if (location.hash === hash) tell("route", currentRoute());
  else location.hash = hash;
}

/** Tell "route" whenever the address changes. */
export function watchRoute() {
  addEventListener("hashchange", () => tell("route", currentRoute()));
}

/** The person acted as last in this browser, "" at the first visit. */
export function lastPerson() {
  return recalled(KEPT);
}

/** Remember who is acted as. */
export function keepPerson(handle) {
  kept(KEPT, handle);
}

/** Where somebody was last. */
export function lastPlace(handle) {
  return recalled(`earshot.place.${handle}`);
}

/** Remember where somebody is. */
export function keepPlace(handle, place) {
  kept(`earshot.place.${handle}`, place);
}

/** The conversation and ts that a permalink of this workspace leads to, null for any other address. */
export function permalinkTarget(address, workspaceUrl) {
  let url;
  try {
    url = new URL(address, location.href);
  } catch {
    return null;
  }
  const found = /^\/archives\/([A-Z0-9]+)\/p(\d{16,17})$/.exec(url.pathname);
  const isHere = url.origin === location.origin || url.origin === new URL(workspaceUrl).origin;
  return found && isHere ? { place: found[1], ts: tsOf(`p${found[2]}`) } : null;
}

function tsOf(point) {
  const digits = /^p(\d{10,11})(\d{6})$/.exec(point);
  return digits ? `${digits[1]}.${digits[2]}` : "";
}

function decoded(part) {
  try {
    return decodeURIComponent(part);
  } catch {
    return "";
  }
}

function recalled(key) {
  try {
    return localStorage.getItem(key) ?? "";
  } catch {
    return "";
  }
}

function kept(key, value) {
  try {
    localStorage.setItem(key, value);
  } catch {
    // A browser that keeps nothing starts with the choice of a person each time.
  }
}
