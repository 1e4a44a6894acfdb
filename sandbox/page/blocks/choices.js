/** What can be chosen in selects: options of the app, people, conversations. */

import { avatar } from "../avatar.js";
import { withEmoji } from "../emoji.js";
import { unescape } from "../inline.js";
import { icon } from "./icons.js";
import { isObject, objectsOf, textOf, wordsOf } from "./given.js";
import { placeOf } from "./memory.js";

const order = new Intl.Collator();
const KINDS = { __proto__: null, channel: "public", group: "private", im: "im", mpim: "mpim" };
const MARKS = { __proto__: null, channel: "hash", group: "lock", im: "person", mpim: "people" };

/** @typedef {import("./listbox.js").Choice} Choice */
/** @typedef {import("./listbox.js").Group} Group */

/** The options of a static select, in their groups. @param {object} element @returns {Group[]} */
export function offered(element) {
  return groupsOf(element.option_groups ?? [{ options: element.options }]);
}

/** What the app offers for a query in an external select. @returns {Promise<Group[]>} */
export async function suggested(query, { block, element, context }) {
  const where = { ...placeOf(context), block_id: block.block_id, action_id: element.action_id };
  const { options } = await context.act("options", { ...where, query });
  return groupsOf(objectsOf(options).some((one) => one.options) ? options : [{ options }]);
}

/** An option as a choice. @param {object} option @returns {Choice} */
export function optionChoice(option) {
  const value = textOf(option.value);
  return { key: value, label: plain(option.text), description: plain(option.description), held: option };
}

/** Everybody who can be chosen in a users select. @param {object} context @returns {Group[]} */
export function everybody(context) {
  const people = objectsOf(context.people?.()).filter((person) => !person.deleted);
  return [{ label: "", choices: sorted(people.map((person) => personChoice(person.id, context, person))) }];
}

/** Somebody as a choice. @returns {Choice} */
export function personChoice(userId, context, person) {
  const label = context.nameOf?.(userId) || textOf(person?.name) || userId;
  const known = [textOf(person?.profile?.title), textOf(person?.profile?.real_name ?? person?.real_name)];
  const description = known.find((words) => words && words !== label) ?? "";
  return { key: userId, label, description, also: textOf(person?.name), mark: () => avatar(userId, { small: true }), held: userId };
}

/** The conversations that a channels or conversations select offers. @param {object} element @param {object} context @returns {Group[]} */
export function conversations(element, context) {
  const wanted = wantedKinds(element);
  const bots = new Set(objectsOf(context.people?.()).filter((one) => one.is_bot).map((one) => one.id));
  const fit = objectsOf(context.channels?.()).filter(
    (one) => wanted.includes(KINDS[kindOf(one)]) && !one.is_archived && !(element.filter?.exclude_bot_users && bots.has(otherIn(one))),
  );
  return [{ label: "", choices: sorted(fit.map((one) => conversationChoice(one.id, context, one))) }];
}

/** A conversation as a choice. @returns {Choice} */
export function conversationChoice(channelId, context, given) {
  const known = given ?? objectsOf(context.channels?.()).find((one) => one.id === channelId);
  const kind = known ? kindOf(known) : "channel";
  const label = context.channelNameOf?.(channelId) || textOf(known?.shown_name) || textOf(known?.name) || "a conversation you cannot see";
  return { key: channelId, label, description: "", mark: () => icon(MARKS[kind] ?? "hash"), held: channelId };
}

/** The groups with what matches a query: each of its words begins a word of the choice, or stands somewhere in it. */
export function matching(groups, query) {
  const words = query.toLowerCase().replace(/^[#@]/, "").split(/\s+/).filter(Boolean);
  if (!words.length) return groups;
  return groups.map((group) => ({ ...group, choices: ranked(group.choices, words) }));
}

function ranked(choices, words) {
  const rows = choices.map((choice) => ({ choice, text: `${choice.label} ${choice.description ?? ""} ${choice.also ?? ""}`.toLowerCase() }));
  const found = rows.filter(({ text }) => words.every((word) => text.includes(word)));
  const first = found.filter(({ text }) => text.startsWith(words[0]));
  return [...first, ...found.filter((row) => !first.includes(row))].map(({ choice }) => choice);
}

function groupsOf(groups) {
  return objectsOf(groups).map((group) => ({ label: plain(group.label), choices: objectsOf(group.options).map(optionChoice) }));
}

function plain(object) {
  return withEmoji(unescape(wordsOf(object))).map((part) => (isObject(part) ? part.textContent : part)).join("");
}

function wantedKinds(element) {
  if (element.type.endsWith("channels_select")) return ["public"];
  const { include } = element.filter ?? {};
  return Array.isArray(include) ? include : Object.values(KINDS);
}

function kindOf(conversation) {
  if (conversation.kind) return conversation.kind;
  if (conversation.is_im) return "im";
  return conversation.is_mpim ? "mpim" : conversation.is_private ? "group" : "channel";
}

function otherIn(conversation) {
  return conversation.user ?? conversation.others?.[0];
}

function sorted(choices) {
  return choices.sort((one, other) => order.compare(one.label, other.label));
}
