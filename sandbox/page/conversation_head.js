/** The head of a conversation: its name, what it is about, who is in it. */

import { avatar } from "./avatar.js";
import { tell } from "./bus.js";
import { here } from "./context.js";
import { openDetails } from "./details.js";
import { h } from "./dom.js";
import { icon } from "./blocks/icons.js";
import { go } from "./route.js";
import { conversationName, isAppDm, session } from "./session.js";

/** The nodes of the head, for the conversation or for one that is not there. */
export function headOf(conversation) {
  if (!conversation) return [h("h1", {}, "Not here")];
  if (isAppDm(conversation)) return appHead("messages");
  const isDm = conversation.kind === "im" || conversation.kind === "mpim";
  const open = () => (isDm && conversation.others.length === 1 ? tell("profile", conversation.others[0]) : openDetails(conversation.id));
  return [
    h(
      "button",
      { type: "button", class: "conversation-name", onClick: open },
      isDm ? avatar(conversation.others[0] ?? session.person.id, { small: true }) : icon(conversation.kind === "group" ? "lock" : "hash"),
      h("h1", {}, conversationName(conversation)),
    ),
    h("p", { class: "topic" }, isDm ? titleOfOther(conversation) : conversation.topic),
    !isDm && memberButton(conversation),
  ];
}

/** The head of the app's place, which has two tabs. @param {"home"|"messages"} tab */
export function appHead(tab) {
  const { app } = session.workspace;
  return [
    h("div", { class: "conversation-name" }, avatar(app.bot, { small: true }), h("h1", {}, app.name), h("span", { class: "badge" }, "App")),
    h(
      "nav",
      { class: "tabs", "aria-label": app.name },
      app.home_tab_enabled && tabButton("Home", tab === "home", () => go({ ...here(), place: "home" })),
      app.messages_tab_enabled && tabButton("Messages", tab === "messages", () => tell("app-messages")),
    ),
  ];
}

function tabButton(label, isCurrent, onClick) {
  return h("button", { type: "button", class: "tab", "aria-current": isCurrent ? "page" : null, onClick }, label);
}

function titleOfOther(conversation) {
  return conversation.others.length === 1 ? (session.people.get(conversation.others[0])?.profile?.title ?? "") : "";
}

function memberButton(conversation) {
  const label = `${conversation.member_count} members. Show the details of the channel`;
  const open = () => openDetails(conversation.id);
  return h("button", { type: "button", class: "member-count", "aria-label": label, title: "Members and details", onClick: open }, icon("people"), h("span", {}, conversation.member_count));
}
