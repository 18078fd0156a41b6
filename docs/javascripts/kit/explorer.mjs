// Brings an explorer to life: controls, dragging and the address change the state; the state decides all that is shown.
import * as address from "./address.mjs";
import { copy } from "./clipboard.mjs";
import { isRelevant, position, shown, spoken, valueAt } from "./controls.mjs";
import { defaults, opened } from "./parameters.mjs";
import { patch } from "./patch.mjs";
import { handPointers } from "./pointers.mjs";

const QUIET = 400; // ms without a change, after which it is told to screen readers and written into the address
const GREATEST_STEP = 50; // of what plays, when motion is not wanted

/** Take over the HTML that the build wrote; `signal` ends it with the page. */
export function mount(element, explorer, { signal }) {
  const live = new Explorer(element, opened(explorer, element.dataset.first ?? ""), signal);
  live.start();
  return live;
}

/** Write what differs: to write the same again would be work for the browser. */
function bring(element, property, value) {
  if (element[property] !== value) element[property] = value;
}

class Explorer {
  constructor(element, explorer, signal) {
    Object.assign(this, { element, explorer, signal });
    this.slots = [...element.querySelectorAll("[data-slot]")];
    this.picture = this.slots.find((slot) => slot.matches(".explorer-plot"));
    this.shown = new Map();
    this.message = element.querySelector(".explorer-message");
    this.live = element.querySelector(".explorer-live");
    this.errors = new Map();
    this.frame = this.reading = this.timer = 0;
    this.playing = null;
  }

  start() {
    const { state, complaints } = address.read(this.explorer, location.search);
    this.state = state;
    if (complaints.length) this.errors.set("address", complaints.join(" "));
    const listen = (type, act, target = this.element) => target.addEventListener(type, act, { signal: this.signal });
    listen("input", (event) => this.edited(event.target));
    listen("change", (event) => this.settled(event.target));
    listen("click", (event) => this.pressed(event.target.closest("button, [data-set]")));
    handPointers(this, listen);
    this.signal.addEventListener("abort", () => this.stop(), { once: true });
    const sizes = new ResizeObserver(([{ contentRect }]) => this.resized(contentRect.width));
    sizes.observe(this.element.querySelector(".explorer-body"));
    this.signal.addEventListener("abort", () => sizes.disconnect(), { once: true });
    this.element.querySelector("fieldset.explorer-body").disabled = false;
    this.element.dataset.live = "";
    this.controls();
  }

  stop() {
    this.pause();
    cancelAnimationFrame(this.frame);
    cancelAnimationFrame(this.reading);
    clearTimeout(this.timer);
    this.frame = this.reading = this.timer = 0;
  }

  pause() {
    cancelAnimationFrame(this.playing);
    this.playing = null;
  }

