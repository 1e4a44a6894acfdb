/** Files and pictures in messages, and uploads. */

import { h } from "./dom.js";
import { fileUrl } from "./blocks/picture.js";
import { objectsOf, textOf } from "./blocks/given.js";
import { icon } from "./blocks/icons.js";

const PICTURES = ["image/png", "image/jpeg", "image/gif", "image/webp", "image/svg+xml"];
const UNITS = ["bytes", "kB", "MB", "GB"];
const STEP = 1000;

/**
 * The files of a message: pictures as such, others by name.
 * @param {object[]} files Slack's file objects
 * @param {object} context
 * @returns {DocumentFragment}
 */
export function renderFiles(files, context) {
  const shown = document.createDocumentFragment();
  shown.append(h("div", { class: "files" }, objectsOf(files).map((file) => renderFile(file, context))));
  return shown;
}

/**
 * Gives a file to the workspace in the name of the person.
 * @param {File} file
 * @param {object} context
 * @returns {Promise<object>} Slack's file object; rejects with one line
 */
export async function upload(file, context) {
  if (context.upload) return context.upload(file);
  const query = new URLSearchParams({ person: context.person.id, name: file.name });
  const response = await fetch(`/page/files?${query}`, { method: "POST", headers: { "Content-Type": "application/octet-stream" }, body: file });
  const answer = await response.json().catch(() => ({}));
  if (!answer.ok) throw new Error(answer.error ?? `${file.name} was not taken (${response.status}).`);
  return answer.file;
}

/** A size in words. @param {number} bytes */
export function sizeOf(bytes) {
  let size = Number(bytes);
  if (!Number.isFinite(size)) return "";
  let unit = 0;
  while (size >= STEP && unit < UNITS.length - 1) [size, unit] = [size / STEP, unit + 1];
  return `${unit && size < 10 ? size.toFixed(1) : Math.round(size)} ${UNITS[unit]}`;
}

function renderFile(file, context) {
  if (!file.id || ["tombstone", "hidden_by_limit"].includes(file.mode)) {
    return h("div", { class: "file gone" }, icon("file"), h("span", {}, "This file is no longer there."));
  }
  return PICTURES.includes(file.mimetype) ? figure(file, context) : card(file, context);
}

function figure(file, context) {
  const href = fileUrl(textOf(file.id), context);
  const name = textOf(file.title) || textOf(file.name);
  const image = h("img", { class: "picture", src: href, alt: textOf(file.alt_txt) || name, loading: "lazy", decoding: "async" });
  const link = h("a", { href, target: "_blank", rel: "noopener noreferrer", "aria-label": `Open ${name}` }, image);
  const shown = h("figure", { class: "file-picture", "data-file-id": textOf(file.id) }, h("figcaption", { dir: "auto" }, name), link);
  image.addEventListener("error", () => shown.replaceWith(card(file, context)), { once: true });
  return shown;
}

function card(file, context) {
  const name = textOf(file.title) || textOf(file.name) || "File";
  const kind = [textOf(file.pretty_type) || textOf(file.filetype), sizeOf(file.size)].filter(Boolean).join(" · ");
  const attributes = { class: "file", href: fileUrl(textOf(file.id), context), download: textOf(file.name) || true, "data-file-id": textOf(file.id) };
  return h("a", attributes, icon("file"),
    h("span", { class: "file-words" }, h("span", { class: "file-name", dir: "auto" }, name), h("span", { class: "file-kind" }, kind)),
    icon("download"));
}
