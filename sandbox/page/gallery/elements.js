/** Sample elements, one of each kind. */

export const plain = (text) => ({ type: "plain_text", text, emoji: true });
export const mrkdwn = (text) => ({ type: "mrkdwn", text });
export const option = (text, description) => ({ text: plain(text), value: text.toLowerCase().replaceAll(" ", "_"), ...(description && { description: plain(description) }) });

const sizes = [option("Small", "An afternoon"), option("Medium", "A week"), option("Large", "A quarter")];
const topics = [
  { label: plain("Product"), options: [option("Checkout rewrite"), option("Search"), option("Onboarding")] },
  { label: plain("Platform"), options: [option("Build times"), option("Observability"), option("Service catalogue")] },
];
const marked = [
  { text: mrkdwn("*Daily*"), value: "daily", description: mrkdwn("Weekdays at `09:00`") },
  { text: mrkdwn("_Weekly_"), value: "weekly", description: mrkdwn("Mondays :coffee:") },
  { text: plain("Never"), value: "never" },
];

export const confirm = {
  title: plain("Stop following?"),
  text: mrkdwn("You will hear nothing from *#architecture-rfcs* any more."),
  confirm: plain("Stop"),
  deny: plain("Keep it"),
  style: "danger",
};

export const buttons = [
  { type: "button", action_id: "useful", text: plain("Useful :+1:"), value: "1" },
  { type: "button", action_id: "send", text: plain("Send it now"), style: "primary", value: "2" },
  { type: "button", action_id: "stop", text: plain("Stop"), style: "danger", value: "3", confirm },
  { type: "button", action_id: "docs", text: plain("Read the guide"), url: "https://example.com/guide" },
  { type: "button", action_id: "long", text: plain("A label with so many words that it can hardly fit into one line of text"), value: "4" },
  {
    type: "overflow",
    action_id: "overflow",
    options: [option("Snooze for a week"), option("Mute this channel", "Nothing from it any more"), { ...option("Open the guide"), url: "https://example.com/guide" }],
  },
];

export const selects = [
  { type: "static_select", action_id: "size", placeholder: plain("Choose a size"), options: sizes },
  { type: "static_select", action_id: "topic", placeholder: plain("Choose a topic"), option_groups: topics, initial_option: topics[1].options[1] },
  { type: "external_select", action_id: "customer", placeholder: plain("Search customers"), min_query_length: 1 },
  { type: "users_select", action_id: "person", placeholder: plain("Choose somebody") },
  { type: "conversations_select", action_id: "place", placeholder: plain("Choose a conversation") },
  { type: "channels_select", action_id: "channel", placeholder: plain("Choose a channel"), initial_channel: "C2" },
];

export const multiSelects = [
  { type: "multi_static_select", action_id: "topics", placeholder: plain("Topics"), option_groups: topics, max_selected_items: 2, initial_options: [topics[0].options[1]] },
  { type: "multi_external_select", action_id: "customers", placeholder: plain("Customers"), min_query_length: 1 },
  { type: "multi_users_select", action_id: "people", placeholder: plain("People"), initial_users: ["U2", "U3"] },
  { type: "multi_conversations_select", action_id: "places", placeholder: plain("Places"), filter: { include: ["public", "private"] } },
  { type: "multi_channels_select", action_id: "channels", placeholder: plain("Channels") },
];

export const pickers = [
  { type: "datepicker", action_id: "date", initial_date: "2026-11-23" },
  { type: "timepicker", action_id: "time", initial_time: "09:00", timezone: "Europe/Berlin" },
  { type: "datetimepicker", action_id: "moment", initial_date_time: 1795424400 },
];

export const choices = [
  { type: "radio_buttons", action_id: "cadence", options: marked, initial_option: marked[0] },
  { type: "checkboxes", action_id: "signals", options: marked, initial_options: [marked[1]] },
];

export const feedback = [
  {
    type: "feedback_buttons",
    action_id: "feedback",
    positive_button: { text: plain("Good"), value: "good", accessibility_label: "Mark this as good" },
    negative_button: { text: plain("Bad"), value: "bad", accessibility_label: "Mark this as bad" },
  },
  { type: "icon_button", action_id: "remove", icon: "trash", text: plain("Remove"), confirm },
];

export const typed = [
  { type: "plain_text_input", action_id: "title", placeholder: plain("In one line"), max_length: 60, focus_on_load: true },
  { type: "plain_text_input", action_id: "story", multiline: true, placeholder: plain("What happened?") },
  { type: "rich_text_input", action_id: "notes", placeholder: plain("Notes with *marks*") },
  { type: "number_input", action_id: "count", is_decimal_allowed: false, min_value: "1", max_value: "50", placeholder: plain("1 to 50") },
  { type: "email_text_input", action_id: "email", placeholder: plain("you@example.com") },
  { type: "url_text_input", action_id: "link", placeholder: plain("https://example.com") },
  { type: "file_input", action_id: "files", filetypes: ["png", "pdf", "csv"], max_files: 3 },
];
