/** Slack's error codes in words for the person who met them. */

const WORDS = {
  already_in_channel: "They are in that channel already.",
  already_reacted: "You have reacted with that already.",
  cant_delete_message: "Only its author, or an admin, can delete that message.",
  cant_invite_self: "You are in that channel already.",
  cant_kick_from_general: "Nobody can be removed from this channel.",
  cant_leave_general: "Nobody can leave this channel.",
  cant_update_message: "Only its author can change that message.",
  channel_not_found: "That channel is not there, or not for you.",
  invalid_name_specials: "A channel's name is made of small letters, digits, - and _.",
  is_archived: "That channel is archived.",
  message_not_found: "That message is gone.",
  msg_too_long: "That message is too long.",
  name_taken: "That name is taken.",
  not_in_channel: "Only members of the channel can do that.",
  restricted_action: "Guests cannot do that.",
  restricted_action_read_only_channel: "Only admins write in this channel.",
  thread_not_found: "The first message of that thread is gone.",
  too_many_emoji: "That message has as many kinds of reactions as it can have.",
  user_not_found: "Nobody is called that here.",
};

/** What to tell the person: words for a code that is known, else the workspace's own line. */
export function refusalWords({ code, error }) {
  return WORDS[code] ?? error;
}
