// The only script of ours on every page: what can be explored or practised is loaded when it comes near the view, and the
// theme's menu, search and scrolling boxes are made fit for a keyboard.

const NEAR = "400px";
const LOADERS = {
  explorer: async (element, page) => {
    const [{ mount }, { default: explorer }] = await Promise.all([
      import("./kit/explorer.mjs"),
      import(`./explorers/${element.dataset.explorer}.mjs`),
    ]);
    if (!page.signal.aborted) mount(element, explorer, page);
  },
  practice: async (element, page) => {
    const { mount } = await import("./practice/practice.mjs");
    if (!page.signal.aborted) mount(element, page);
  },
};

let leave = new AbortController();

/** Begin anew on the page that is shown now; what lived on the page before ends. */
function arrive() {
  leave.abort();
  leave = new AbortController();
  const { signal } = leave;
  const near = new IntersectionObserver(
    (entries) => {
      for (const { isIntersecting, target } of entries) {
        if (!isIntersecting) continue;
        near.unobserve(target);
        const kind = target.dataset.explorer ? "explorer" : "practice";
        LOADERS[kind](target, { signal }).catch((error) => console.error(error));
      }
    },
    { rootMargin: NEAR },
  );
  for (const element of document.querySelectorAll("[data-explorer], [data-practice]")) near.observe(element);
  signal.addEventListener("abort", () => near.disconnect(), { once: true });
  watchBoxes(signal);
  layOutRest(signal);
  // The theme shows the colours that the reader's system asks for, and says of neither choice that it is taken.
  const { mdColorScheme } = document.body.dataset;
  const chosen = document.querySelector(`.md-option[data-md-color-scheme="${mdColorScheme}"]`);
  if (chosen) chosen.checked = true;
  const still = byId("quiet-keys");
  if (still) Object.assign(still, { checked: quiet, disabled: false }); // without scripts there are no such keys
}

/** A box that has nothing to scroll to is no stop of the Tab key, and no group for a screen reader. */
function watchBoxes(signal) {
  const boxes = document.querySelectorAll(".md-content [role=group][tabindex]");
  const names = new Map([...boxes].map((box) => [box, box.ariaLabel]));
  const sizes = new ResizeObserver((entries) => {
    for (const { target } of entries) {
      const scrolls = target.scrollWidth > target.clientWidth;
      const set = { tabindex: "0", role: "group", "aria-label": names.get(target) };
      for (const [key, value] of Object.entries(set)) scrolls ? target.setAttribute(key, value) : target.removeAttribute(key);
    }
  });
  const look = () => {
    sizes.disconnect();
    if (!signal.aborted) for (const box of boxes) sizes.observe(box);
  };
  look();
  document.fonts.ready.then(look); // a formula may be wider in its own font
  signal.addEventListener("abort", () => sizes.disconnect(), { once: true });
}

// What may be left out of the first layout, as scripts/finish/light/rendering.css says, which knows why.
// A figure waits until it is near: its picture is fetched then, and has its size.
const FIGURES = ".md-content__inner > section > figure";
const BLOCKS = ["> :not(figure)", "> blockquote > *", "> .highlight > *"].map((own) => `.md-content__inner > section ${own}`).join();
const SPARE = 20; // ms that must be left before the next block: together they would keep a reader waiting

/** Lay out what is far from the view, block by block, when there is nothing else to do: the Tab key and boxes need all of it. */
function layOutRest(signal) {
  const later = window.requestIdleCallback ?? ((go) => setTimeout(go, 50, { timeRemaining: () => 0 }));
  const blocks = document.querySelectorAll(BLOCKS).values();
  delete document.body.dataset.laidOut;
  const figures = new IntersectionObserver(
    (entries) => {
      for (const { isIntersecting, target } of entries) if (isIntersecting) target.style.contentVisibility = "visible";
    },
    { rootMargin: NEAR },
  );
  for (const figure of document.querySelectorAll(FIGURES)) figures.observe(figure);
  signal.addEventListener("abort", () => figures.disconnect(), { once: true });
  const go = (idle) => {
    do {
      const { value: block, done } = blocks.next();
      if (signal.aborted) return;
      if (done) {
        document.body.dataset.laidOut = "";
        return;
      }
      block.style.contentVisibility = "visible";
      block.getBoundingClientRect(); // now: else the browser does all of them at once
    } while (idle.timeRemaining() > SPARE);
    later(go);
  };
  later(go);
}

