/** Lists and menus that float above the page, beside what they belong to; they stay inside of the window. */

const GAP = 4;
const MARGIN = 8;
const LEAST = 160;

/**
 * Shows `floating` beside `anchor` and keeps it there until `hide` is called.
 * @param {HTMLElement} floating has popover="manual" and stands inside of the same dialog as its anchor
 * @param {HTMLElement} anchor
 * @param {{align?: "start"|"end", fitWidth?: boolean}} [how]
 * @returns {() => void} hide
 */
export function float(floating, anchor, { align = "start", fitWidth = false } = {}) {
  const place = () => position(floating, anchor, align, fitWidth);
  floating.showPopover();
  place();
  addEventListener("scroll", place, true);
  addEventListener("resize", place);
  const watcher = new ResizeObserver(place);
  watcher.observe(floating);
  watcher.observe(anchor);
  return () => {
    watcher.disconnect();
    removeEventListener("scroll", place, true);
    removeEventListener("resize", place);
    if (floating.isConnected && floating.matches(":popover-open")) floating.hidePopover();
  };
}

function position(floating, anchor, align, fitWidth) {
  const at = anchor.getBoundingClientRect();
  const below = innerHeight - at.bottom - GAP - MARGIN;
  const above = at.top - GAP - MARGIN;
  const style = floating.style;
  if (fitWidth) style.width = `${Math.min(Math.max(at.width, 240), innerWidth - 2 * MARGIN)}px`;
  style.maxHeight = `${Math.max(Math.min(Math.max(below, above), 360), LEAST / 2)}px`;
  const size = floating.getBoundingClientRect();
  const goesUp = below < Math.min(size.height, LEAST) && above > below;
  const left = align === "end" ? at.right - size.width : at.left;
  style.left = `${Math.max(MARGIN, Math.min(left, innerWidth - size.width - MARGIN))}px`;
  style.maxHeight = `${Math.min(goesUp ? above : below, 360)}px`;
  const height = floating.getBoundingClientRect().height;
  style.top = `${goesUp ? at.top - GAP - height : at.bottom + GAP}px`;
}
