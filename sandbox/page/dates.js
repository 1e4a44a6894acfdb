/** Moments in the reader's own time zone: Slack's date tokens, and the wall clock for date fields. */

import { h } from "./dom.js";

const DAY_S = 86_400;
const AGO = [["year", 365 * DAY_S], ["month", 30 * DAY_S], ["week", 7 * DAY_S], ["day", DAY_S], ["hour", 3600], ["minute", 60]];
const LONG = { month: "long", day: "numeric", year: "numeric" };
const SHORT = { month: "short", day: "numeric", year: "numeric" };
const CLOCK = { hour: "2-digit", minute: "2-digit", hourCycle: "h23" };
const formats = new Map();

/**
 * Fills a format such as "{date_short_pretty} at {time}"; a token that is unknown stays as it is.
 * @param {string} format
 * @param {number} unix seconds
 * @param {{tz?: string, now: Date}} reader
 * @returns {string}
 */
export function formatDate(format, unix, reader) {
  return format.replaceAll(/\{(\w+)\}/g, (token, name) => TOKENS[name]?.(unix, reader) ?? token);
}

/**
 * A moment as an element; its title says it in full.
 * @param {{timestamp: number, format: string, fallback?: string}} date
 * @param {{person?: {tz?: string}, workspaceNow: () => Date}} context
 * @returns {HTMLElement}
 */
export function dateNode(date, context) {
  const unix = Number(date.timestamp);
  const moment = new Date(unix * 1000);
  if (!Number.isFinite(unix) || Number.isNaN(moment.getTime())) return h("span", {}, date.fallback ?? "");
  const reader = { tz: context.person?.tz, now: context.workspaceNow() };
  const full = formatDate("{date_long} at {time}", unix, reader);
  const shown = formatDate(date.format || "{date} at {time}", unix, reader);
  return h("time", { datetime: moment.toISOString(), title: `${full} (${zone(reader.tz)})` }, shown);
}

/** The wall clock at a moment as date fields want it: "2026-01-31T09:30". @param {number} unix @param {string} [tz] */
export function wallClock(unix, tz) {
  const part = partsOf(unix, tz);
  return `${part.year.padStart(4, "0")}-${part.month}-${part.day}T${part.hour}:${part.minute}`;
}

/**
 * The moment at which a wall clock shows `wall`; an hour that summer time skips counts as the hour after.
 * @param {string} wall such as "2026-01-31T09:30"
 * @param {string} [tz]
 * @returns {number|null} unix seconds
 */
export function unixOf(wall, tz) {
  const wanted = Date.parse(`${wall}:00Z`) / 1000;
  if (Number.isNaN(wanted)) return null;
  const first = wanted - offset(wanted, tz);
  return wanted - offset(first, tz);
}

/** A zone's name that formats can be made with: the browser's own when `tz` is missing or unknown. @param {string} [tz] */
export function zone(tz) {
  try {
    return new Intl.DateTimeFormat("en-US", { timeZone: tz || undefined }).resolvedOptions().timeZone;
  } catch {
    return zone();
  }
}

const TOKENS = {
  __proto__: null,
  date_num: (unix, { tz }) => wallClock(unix, tz).slice(0, 10),
  date_slash: (unix, { tz }) => shown(unix, tz, { year: "numeric", month: "2-digit", day: "2-digit" }),
  date: (unix, { tz }) => ordinal(unix, tz, LONG),
  date_short: (unix, { tz }) => shown(unix, tz, SHORT),
  date_long: (unix, { tz }) => `${weekday(unix, tz)}, ${ordinal(unix, tz, LONG)}`,
  date_pretty: (unix, reader) => near(unix, reader) ?? TOKENS.date(unix, reader),
  date_short_pretty: (unix, reader) => near(unix, reader) ?? TOKENS.date_short(unix, reader),
  date_long_pretty: (unix, reader) => near(unix, reader) ?? TOKENS.date_long(unix, reader),
  day_divider_pretty: (unix, reader) => capital(TOKENS.date_long_pretty(unix, reader)),
  date_long_full: (unix, reader) => TOKENS.date_long(unix, reader),
  time: (unix, { tz }) => shown(unix, tz, CLOCK),
  time_secs: (unix, { tz }) => shown(unix, tz, { ...CLOCK, second: "2-digit" }),
  ago: (unix, { now }) => ago(unix, now.getTime() / 1000),
};

function shown(unix, tz, options) {
  const key = `${tz}/${JSON.stringify(options)}`;
  if (!formats.has(key)) formats.set(key, new Intl.DateTimeFormat("en-US", { timeZone: zone(tz), ...options }));
  return formats.get(key).format(new Date(unix * 1000));
}

function weekday(unix, tz) {
  return shown(unix, tz, { weekday: "long" });
}

function ordinal(unix, tz, options) {
  const day = Number(shown(unix, tz, { day: "numeric" }));
  const suffix = day % 100 > 10 && day % 100 < 14 ? "th" : (["th", "st", "nd", "rd"][day % 10] ?? "th");
  return shown(unix, tz, options).replace(/(\d+),/, `$1${suffix},`);
}

function near(unix, { tz, now }) {
  const days = dayNumber(unix, tz) - dayNumber(now.getTime() / 1000, tz);
  return { "-1": "yesterday", 0: "today", 1: "tomorrow" }[days];
}

function capital(words) {
  return words.charAt(0).toUpperCase() + words.slice(1);
}

function dayNumber(unix, tz) {
  return Date.parse(wallClock(unix, tz).slice(0, 10)) / 1000 / DAY_S;
}

function ago(unix, now) {
  const seconds = Math.abs(now - unix);
  const [unit, length] = AGO.find(([, size]) => seconds >= size) ?? ["", 0];
  if (!unit) return "just now";
  const count = Math.floor(seconds / length);
  const words = `${count} ${unit}${count === 1 ? "" : "s"}`;
  return now >= unix ? `${words} ago` : `in ${words}`;
}

function partsOf(unix, tz) {
  const key = `parts/${tz}`;
  const numeric = { year: "numeric", month: "2-digit", day: "2-digit", hour: "2-digit", minute: "2-digit", second: "2-digit" };
  if (!formats.has(key)) {
    formats.set(key, new Intl.DateTimeFormat("en-US", { timeZone: zone(tz), hourCycle: "h23", ...numeric }));
  }
  return Object.fromEntries(formats.get(key).formatToParts(new Date(unix * 1000)).map(({ type, value }) => [type, value]));
}

function offset(unix, tz) {
  const part = partsOf(unix, tz);
  const wall = Date.UTC(part.year, part.month - 1, part.day, part.hour, part.minute, part.second) / 1000;
  return wall - Math.floor(unix);
}