// Menu and search are the theme's hidden boxes. Buttons set them, and while the menu is open the rest can't be reached.
const BEHIND = ".md-header, .md-skip, .md-tabs, .md-content, .md-sidebar--secondary, .md-top, .md-footer";
const byId = (name) => document.getElementById(name);
const openers = (name) => [...document.querySelectorAll(`[data-toggle="${name}"]`)];

function tell(name) {
  const { checked } = byId(name);
  for (const button of openers(name)) if (button.ariaExpanded) button.ariaExpanded = checked;
  if (name === "__drawer") for (const part of document.querySelectorAll(BEHIND)) part.inert = checked;
  const there = openers(name).filter((button) => button.checkVisibility({ visibilityProperty: true }));
  // The focus goes where the reader goes: into what has opened, and back to the button that opened it.
  if (name === "__search" && checked) document.querySelector(".md-search__input").focus();
  else there.find((button) => !button.closest("[inert]") && checked === !button.ariaExpanded)?.focus();
}

document.addEventListener("click", ({ target }) => {
  const button = target.closest?.("[data-toggle]");
  if (button) byId(button.dataset.toggle).click();
});
document.addEventListener("change", ({ target }) => {
  if (target.matches("#__drawer, #__search")) tell(target.id);
  if (target.matches("#quiet-keys")) keep(target.checked);
});
document.addEventListener("keydown", ({ key }) => {
  if (key === "Escape" && byId("__drawer")?.checked) byId("__drawer").click();
});
matchMedia("(min-width: 76.25em)").addEventListener("change", () => {
  if (byId("__drawer")?.checked) byId("__drawer").click();
});

// Paper is light.
let scheme;
window.addEventListener("beforeprint", () => {
  scheme = document.body.dataset.mdColorScheme;
  document.body.dataset.mdColorScheme = "default";
});
window.addEventListener("afterprint", () => {
  document.body.dataset.mdColorScheme = scheme;
});

// The theme listens for single letters wherever the focus is. Who speaks to a computer, or hits keys by chance, can stop that:
// the page on accessibility has a box for it.
const LETTERS = new Set(["/", "s", "f", "p", ",", "n", "."]);
const QUIET = "nnref.quiet-keys";
let quiet = false;
try {
  quiet = localStorage.getItem(QUIET) !== null;
} catch {
  // nothing may be kept here: then until the tab is closed
}

function keep(wanted) {
  quiet = wanted;
  try {
    if (quiet) localStorage.setItem(QUIET, "");
    else localStorage.removeItem(QUIET);
  } catch {
    // as above
  }
}

window.addEventListener(
  "keydown",
  (event) => {
    const { key, target, ctrlKey, metaKey, altKey } = event;
    if (!LETTERS.has(key) || ctrlKey || metaKey || altKey) return;
    if (target.matches?.("input, select, textarea") || byId("__search")?.checked) return;
    // On a narrow screen the closed search is out of reach, for the theme too: the button opens it.
    const opener = /[/sf]/.test(key) && openers("__search").find((button) => button.checkVisibility());
    if (!quiet && !opener) return;
    event.stopPropagation();
    if (quiet) return;
    event.preventDefault();
    opener.click();
  },
  { capture: true },
);

// The theme tells of every page that it shows, the first one included; without it there is but one.
if (window.document$) window.document$.subscribe(arrive);
else arrive();
