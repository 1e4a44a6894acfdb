/** The way to the workspace: the control interface as JSON, and the stream of what happens. */

import { refusalWords } from "./refusals.js";

const RETRY_MS = 1500;

/**
 * Ask the control interface. Rejects with the one line that says what is wrong.
 * @param {string} path such as "history"
 * @param {Record<string, any>} [query]
 * @returns {Promise<any>}
 */
export function get(path, query = {}) {
  const given = Object.entries(query).filter(([, value]) => value !== undefined && value !== null);
  return answered(`/control/${path}?${new URLSearchParams(given)}`);
}

/** Do something over the control interface. Rejects with the one line that says what is wrong. */
export function post(path, body) {
  const headers = { "Content-Type": "application/json" };
  return answered(`/control/${path}`, { method: "POST", headers, body: JSON.stringify(body) });
}

/**
 * Hear what happens, as `person` may see it, until the page is closed; a lost stream comes back by itself.
 * @param {string} person
 * @param {(news: {kind: string}) => void} onNews
 * @param {(connected: boolean) => void} onConnection
 */
export function listen(person, onNews, onConnection) {
  const stream = new EventSource(`/page/stream?person=${encodeURIComponent(person)}`);
  stream.addEventListener("message", (event) => {
    const news = JSON.parse(event.data);
    if (news.kind === "hello") onConnection(true);
    onNews(news);
  });
  stream.addEventListener("error", () => {
    onConnection(false);
    if (stream.readyState !== EventSource.CLOSED) return;
    setTimeout(() => listen(person, onNews, onConnection), RETRY_MS);
  });
  addEventListener("pagehide", () => stream.close(), { once: true });
}

async function answered(address, options) {
  let response;
  try {
    response = await fetch(address, options);
  } catch {
    throw new Error("The local workspace does not answer. Is it still running?");
  }
  const answer = await response.json().catch(() => ({ ok: false, error: `The workspace answered ${response.status}.` }));
  if (!answer.ok) throw new Error(refusalWords(answer));
  return answer;
}
