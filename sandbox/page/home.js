/** The app's Home tab. */

import { h } from "./dom.js";
import { isObject, textOf } from "./blocks/given.js";
import { icon } from "./blocks/icons.js";
import { renderBlocks } from "./blocks/index.js";

/**
 * What the app has published for the person.
 * @param {object|null} view Slack's view object
 * @param {object} context
 * @returns {DocumentFragment}
 */
export function renderHome(view, context) {
  const shown = document.createDocumentFragment();
  shown.append(isObject(view) ? published(view, context) : nothing());
  return shown;
}

function published(view, context) {
  const home = h("div", { class: "home-view", "data-view-id": textOf(view.id) });
  home.append(renderBlocks(view.blocks, { ...context, surface: "home", container: { view: view.id }, values: view.state?.values }));
  return home;
}

function nothing() {
  return h("div", { class: "home-view empty" }, icon("home"), h("h2", {}, "Nothing here yet"), h("p", {}, "The app publishes this page the first time it is opened. If it stays empty, the app is not running or has no Home."));
}
