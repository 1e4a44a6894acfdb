/** The field for files. */

import { h } from "../dom.js";
import { sizeOf, upload } from "../files.js";
import { keep } from "./acting.js";
import { listOf, objectsOf, textOf, uniqueId } from "./given.js";
import { icon } from "./icons.js";
import { remembered } from "./memory.js";
import { keepEntry } from "./values.js";

const MOST = 10;

/** @param {{block: object, element: object, context: object}} given @returns {HTMLElement} */
export function fileField({ block, element, context }) {
  const most = Number(element.max_files) || MOST;
  const state = { at: { block, element, context }, files: objectsOf(remembered(block, element, context)), most };
  const types = listOf(element.filetypes).map((type) => `.${textOf(type)}`).join(",");
  state.input = h("input", { type: "file", id: uniqueId("files"), class: "file-input", multiple: most > 1, accept: types || null, onChange: () => taken(state) });
  state.list = h("ul", { class: "file-list" });
  state.status = h("p", { class: "file-status", role: "status" });
  const limit = `${most === 1 ? "One file" : `Up to ${most} files`}${types ? `, ${types.replaceAll(",", " ")}` : ""}`;
  const label = h("label", { class: "button", for: state.input.id }, icon("file"), "Choose files");
  const control = h("div", { class: "file-field" }, h("div", { class: "file-choice" }, state.input, label, h("span", { class: "file-limit" }, limit)), state.list, state.status);
  state.at.control = control;
  keepEntry(control, block, element, () => state.files);
  draw(state);
  return control;
}

async function taken(state) {
  const chosen = [...state.input.files];
  state.input.value = "";
  const fit = chosen.slice(0, Math.max(0, state.most - state.files.length));
  try {
    for (const file of fit) {
      state.status.textContent = `Uploading ${file.name} …`;
      state.files = [...state.files, await upload(file, state.at.context)];
      draw(state);
    }
    state.status.textContent = fit.length < chosen.length ? `No more than ${state.most} can be chosen here.` : "";
  } catch (problem) {
    state.status.textContent = problem.message;
  }
  keep(state.at, state.files);
}

function draw(state) {
  state.list.hidden = !state.files.length;
  state.list.replaceChildren(...state.files.map((file) => row(state, file)));
}

function row(state, file) {
  const remove = () => {
    state.files = state.files.filter((one) => one !== file);
    keep(state.at, state.files);
    draw(state);
    state.input.focus();
  };
  const name = textOf(file.name);
  return h("li", {}, icon("file"), h("span", { class: "file-name", dir: "auto" }, name), h("span", { class: "file-size" }, sizeOf(file.size)),
    h("button", { type: "button", class: "icon-button small", "aria-label": `Remove ${name}`, onClick: remove }, icon("close")));
}
