/** Line icons, drawn here so that nothing has to be fetched. */

const SVG = "http://www.w3.org/2000/svg";

const PATHS = {
  more: ["M5 10h.01", "M10 10h.01", "M15 10h.01"],
  close: ["M5 5l10 10", "M15 5L5 15"],
  back: ["M12 4l-6 6 6 6"],
  check: ["M4 10.5l4 4 8-9"],
  chevron: ["M5.5 8l4.5 4.5L14.5 8"],
  hash: ["M8 3L6 17", "M14 3l-2 14", "M3.5 7.5h13.5", "M3 12.5h13.5"],
  lock: ["M5.5 9h9v7.5h-9z", "M7.5 9V6.5a2.5 2.5 0 0 1 5 0V9"],
  person: ["M10 10a3 3 0 1 0 0-6 3 3 0 0 0 0 6z", "M4.5 16.5c.6-3 2.8-4.5 5.5-4.5s4.9 1.5 5.5 4.5"],
  people: ["M8 10a2.7 2.7 0 1 0 0-5.4 2.7 2.7 0 0 0 0 5.4z", "M3 16c.5-2.8 2.4-4 5-4s4.5 1.2 5 4", "M13 5a2.6 2.6 0 0 1 0 5", "M14.5 12.3c1.5.5 2.3 1.7 2.6 3.5"],
  file: ["M6 3h6l3.5 3.5V17H6z", "M12 3v3.5h3.5"],
  picture: ["M3.5 4.5h13v11h-13z", "M3.5 13l4-4 3.5 3.5 2-2 3.5 3.5", "M12.5 7.5h.01"],
  download: ["M10 3.5v9", "M6 9l4 4 4-4", "M4 16.5h12"],
  external: ["M11.5 4H16v4.5", "M16 4l-6.5 6.5", "M14 11.5V16H4V6h4.5"],
  warning: ["M10 3.5l7 12.5H3z", "M10 8.5v3.5", "M10 14h.01"],
  info: ["M10 17a7 7 0 1 0 0-14 7 7 0 0 0 0 14z", "M10 9.5v4", "M10 6.7h.01"],
  trash: ["M4.5 6h11", "M8 6V4h4v2", "M6 6l.7 10.5h6.6L14 6"],
  up: ["M7 9.5l2.8-6c1.3 0 2 .8 2 2V8h3.4c.9 0 1.5.8 1.3 1.7l-1.2 5.5c-.1.7-.7 1.3-1.4 1.3H7z", "M7 9.5H4v7h3"],
  down: ["M13 10.5l-2.8 6c-1.3 0-2-.8-2-2V12H4.8c-.9 0-1.5-.8-1.3-1.7l1.2-5.5c.1-.7.7-1.3 1.4-1.3H13z", "M13 10.5h3v-7h-3"],
  bolt: ["M11 3L5 11.5h4.5L9 17l6-8.5h-4.5z"],
  block: ["M3.5 3.5h5.5v5.5H3.5z", "M11 3.5h5.5v5.5H11z", "M3.5 11h5.5v5.5H3.5z", "M13.750 11v5.5", "M11 13.750h5.5"],
  plus: ["M10 4.5v11", "M4.5 10h11"],
  smile: ["M10 17a7 7 0 1 0 0-14 7 7 0 0 0 0 14z", "M7 11.5c.7 1.3 1.7 2 3 2s2.3-.7 3-2", "M7.7 8h.01", "M12.3 8h.01"],
  thread: ["M3.5 4.5h13v9H9l-3.5 3v-3h-2z", "M6.5 7.7h7", "M6.5 10.3h4.5"],
  send: ["M3.5 16.5l13.5-6.5-13.5-6.5 2 6.5z", "M5.5 10h6"],
  clock: ["M10 17a7 7 0 1 0 0-14 7 7 0 0 0 0 14z", "M10 6v4l2.7 2"],
  search: ["M9 14.5a5.5 5.5 0 1 0 0-11 5.5 5.5 0 0 0 0 11z", "M13 13l3.7 3.7"],
  menu: ["M3.5 5.5h13", "M3.5 10h13", "M3.5 14.5h13"],
  pulse: ["M2.5 10.5H6l2-6 4 11 2-5h3.5"],
  inspect: ["M3.5 4h13v12h-13z", "M6.5 8l2 2-2 2", "M10.5 12.5h3"],
  link: ["M8.5 11.5l3-3", "M9.5 6.5l1.8-1.8a2.8 2.8 0 0 1 4 4L13.5 10.5", "M10.5 13.5l-1.8 1.8a2.8 2.8 0 0 1-4-4L6.5 9.5"],
  pencil: ["M4 16l.7-3.2L13 4.5l2.5 2.5-8.3 8.3z", "M11.5 6l2.5 2.5"],
  at: ["M10 13a3 3 0 1 0 0-6 3 3 0 0 0 0 6z", "M13 7v4.3c0 2.4 3.5 2 3.5-1.3a6.5 6.5 0 1 0-2.6 5.2"],
  down_arrow: ["M10 4v12", "M5 11l5 5 5-5"],
  unread: ["M3.5 5.5h13v9h-13z", "M3.5 6l6.5 5 6.5-5"],
  swap: ["M4 7h11", "M12 4l3 3-3 3", "M16 13H5", "M8 10l-3 3 3 3"],
  home: ["M3.5 9.5L10 4l6.5 5.5", "M5.5 8.5V16h9V8.5"],
};

/**
 * An icon for the eye only: whatever it says must be said in words too.
 * @param {keyof typeof PATHS} name
 * @returns {SVGElement}
 */
export function icon(name) {
  const svg = document.createElementNS(SVG, "svg");
  const attributes = { viewBox: "0 0 20 20", class: `icon icon-${name}`, "aria-hidden": "true", focusable: "false" };
  for (const [key, value] of Object.entries(attributes)) svg.setAttribute(key, value);
  for (const d of PATHS[name] ?? []) {
    const path = document.createElementNS(SVG, "path");
    path.setAttribute("d", d);
    svg.append(path);
  }
  return svg;
}
