// The only script of ours on every page: what can be explored or practised is loaded when it comes near the view.

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
}

// The theme tells of every page that it shows, the first one included; without it there is but one.
if (window.document$) window.document$.subscribe(arrive);
else arrive();