  /** Change the state, and show it with the next frame. */
  set(changes) {
    Object.assign(this.state, changes);
    for (const key of ["address", ...Object.keys(changes)]) this.errors.delete(key);
    this.draw();
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.tell(), QUIET);
  }

  draw() {
    if (!this.frame) this.frame = requestAnimationFrame(() => this.show());
  }

  show() {
    this.frame = 0;
    this.controls();
    try {
      this.numbers = this.explorer.model(this.state);
      this.errors.delete("model");
    } catch (error) {
      this.errors.set("model", error.message);
    }
    if (this.numbers) this.fill(this.explorer.view(this.numbers, this.drawn(), this.width));
    this.complain();
  }

  /** The state of the last picture: one that can't be computed leaves it as it is. */
  drawn() {
    if (!this.errors.has("model")) this.last = { ...this.state };
    return this.last;
  }

  /** The first picture at once, all else with the frame after: the eye is on that picture, and sees it sooner. */
  fill(views) {
    this.views = views;
    this.write([this.picture]);
    this.reading ||= requestAnimationFrame(() => {
      this.reading = 0;
      this.write(this.slots);
    });
  }

  write(slots) {
    for (const slot of slots) {
      const html = this.views[slot.dataset.slot];
      if (html === undefined || this.shown.get(slot) === html) continue;
      this.shown.set(slot, html);
      patch(slot, html); // written by the explorer from numbers and its own words
    }
  }

  slot(name) {
    return this.slots.find((slot) => slot.dataset.slot === name);
  }

  complain() {
    const text = [...this.errors.values()].join(" ");
    if (this.message.textContent !== text) this.message.textContent = text;
  }

  /** The column's width is told, now and at each change of it: to ask for it makes a browser lay the page out on the spot. */
  resized(column) {
    const width = Math.max(260, Math.min(680, Math.round(column || 680)));
    if (width === this.width) return;
    this.width = width;
    this.draw();
  }

  /** Say what is shown now, and keep it in the address. */
  tell() {
    this.live.textContent = this.errors.size ? "" : this.slot("summary").textContent;
    const query = address.write(this.explorer, this.state, location.search);
    if (query !== location.search) history.replaceState(history.state, "", location.pathname + query + location.hash);
  }

  // Controls

  /** Bring every control to the state, but for the one that is being typed in. */
  controls() {
    for (const input of this.element.querySelectorAll("[data-parameter]")) {
      const key = input.dataset.parameter;
      const parameter = this.explorer.parameters[key];
      const value = this.state[key];
      const wrong = this.errors.has(key);
      bring(input.closest(".control"), "hidden", !isRelevant(this.explorer, key, this.state));
      if (input.type === "range") {
        bring(input, "value", String(position(parameter, value)));
        bring(input, "ariaValueText", spoken(parameter, value));
      } else if (input.type === "checkbox") bring(input, "checked", value);
      else if (input.type === "radio") {
        bring(input, "checked", input.value === value);
        bring(input.closest("label"), "hidden", !isRelevant(this.explorer, `${key}=${input.value}`, this.state));
      } else if (input.type === "text") {
        if (!wrong && input !== document.activeElement) bring(input, "value", shown(parameter, value));
        bring(input, "ariaInvalid", wrong ? "true" : null);
      } else bring(input, "value", value);
    }
    for (const button of this.element.querySelectorAll("[data-play]")) {
      const plays = this.playing !== null && this.playingKey === button.dataset.play;
      bring(button, "ariaPressed", String(plays));
      bring(button, "textContent", plays ? "Pause" : "Play");
    }
  }

  edited(input) {
    const key = input.dataset?.parameter;
    if (!key) return;
    const parameter = this.explorer.parameters[key];
    if (input.type === "range") this.set({ [key]: valueAt(parameter, Number(input.value)) });
    else if (input.type === "checkbox") this.set({ [key]: input.checked });
    else if (input.type === "radio" || input.tagName === "SELECT") this.set({ [key]: input.value });
    else this.typed(key, input.value);
  }

  typed(key, text) {
    const parameter = this.explorer.parameters[key];
    try {
      this.set({ [key]: parameter.read(text) });
    } catch (error) {
      const told = parameter.told?.(this.state[key]) ?? shown(parameter, this.state[key]);
      this.errors.set(key, `${error.message} The picture still shows ${told}.`);
      this.controls();
      this.complain();
    }
  }

  /** A field that is left shows its number in the usual way. */
  settled(input) {
    const key = input.dataset?.parameter;
    if (key && input.type === "text" && !this.errors.has(key)) {
      input.value = shown(this.explorer.parameters[key], this.state[key]);
    }
  }

  pressed(button) {
    if (!button) return;
    const { play, step, another, copy: slot } = button.dataset;
    if (button.matches("[data-reset]")) this.reset();
    else if (play) this.toggle(play);
    else if (step) this.advance(step, this.explorer.parameters[step].stride);
    else if (another) this.set({ [another]: (this.state[another] + 1) % (this.explorer.parameters[another].max + 1) });
    else if (slot) copy(button, this.slot(slot).textContent).then((told) => (this.live.textContent = told));
    else if (button.dataset.set) this.set(this.explorer.buttons[button.dataset.set](this.state));
  }

  reset() {
    this.stop();
    this.errors.clear();
    document.activeElement?.matches?.("input[type=text]") && document.activeElement.blur();
    this.set(defaults(this.explorer.parameters));
  }

  // What plays

  toggle(key) {
    if (this.playing !== null) {
      this.pause();
      return this.controls();
    }
    const { max, stride, pace = () => stride } = this.explorer.parameters[key];
    if (this.state[key] >= max) this.set({ [key]: 0 });
    if (matchMedia("(prefers-reduced-motion: reduce)").matches) return this.advance(key, GREATEST_STEP * stride);
    this.playingKey = key;
    const next = () => {
      this.playing = requestAnimationFrame(next);
      this.advance(key, pace(this.state[key]));
    };
    this.playing = requestAnimationFrame(next);
    this.controls();
  }

  advance(key, by) {
    const { max } = this.explorer.parameters[key];
    const value = Math.min(max, this.state[key] + by);
    if (value === max) this.pause();
    this.set({ [key]: value });
  }
}
