/** The page starts here: who acts, what they may see, and then what happens. */

import { on, tell } from "./bus.js";
import { get, listen } from "./connection.js";
import { contextFor } from "./context.js";
import { buildConversation, readyToWrite, shownConversation, showConversation } from "./conversation.js";
import { allowEditing } from "./editing.js";
import { fill, h } from "./dom.js";
import { forgetAll, isInChannel, loadAround } from "./history.js";
import { buildHome, leaveHome, showHome } from "./home_view.js";
import { allowJumping } from "./jump.js";
import { showViews } from "./modal.js";
import { complain, notice } from "./overlays.js";
import { allowClosing } from "./pane.js";
import { openProfile, openSwitcher } from "./people.js";
import { currentRoute, go, keepPerson, keepPlace, lastPerson, lastPlace, watchRoute } from "./route.js";
import { conversationName, isHuman, loadConversations, loadPeople, loadWorkspace, openDm, session } from "./session.js";
import { buildSidebar } from "./sidebar.js";
import { buildStrip } from "./strip.js";
import { allowThreads } from "./thread.js";
import { setNow } from "./times.js";
import { tipLine } from "./tips.js";
import { countUnread, mentionsInAll } from "./unread.js";

let sections = null;
let isFirstHello = true;

start().catch((error) => {
  fill(document.getElementById("main"), h("p", { class: "trouble", role: "alert" }, error.message));
});

async function start() {
  await loadWorkspace();
  setNow(session.workspace.clock.now);
  document.title = `${session.workspace.name}: a local workspace`;
  watchRoute();
  const person = personOf(currentRoute().person);
  if (person) await begin(person);
  else welcome();
}

function welcome() {
  openSwitcher({ mustChoose: true });
  addEventListener("hashchange", () => location.reload(), { once: true });
}

function personOf(handle) {
  const wanted = handle && handle !== "-" ? handle : lastPerson();
  return [...session.people.values()].find((one) => (one.name === wanted || one.id === wanted) && isHuman(one));
}

async function begin(person) {
  session.person = person;
  keepPerson(person.name);
  await loadConversations();
  countUnread();
  buildStrip();
  buildSidebar();
  sections = { conversation: buildConversation(), home: buildHome() };
  fill(document.getElementById("main"), tipLine(), sections.conversation, sections.home);
  allowEditing();
  allowThreads();
  allowJumping();
  allowClosing();
  hearNews();
  listen(person.id, (news) => tell(news.kind, news), (isConnected) => tell("connection", isConnected));
  on("route", follow);
  follow(currentRoute());
  showOpenViews();
}

function hearNews() {
  on("hello", () => (isFirstHello ? (isFirstHello = false) : catchUp()));
  on("conversations", tellTitle);
  on("unread", tellTitle);
  on("views", ({ stack }) => showViews(stack, contextFor("modal", {})));
  on("profile", openProfile);
  on("goto", ({ channel, ts }) => go({ person: session.person.name, place: channel, ts }));
  on("drawer", toggleDrawer);
  on("type", () => currentRoute().place === "home" && openAppMessages());
  on("app-messages", openAppMessages);
  document.getElementById("shade").addEventListener("click", () => tell("drawer", false));
  document.addEventListener("keydown", (event) => event.key === "Escape" && tell("drawer", false));
  const reload = { people: loadPeople, conversations: loadConversations };
  for (const kind of Object.keys(reload)) on(`${kind}-changed`, () => reload[kind]().catch(complain));
}

/** Show what the address says. */
function follow(route) {
  if (route.person !== session.person.name && route.person && route.person !== "-") {
    location.reload();
    return;
  }
  const place = route.place || lastPlace(session.person.name) || firstPlace();
  if (route.place !== place || route.person !== session.person.name) {
    history.replaceState(null, "", `#/${[session.person.name, place, route.ts && `p${route.ts.replace(".", "")}`].filter(Boolean).map(encodeURIComponent).join("/")}`);
    tell("route", currentRoute());
    return;
  }
  setTimeout(() => keepPlace(session.person.name, place));
  const isHome = place === "home";
  sections.home.hidden = !isHome;
  sections.conversation.hidden = isHome;
  if (isHome) showHome();
  else open(place, route.ts);
  tellTitle();
}

async function open(place, ts) {
  leaveHome();
  if (!ts || !session.conversations.has(place)) {
    await showConversation(place);
    readyToWrite();
    return;
  }
  const held = await loadAround(place, ts).catch(complain);
  const isInTimeline = held?.messages.some((message) => message.ts === ts && isInChannel(message));
  if (isInTimeline) {
    await showConversation(place, ts);
    return;
  }
  await showConversation(place);
  openReply(place, ts);
}

/** A message that the channel does not show stands in a thread, or is not there. */
async function openReply(channel, ts) {
  try {
    const { thread_ts: threadTs } = await get("replies", { person: session.person.id, channel, ts });
    tell("thread", { channel, ts: threadTs, at: ts });
  } catch {
    notice("That message is not there, or not for you.", "problem");
  }
}

function firstPlace() {
  const { app } = session.workspace;
  const joined = [...session.conversations.values()].filter((one) => one.is_member && one.kind === "channel");
  const general = joined.find((one) => one.is_general) ?? joined[0];
  return general?.id ?? (app.home_tab_enabled ? "home" : "");
}

async function openAppMessages() {
  try {
    go({ person: session.person.name, place: await openDm([session.workspace.app.bot]) });
  } catch (error) {
    complain(error);
  }
}

/** After the stream was lost: what is held may be old. */
async function catchUp() {
  forgetAll();
  await Promise.all([loadPeople(), loadConversations()]).catch(complain);
  if (!sections.conversation.hidden && shownConversation()) await showConversation(shownConversation());
  tell("reconnected");
  showOpenViews();
}

async function showOpenViews() {
  const { stack } = await get("views", { person: session.person.id }).catch(() => ({ stack: [] }));
  if (stack.length) showViews(stack, contextFor("modal", {}));
}

function toggleDrawer(isOpen) {
  document.getElementById("app").classList.toggle("drawer-open", isOpen);
  document.getElementById("shade").hidden = !isOpen;
  if (isOpen) document.querySelector("#sidebar button")?.focus();
}

function tellTitle() {
  const { place } = currentRoute();
  const where = place === "home" ? session.workspace.app.name : conversationName(session.conversations.get(place));
  const calls = mentionsInAll();
  document.title = `${calls ? `(${calls}) ` : ""}${where} · ${session.workspace.name}`;
  for (const button of document.querySelectorAll(".drawer-button")) {
    button.classList.toggle("calling", calls > 0);
    button.setAttribute("aria-label", calls ? `Conversations, ${calls} for you` : "Conversations");
  }
}
