/** What an app has given, taken with care: it may send anything, and nothing of it may break the page. */

let made = 0;

/** The value as a string; what is no string or number is empty. @param {any} value @returns {string} */
export function textOf(value) {
  return typeof value === "string" || typeof value === "number" ? String(value) : "";
}

/** The value as a list; what is no list is empty. @param {any} value @returns {any[]} */
export function listOf(value) {
  return Array.isArray(value) ? value : [];
}

/** The objects in a list of objects. @param {any} value @returns {Record<string, any>[]} */
export function objectsOf(value) {
  return listOf(value).filter(isObject);
}

/** Whether it is an object with named fields. @param {any} value */
export function isObject(value) {
  return value !== null && typeof value === "object" && !Array.isArray(value);
}

/** The text of a text object, as written. @param {any} object @returns {string} */
export function wordsOf(object) {
  return isObject(object) ? textOf(object.text) : "";
}

/** An id that nothing else on the page has. @param {string} prefix */
export function uniqueId(prefix) {
  made += 1;
  return `${prefix}-${made}`;
}
