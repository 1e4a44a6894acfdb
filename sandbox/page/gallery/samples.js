/** Sample blocks, by what they show. */

import { buttons, choices, confirm, feedback, mrkdwn, multiSelects, option, pickers, plain, selects, typed } from "./elements.js";

const picture = `${location.origin}/page/gallery/picture.svg`;
const text = (words, style) => ({ type: "text", text: words, ...(style && { style }) });
const line = (...elements) => ({ type: "rich_text_section", elements });
const list = (style, indent, ...items) => ({ type: "rich_text_list", style, indent, elements: items.map((item) => line(text(item))) });

const MARKS = [
  "*Bold*, _italic_, ~struck~, `code` and *_both_*; snake_case_stays and 2*3*4 too.",
  "People <@U1>, <@U2> and somebody gone <@U999>; channels <#C1> and <#C404>; <!here> and <!subteam^S1|@design>.",
  "Links <https://example.com/a?b=1&amp;c=2|with words>, bare https://example.com/path_with_lines, <mailto:ada@example.com|mail>.",
  "Dates: <!date^1795424400^{date_long} at {time}|fallback>, <!date^1795424400^{date_short_pretty} at {time}|fallback>, <!date^1795424400^{ago}|fallback>.",
  "Emoji :tada: :eyes: :wave::skin-tone-3: :white_check_mark: and one that nobody has :bramble-logo:.",
  "&gt; A quotation over\n&gt; two lines",
  "```for (const line of lines) {\n  keep(line); // &lt;b&gt; stays text\n}```",
].join("\n");

const MARKDOWN = `# What changed
**Bold**, *italic*, ***both***, ~~struck~~, \`code\` and [a link](https://example.com).

## Steps
1. Read the draft
   - comments by Friday
   - questions to <@U2>
2. Decide
- [x] Draft
- [ ] Review

> A quotation with **marks**

| Service | Owner | Errors |
|:--------|:-----:|-------:|
| checkout | wren | 12 |
| search | plover | 3 |

\`\`\`python
def earshot(): return "near"
\`\`\`

---
The end.`;

const RICH = [
  line(text("Bold", { bold: true }), text(", "), text("italic", { italic: true }), text(", "), text("struck", { strike: true }), text(", "), text("code", { code: true }),
    text(" and "), { type: "link", url: "https://example.com", text: "a link", style: { bold: true } }, text(", "), { type: "user", user_id: "U2" }, text(" in "),
    { type: "channel", channel_id: "C1" }, text(", "), { type: "broadcast", range: "here" }, text(" "), { type: "emoji", name: "rocket" }, text(" "),
    { type: "date", timestamp: 1795424400, format: "{date_short_pretty} at {time}", fallback: "soon" }, text(" "), { type: "color", value: "#10695c" }, text(", "), { type: "usergroup", usergroup_id: "S1" }),
  list("bullet", 0, "First", "Second"),
  list("bullet", 1, "Below the second"),
  list("ordered", 0, "One", "Two"),
  list("ordered", 1, "Two, first part"),
  { type: "rich_text_quote", elements: [text("Somebody's words,\nas they were said.")] },
  { type: "rich_text_preformatted", language: "sql", elements: [text("select channel, count(*)\nfrom posts group by channel;")] },
];

const cell = (words) => ({ type: "raw_text", text: words });
const TABLE = {
  type: "table",
  column_settings: [null, { align: "center" }, { align: "right" }, { is_wrapped: true }],
  rows: [
    ["Channel", "State", "Posts", "What it is for"].map(cell),
    [{ type: "rich_text", elements: [line({ type: "channel", channel_id: "C1" })] }, cell("read"), cell("1,240"), cell("Where proposals are discussed before anybody writes code, which is why it pays to be early here.")],
    [cell("#customers"), { type: "rich_text", elements: [line(text("reading", { bold: true }))] }, { type: "raw_number", value: 88, text: "88" }, cell("Short notes")],
  ],
};
const DATA_TABLE = {
  type: "data_table", caption: "Replies within a day", page_size: 3, row_header_column_index: 0,
  rows: [["Channel", "Share"].map(cell), ...Array.from({ length: 7 }, (_, index) => [cell(`#channel-${index + 1}`), { type: "raw_number", value: index * 11, text: `${index * 11} %` }])],
};

const WORDS = "Earshot listens in the channels you pick and brings you the posts that matter to the people you follow.";
const input = (element, label, more) => ({ type: "input", block_id: `in_${element.action_id}`, label: plain(label), element, ...more });

