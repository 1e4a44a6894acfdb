/** A list that grows at both ends without moving under the reader's eyes. */

import { fill, h } from "./dom.js";

const NEAR_PX = 600;
const END_PX = 60;

/**
 * A scrolling frame around `content`.
 * @param {HTMLElement} content
 * @param {{onTop?: () => Promise<void>, onBottom?: () => Promise<void>}} how asked for more when the reader comes near an end
 */
export function createScroller(content, { onTop, onBottom } = {}) {
  const start = h("div", { class: "scroll-start" });
  const element = h("div", { class: "scroller", tabIndex: -1 }, start, content);
  const state = { stuck: true, top: 0, busy: false, moves: [] };
  const isAtEnd = () => element.scrollHeight - element.scrollTop - element.clientHeight < END_PX;
  const toEnd = () => {
    element.scrollTop = element.scrollHeight;
    state.top = element.scrollTop;
  };
  element.addEventListener("scroll", () => moved(element, state, isAtEnd, onTop, onBottom), { passive: true });
  const observer = new ResizeObserver(() => state.stuck && toEnd());
  for (const part of [element, start, content]) observer.observe(part);
  return {
    element,
    isAtEnd,
    toEnd: () => ((state.stuck = true), toEnd()),
    /** Bring one element into the middle, and stay there. */
    toMiddle(target) {
      state.stuck = false;
      target.scrollIntoView({ block: "center" });
      state.top = element.scrollTop;
    },
    /** Change the content with `change`: the end stays in sight if it was, else whatever was in sight stays. */
    keeping: (end, change) => keeping(element, content, state, end, change, toEnd),
    /** What stands before the first message: a greeting, or null while there is more to load. */
    showStart: (greeting) => fill(start, greeting ?? h("div", { class: "more-above", "aria-hidden": "true" })),
    onMove: (listener) => state.moves.push(listener),
  };
}

function keeping(element, content, state, end, change, toEnd) {
  if (end || state.stuck) {
    state.stuck = true;
    change();
    toEnd();
    return;
  }
  const anchor = firstInSight(element, content);
  const before = anchor?.getBoundingClientRect().top;
  change();
  if (anchor?.isConnected) element.scrollTop += anchor.getBoundingClientRect().top - before;
}

function firstInSight(element, content) {
  const { top } = element.getBoundingClientRect();
  return [...content.children].find((child) => child.getBoundingClientRect().bottom > top);
}

async function moved(element, state, isAtEnd, onTop, onBottom) {
  // Growing content moves the end away; only the reader's own scrolling lets go of it.
  if (isAtEnd()) state.stuck = true;
  else if (element.scrollTop < state.top) state.stuck = false;
  state.top = element.scrollTop;
  for (const listener of state.moves) listener();
  const below = element.scrollHeight - element.scrollTop - element.clientHeight;
  const ask = element.scrollTop < NEAR_PX ? onTop : below < NEAR_PX ? onBottom : null;
  if (!ask || state.busy) return;
  state.busy = true;
  await ask();
  state.busy = false;
}
