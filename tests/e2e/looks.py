"""Whether a page can be read: enough contrast, and fingers that find their aim."""

from playwright.sync_api import Page

ENOUGH, ENOUGH_FOR_LARGE = 4.5, 3.0  # WCAG 2.2, level AA
FINGER_PX = 40


def too_pale(page: Page) -> list[str]:
    """Texts that stand out too little from what is behind them."""
    found: list[str] = page.evaluate(_TOO_PALE, [ENOUGH, ENOUGH_FOR_LARGE])
    return found


def too_small(page: Page) -> list[str]:
    """Buttons and fields that are lower or narrower than a finger; what stands in a line of text is exempt."""
    found: list[str] = page.evaluate(_TOO_SMALL, FINGER_PX)
    return found


_TOO_PALE = """([enough, enoughForLarge]) => {
  const numbers = (color) => color.match(/[\\d.]+/g).map(Number);
  const paint = document.createElement("canvas").getContext("2d", { willReadFrequently: true });
  const read = (color) => {
    paint.clearRect(0, 0, 1, 1);
    paint.fillStyle = color;
    paint.fillRect(0, 0, 1, 1);
    const [r, g, b, a] = paint.getImageData(0, 0, 1, 1).data;
    return [r, g, b, a / 255];
  };
  const over = (top, below) => top.slice(0, 3).map((one, at) => one * top[3] + below[at] * (1 - top[3]));
  const behind = (element) => {
    if (!element) return read(getComputedStyle(document.documentElement).colorScheme.includes("dark") ? "#121212" : "#fff");
    const own = read(getComputedStyle(element).backgroundColor);
    return own[3] === 1 ? own : [...over(own, behind(element.parentElement)), 1];
  };
  const light = ([r, g, b]) => {
    const [x, y, z] = [r, g, b].map((one) => one / 255).map((one) => (one <= 0.04045 ? one / 12.92 : ((one + 0.055) / 1.055) ** 2.4));
    return 0.2126 * x + 0.7152 * y + 0.0722 * z;
  };
  const contrast = (a, b) => (Math.max(light(a), light(b)) + 0.05) / (Math.min(light(a), light(b)) + 0.05);
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const found = new Set();
  while (texts.nextNode()) {
    const words = texts.currentNode.textContent.trim();
    const element = texts.currentNode.parentElement;
    if (!words || !element.checkVisibility({ opacityProperty: true, visibilityProperty: true }) || element.closest(":disabled, [aria-disabled=true], [inert], .unseen, noscript")) continue;
    const style = getComputedStyle(element);
    const ground = behind(element);
    const measured = contrast(over(read(style.color), ground), ground);
    const size = parseFloat(style.fontSize);
    const isLarge = size >= 24 || (size >= 18.66 && Number(style.fontWeight) >= 700);
    if (measured < (isLarge ? enoughForLarge : enough)) found.add(`${element.tagName}.${element.className} ${words.slice(0, 30)}: ${measured.toFixed(2)}`);
  }
  return [...found];
}"""
_TOO_SMALL = """(finger) => {
  const all = [...document.querySelectorAll("button, select, input:not([type=checkbox]):not([type=radio]), textarea, summary")];
  const shown = all.filter((one) => one.checkVisibility({ visibilityProperty: true }) && one.getClientRects().length && !one.closest("[inert]"));
  const aims = shown.filter((one) => !one.matches(".author, .mention, .tip .command-button, .combobox-input"));
  return aims.flatMap((one) => {
    const { width, height } = one.getBoundingClientRect();
    const isBig = Math.round(width) >= finger && Math.round(height) >= finger;
    return isBig ? [] : [`${one.tagName}.${one.className} ${(one.ariaLabel ?? one.textContent).slice(0, 30)}: ${width.toFixed(0)} x ${height.toFixed(0)}`];
  });
}"""