/** What the gallery shows: a title and blocks. @type {{title: string, blocks: object[]}[]} */
export const SAMPLES = [
  { title: "header, section, divider, context", blocks: [
    { type: "header", text: plain("Your digest :coffee:") },
    { type: "section", text: mrkdwn(`*${WORDS}*\nNext: <!date^1795424400^{date_short_pretty} at {time}|soon>.`) },
    { type: "divider" },
    { type: "context", elements: [{ type: "image", image_url: picture, alt_text: "Hills" }, mrkdwn("Sent by <@U1> in <#C1>"), plain("plain text :wave:")] },
  ] },
  { title: "mrkdwn", blocks: [{ type: "section", text: mrkdwn(MARKS) }] },
  { title: "section fields", blocks: [{ type: "section", text: mrkdwn("*Progress*"), fields: [mrkdwn("*Read*\n1,240 posts"), mrkdwn("*To come*\n1,760 posts"), mrkdwn("*Channel*\n<#C1>"), plain("Plain field")] }] },
  { title: "section with a button, menu, picture", blocks: [
    { type: "section", text: mrkdwn("<#C1> is muted"), accessory: { ...buttons[0], text: plain("Unmute") } },
    { type: "section", text: mrkdwn("More can be done here"), accessory: buttons[5] },
    { type: "section", text: mrkdwn(`*A picture beside*\n${WORDS}`), accessory: { type: "image", image_url: picture, alt_text: "Hills at noon" } },
  ] },
  { title: "section with a select, date, options", blocks: [
    { type: "section", text: mrkdwn("Whose attention?"), accessory: selects[3] },
    { type: "section", text: mrkdwn("Until when?"), accessory: pickers[0] },
    { type: "section", text: mrkdwn("*How often?*"), accessory: choices[0] },
    { type: "section", text: mrkdwn("*Which signals?*"), accessory: choices[1] },
  ] },
  { title: "actions: buttons and overflow", blocks: [{ type: "actions", elements: buttons }] },
  { title: "actions: selects", blocks: [{ type: "actions", elements: selects }] },
  { title: "actions: multi selects", blocks: multiSelects.map((accessory) => ({ type: "section", text: mrkdwn("Several"), accessory })) },
  { title: "actions: pickers and options", blocks: [{ type: "actions", elements: pickers }, { type: "actions", elements: choices }] },
  { title: "context_actions", blocks: [{ type: "context_actions", elements: feedback }] },
  { title: "rich_text", blocks: [{ type: "rich_text", elements: RICH }] },
  { title: "markdown", blocks: [{ type: "markdown", text: MARKDOWN }] },
  { title: "image", blocks: [
    { type: "image", title: plain("Hills at noon"), image_url: picture, alt_text: "Green hills below a sun" },
    { type: "image", slack_file: { id: "F1" }, alt_text: "A chart that the app uploaded" },
    { type: "image", image_url: "https://pictures.example.com/elsewhere.png", alt_text: "A picture kept on another host" },
  ] },
  { title: "table", blocks: [TABLE] },
  { title: "data_table", blocks: [DATA_TABLE] },
  { title: "video", blocks: [
    { type: "video", title: plain("How it decides"), title_url: "https://example.com/talk", video_url: "https://example.com/v", thumbnail_url: "https://example.com/t.png", alt_text: "A talk", description: plain("Twelve minutes"), author_name: "Ada", provider_name: "Talks" },
  ] },
  { title: "input blocks in a message", blocks: [
    input({ ...typed[0], focus_on_load: undefined }, "Your answer", { dispatch_action: true, hint: plain("Enter sends it") }),
    input({ ...choices[0], confirm }, "Cadence", { dispatch_action: true }),
  ] },
  { title: "unknown blocks and elements", blocks: [
    { type: "data_visualization", block_id: "new" },
    { type: "section", text: mrkdwn("An element from the future"), accessory: { type: "hologram", action_id: "holo" } },
    { type: "constructor" },
  ] },
];

/** A modal with every input. */
export const FORM = {
  id: "V1", root_view_id: "V1", hash: "1", type: "modal", callback_id: "gallery_form", title: plain("Every input"), submit: plain("Save"), close: plain("Not now"),
  blocks: [
    { type: "alert", text: mrkdwn("Ten minutes of posts are *still to be read*."), level: "warning" },
    { type: "section", block_id: "intro", text: mrkdwn("Submit it empty to see *errors*; fill in the first field to see it close.") },
    input(typed[0], "A title", { hint: plain("Up to 60 characters") }),
    ...typed.slice(1).map((element) => input(element, element.action_id[0].toUpperCase() + element.action_id.slice(1), { optional: true })),
    ...[...selects, ...multiSelects].map((element) => input({ ...element, action_id: `in_${element.action_id}` }, `A ${element.type.replaceAll("_", " ")}`, { optional: true })),
    ...pickers.map((element) => input({ ...element, action_id: `in_${element.action_id}` }, `A ${element.type}`)),
    ...choices.map((element) => input({ ...element, action_id: `in_${element.action_id}` }, `Some ${element.type.replaceAll("_", " ")}`)),
  ],
};

/** A modal that another one can be pushed on. */
export const LOWER = {
  id: "V2", root_view_id: "V2", hash: "1", type: "modal", title: plain("Below"), submit: plain("Save"), close: plain("Done"),
  blocks: [
    { type: "section", block_id: "more", text: mrkdwn("Another view can lie on top of this one."), accessory: { type: "button", action_id: "push", text: plain("Push a view") } },
    input({ type: "plain_text_input", action_id: "kept" }, "Typed here, kept here", { optional: true }),
  ],
};

/** What is pushed. */
export const UPPER = {
  id: "V3", root_view_id: "V2", previous_view_id: "V2", hash: "1", type: "modal", title: plain("On top"), submit: plain("Wait a second"),
  blocks: [input({ type: "static_select", action_id: "size", options: [option("Small"), option("Large")] }, "Size", { optional: true })],
};

export const FILES = [
  { id: "F1", name: "attention.svg", title: "Attention by channel", mimetype: "image/svg+xml", size: 1200 },
  { id: "F2", name: "digest.csv", title: "digest.csv", mimetype: "text/csv", pretty_type: "CSV", size: 48213 },
  { id: "F3", mode: "tombstone" },
];
