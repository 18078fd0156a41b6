// What a mouse, a finger or a pen does in a picture: it drags a handle, or taps a place.
import { snap } from "./parameters.mjs";

/** Listen to the pointers of a mounted explorer; `listen(type, act)` ends with its page. */
export function handPointers(live, listen) {
  const { explorer } = live;
  let held = null;

  function grab(event) {
    const slot = event.target.closest?.(".explorer-plot");
    if (!slot || !explorer.drag || event.button !== 0) return;
    const handle = event.target.closest("[data-drag]") && nearestHandle(slot, event);
    const name = handle ? handle.dataset.drag : explorer.nearest?.(place(slot, event), live.state, live.width);
    if (!name) return;
    slot.setPointerCapture(event.pointerId);
    held = { slot, name, id: event.pointerId, byHandle: Boolean(handle) };
    if (document.activeElement?.matches?.("input[type=text]")) document.activeElement.blur(); // or it would keep what was typed
    if (event.pointerType === "mouse") event.preventDefault();
    move(event);
  }

  function move(event) {
    if (!held || event.pointerId !== held.id) return;
    const changes = explorer.drag(held.name, place(held.slot, event), live.state, live.width);
    for (const [key, value] of Object.entries(changes)) {
      if (typeof value === "number") changes[key] = snap(explorer.parameters[key], value);
    }
    live.set(changes);
  }

  // Browsers don't heed `touch-action` on a part of an SVG: a finger that drags a handle upwards would scroll the page.
  // Not later than here: the next picture takes the handle out of the page, and with it what it would have told.
  function stay(event) {
    if (held?.byHandle && event.cancelable) event.preventDefault();
  }

  function tap(event) {
    const slot = event.target.closest?.(".explorer-plot");
    if (slot && explorer.tap) live.set(explorer.tap(place(slot, event), live.state, live.width));
  }

  listen("pointerdown", grab);
  listen("pointermove", move);
  listen("touchstart", stay);
  for (const type of ["pointerup", "pointercancel"]) listen(type, () => (held = null));
  listen("click", tap);
}

/** Where the pointer is, in the picture's own pixels. */
function place(slot, event) {
  const svg = slot.querySelector("svg");
  const box = svg.getBoundingClientRect();
  const { width, height } = svg.viewBox.baseVal;
  return {
    x: ((event.clientX - box.left) / box.width) * width,
    y: ((event.clientY - box.top) / box.height) * height,
    slot: slot.dataset.slot,
  };
}

/** Of the handles of a picture, whose reach may overlap, the one whose middle is nearest to the pointer. */
function nearestHandle(slot, { clientX, clientY }) {
  const distance = (handle) => {
    const { x, y, width, height } = handle.getBoundingClientRect();
    return Math.hypot(x + width / 2 - clientX, y + height / 2 - clientY);
  };
  return [...slot.querySelectorAll("[data-drag]")].reduce((one, other) => (distance(other) < distance(one) ? other : one));
}
