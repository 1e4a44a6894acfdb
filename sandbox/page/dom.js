/** Building nodes. Text only ever becomes text nodes; nothing here takes HTML. */

const PROPERTIES = new Set(["value", "checked", "disabled", "hidden", "open", "indeterminate", "tabIndex"]);

/**
 * A new element. Keys of `attributes` that start with "on" are listeners, `class` and `data-…` are attributes as written,
 * and null, undefined or false leave an attribute out.
 * @param {string} tag
 * @param {Record<string, any>} [attributes]
 * @param {...(Node|string|number|null|undefined|false|Array)} children
 * @returns {HTMLElement}
 */
export function h(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) setAttribute(element, name, value);
  element.append(...nodes(children));
  return element;
}

/** The children that are there, as nodes or strings. */
export function nodes(children) {
  return children.flat(Infinity).filter((child) => child !== null && child !== undefined && child !== false).map(asNode);
}

/** Put `children` in place of what `element` holds. */
export function fill(element, ...children) {
  element.replaceChildren(...nodes(children));
  return element;
}

/** After a dialog is gone: the field that has the focus again would take no letters, because Chromium's caret went with the dialog. */
export function focusAnew() {
  const field = document.activeElement;
  if (!field?.matches("input, textarea, [contenteditable]")) return;
  field.blur();
  field.focus({ preventScroll: true });
}

/** An address that may be followed: http, https and mailto only; null for anything else. */
export function safeUrl(address) {
  try {
    const url = new URL(address);
    return ["http:", "https:", "mailto:"].includes(url.protocol) ? url.href : null;
  } catch {
    return null;
  }
}

function asNode(child) {
  return child instanceof Node ? child : String(child);
}

function setAttribute(element, name, value) {
  if (value === null || value === undefined || value === false) return;
  if (name.startsWith("on")) element.addEventListener(name.slice(2).toLowerCase(), value);
  else if (PROPERTIES.has(name)) element[name] = value;
  else element.setAttribute(name, value === true ? "" : value);
}
