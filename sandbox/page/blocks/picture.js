/** Pictures. Only those that the workspace keeps are loaded: the page asks no other host for anything. */

import { h, safeUrl } from "../dom.js";
import { icon } from "./icons.js";
import { isObject, textOf } from "./given.js";
import { linkTo } from "./links.js";

const KEPT = /\/files-(?:pri|tmb)\/(?:[A-Z0-9]+-)?(F[A-Z0-9]+)(?:\/|$)/;

/**
 * The picture of an image block or element; in place of one that cannot be shown, what it shows in words and where it is.
 * @param {{image_url?: string, slack_file?: {id?: string, url?: string}, alt_text?: string}} image
 * @param {object} context
 * @param {{small?: boolean}} [how]
 * @returns {HTMLElement}
 */
export function picture(image, context, { small = false } = {}) {
  const alt = textOf(image.alt_text);
  const src = sourceOf(image, context);
  const instead = () => missing(alt, textOf(image.image_url), context, small);
  if (!src) return instead();
  const shown = h("img", { class: small ? "picture small" : "picture", src, alt, loading: "lazy", decoding: "async" });
  shown.addEventListener("error", () => shown.replaceWith(instead()), { once: true });
  return shown;
}

/** Where a file of the workspace is, as this reader gets it. @param {string} fileId @param {object} context */
export function fileUrl(fileId, context) {
  return context.fileUrl?.(fileId) ?? `/page/files/${encodeURIComponent(fileId)}?person=${encodeURIComponent(context.person?.id ?? "")}`;
}

function sourceOf(image, context) {
  const file = isObject(image.slack_file) ? image.slack_file : {};
  const id = textOf(file.id) || KEPT.exec(textOf(file.url) || textOf(image.image_url))?.[1];
  if (id) return fileUrl(id, context);
  const href = safeUrl(textOf(image.image_url));
  return href && new URL(href).origin === location.origin ? href : null;
}

function missing(alt, url, context, small) {
  if (small) return h("span", { class: "picture small missing", role: "img", "aria-label": alt, title: alt }, icon("picture"));
  const href = safeUrl(url);
  const where = href ? linkTo(href, [`Open it at ${new URL(href).host}`], context) : h("span", {}, "It cannot be shown.");
  return h("div", { class: "picture missing" }, icon("picture"), h("span", { class: "picture-words" }, h("span", { dir: "auto" }, alt || "Picture"), where));
}
