/** News between the parts of the page, by name. */

const listeners = new Map();

/** Call `listener` whenever `name` is told; returns what stops it. */
export function on(name, listener) {
  if (!listeners.has(name)) listeners.set(name, new Set());
  listeners.get(name).add(listener);
  return () => listeners.get(name).delete(listener);
}

/** Tell everybody who listens to `name`. */
export function tell(name, detail) {
  for (const listener of [...(listeners.get(name) ?? [])]) listener(detail);
}
