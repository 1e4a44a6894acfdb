/** A channel's details: what it is for, who is in it, and the ways in and out. */

import { avatar } from "./avatar.js";
import { get, post } from "./connection.js";
import { fill, h } from "./dom.js";
import { uniqueId } from "./blocks/given.js";
import { complain, openDialog } from "./overlays.js";
import { finder, openProfile } from "./people.js";
import { go } from "./route.js";
import { conversationName, fullName, loadConversations, nameOf, session } from "./session.js";

const MOST = 200;

/** Show the details of a channel. */
export async function openDetails(channelId) {
  const conversation = session.conversations.get(channelId);
  const { members } = await get("members", { person: session.person.id, channel: channelId }).catch((error) => (complain(error), { members: [] }));
  openDialog({ title: conversation.name ? `#${conversation.name}` : conversationName(conversation), content: (close) => details(conversation, members, close) });
}

/** Make a channel. */
export function newChannel() {
  openDialog({ title: "Make a channel", content: (close) => channelForm(close) });
}

function details(conversation, members, close) {
  const sorted = members.toSorted((a, b) => nameOf(a).localeCompare(nameOf(b)));
  const body = h("div", { class: "dialog-body details" });
  const facts = [conversation.kind === "group" ? "Private channel" : "Public channel", conversation.is_archived && "archived", !conversation.is_member && "you are not in it"];
  fill(
    body,
    h("p", { class: "muted" }, facts.filter(Boolean).join(", ")),
    conversation.purpose && h("p", {}, conversation.purpose),
    conversation.is_member && topicForm(conversation, close),
    h("div", { class: "dialog-actions" }, actionsFor(conversation, members, close)),
    h("h3", {}, `${members.length} members`),
    h("div", { class: "people-list" }, sorted.slice(0, MOST).map(memberRow)),
    sorted.length > MOST && h("p", { class: "muted" }, `and ${sorted.length - MOST} more`),
  );
  return body;
}

function topicForm(conversation, close) {
  const id = uniqueId("topic");
  const box = h("input", { class: "field", id, value: conversation.topic, placeholder: "What it is about now" });
  const save = (event) => (event.preventDefault(), act("topic", conversation, { topic: box.value.trim() }, close));
  return h("form", { class: "line-form", onSubmit: save }, h("label", { for: id }, "Topic"), h("div", { class: "line" }, box, h("button", { type: "submit", class: "button" }, "Save")));
}

function actionsFor(conversation, members, close) {
  if (conversation.is_archived) return [button("Open it again", () => act("unarchive", conversation, {}, close))];
  if (!conversation.is_member) return [button("Join channel", () => act("join", conversation, {}, close), "primary")];
  const { app } = session.workspace;
  const hasApp = members.includes(app.bot);
  return [
    !hasApp && button(`Bring in ${app.name}`, () => act("invite", conversation, { invitee: app.bot }, close), "primary"),
    hasApp && button(`Remove ${app.name}`, () => act("kick", conversation, { member: app.bot }, close)),
    button("Add people", () => (close(), addPeople(conversation, members))),
    !conversation.is_general && button("Leave", () => act("leave", conversation, {}, close)),
    !conversation.is_general && button("Archive", () => act("archive", conversation, {}, close)),
  ];
}

function addPeople(conversation, members) {
  const offered = (one) => !one.deleted && !members.includes(one.id) && one.id !== "USLACKBOT";
  openDialog({
    title: `Add people to #${conversation.name}`,
    content: (close) => h("div", { class: "dialog-body" }, finder("Who?", (person) => act("invite", conversation, { invitee: person.id }, close), offered)),
  });
}

function memberRow(id) {
  const person = session.people.get(id);
  const words = [person && `@${person.name}`, person?.profile?.title].filter(Boolean).join(" · ");
  return h(
    "button",
    { type: "button", class: "person-row", onClick: () => openProfile(id) },
    avatar(id),
    h("span", { class: "person-words" }, h("b", {}, person ? fullName(person) : nameOf(id)), h("span", { class: "person-title" }, words)),
  );
}

function channelForm(close) {
  const name = h("input", { class: "field", id: uniqueId("name"), required: true, maxlength: 80, "data-first": true, placeholder: "for-example-this", autocomplete: "off" });
  const isPrivate = h("input", { type: "checkbox" });
  const make = async (event) => {
    event.preventDefault();
    const wanted = name.value.trim().toLowerCase().replaceAll(/\s+/g, "-");
    try {
      const { channel } = await post("create_channel", { person: session.person.id, name: wanted, is_private: isPrivate.checked });
      await loadConversations();
      close();
      go({ person: session.person.name, place: channel });
    } catch (error) {
      complain(error);
    }
  };
  return h(
    "form",
    { class: "dialog-body line-form", onSubmit: make },
    h("label", { for: name.id }, "Name"),
    name,
    h("label", { class: "also" }, isPrivate, "Private: only those who are invited see it"),
    h("div", { class: "dialog-actions" }, h("button", { type: "submit", class: "button primary" }, "Make it")),
  );
}

function button(label, onClick, kind = "") {
  return h("button", { type: "button", class: `button ${kind}`, onClick }, label);
}

async function act(path, conversation, more, close) {
  try {
    await post(path, { person: session.person.id, channel: conversation.id, ...more });
    await loadConversations();
    close();
  } catch (error) {
    complain(error);
  }
}
