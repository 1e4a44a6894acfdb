/** Moments in the reader's time zone, and the workspace's own time. */

import { session } from "./session.js";

const formats = new Map();
let offsetMs = 0;

/** Set the workspace's time from what the server says, in unix seconds. */
export function setNow(unix) {
  offsetMs = unix * 1000 - Date.now();
}

/** The workspace's time. @returns {Date} */
export function workspaceNow() {
  return new Date(Date.now() + offsetMs);
}

/** By how many seconds the workspace is ahead of the real time. */
export function aheadS() {
  return offsetMs / 1000;
}

/** The moment of a message. @param {string} ts */
export function momentOf(ts) {
  return new Date(Number(ts) * 1000);
}

/** "14:05". */
export function clockTime(date) {
  return format({ hour: "2-digit", minute: "2-digit", hourCycle: "h23" }).format(date);
}

/** "Friday 20 November 2026, 14:05". */
export function fullTime(date) {
  const day = format({ weekday: "long", day: "numeric", month: "long", year: "numeric" }).format(date);
  return `${day}, ${clockTime(date)}`;
}

/** "Fri 20 Nov". */
export function shortDay(date) {
  return format({ weekday: "short", day: "numeric", month: "short" }).format(date).replace(",", "");
}

/** "Fri 20 Nov, 14:05". */
export function shortTime(date) {
  return `${shortDay(date)}, ${clockTime(date)}`;
}

/** The day as a key that sorts: "2026-11-20". */
export function dayKey(date) {
  return format({ year: "numeric", month: "2-digit", day: "2-digit" }, "en-CA").format(date);
}

/** "Today", "Yesterday", or "Friday, 20 November"; with the year where it is another one. */
export function dayName(date) {
  const now = workspaceNow();
  const key = dayKey(date);
  if (key === dayKey(now)) return "Today";
  if (key === dayKey(new Date(now - 86_400_000))) return "Yesterday";
  const year = key.slice(0, 4) === dayKey(now).slice(0, 4) ? {} : { year: "numeric" };
  return format({ weekday: "long", day: "numeric", month: "long", ...year }).format(date);
}

/** "5 minutes ago" or "in 2 days", roughly. */
export function ago(date) {
  const seconds = (date - workspaceNow()) / 1000;
  const steps = [["day", 86_400], ["hour", 3_600], ["minute", 60]];
  const [unit, size] = steps.find(([, each]) => Math.abs(seconds) >= each) ?? ["second", 1];
  if (unit === "second") return "just now";
  return new Intl.RelativeTimeFormat("en-GB", { numeric: "auto" }).format(Math.round(seconds / size), unit);
}

function format(options, locale = "en-GB") {
  const timeZone = session.person?.tz || undefined;
  const key = JSON.stringify([options, locale, timeZone]);
  if (!formats.has(key)) formats.set(key, made(locale, { ...options, timeZone }));
  return formats.get(key);
}

function made(locale, options) {
  try {
    return new Intl.DateTimeFormat(locale, options);
  } catch {
    // A time zone that the browser does not know.
    return new Intl.DateTimeFormat(locale, { ...options, timeZone: undefined });
  }
}
