/** Sending what was typed: a command, or a message. */

import { isCommand, runCommand } from "./commands.js";
import { post } from "./connection.js";
import { session } from "./session.js";

/**
 * Send what was typed in a conversation, or in the thread of the message `threadTs`.
 * @param {string} channel
 * @param {string} text
 * @param {{threadTs?: string, broadcast?: boolean}} [how]
 */
export async function sendTyped(channel, text, { threadTs, broadcast = false } = {}) {
  if (isCommand(text)) {
    if (threadTs) throw new Error("Slash commands cannot be used in threads. Use the box of the channel.");
    return runCommand(channel, text);
  }
  return post("post", { person: session.person.id, channel, text: text.trim(), thread_ts: threadTs, broadcast });
}
