// One exercise on the page: its question, a place for the answer, the verdict, hints, solution, and new numbers.
import { seedOf, withSeed } from "./address.mjs";
import { element } from "./elements.mjs";
import { judge, told } from "./grade.mjs";
import { FIRST_SEED, LAST_SEED, numbers } from "./numbers.mjs";
import { part } from "./words.mjs";

const LETTERS = "ABCDEFGH";

export class Exercise {
  /** `drawn` has the exercise's `draw` and `values`, or is undefined; `onSolved` is called with its id. */
  constructor(section, drawn, onSolved) {
    Object.assign(this, { section, drawn, onSolved, id: section.dataset.exercise });
    this.template = section.querySelector("template");
    this.judged = JSON.parse(this.template.dataset.judge);
    this.title = section.querySelector(".practice-title");
    this.options = this.template.content.querySelectorAll('[data-part^="option "]').length;
    this.hints = this.template.content.querySelectorAll('[data-part^="hint "]').length;
    const asked = seedOf(this.id, location.search);
    this.seed = asked ?? FIRST_SEED;
    this.build();
    this.show();
    if (asked === null) this.say("unclear", refusal(this.id));
  }

  build() {
    this.question = element("div", { class: "practice-question" });
    this.fields = this.options ? this.fieldset() : this.field();
    this.verdict = element("div", { class: "practice-verdict", role: "status" });
    this.hintList = element("div", { class: "practice-hints", "aria-live": "polite" });
    this.solution = this.section.querySelector("details.solution");
    const check = element("button", { type: "submit", class: "practice-check" }, "Check");
    const buttons = element("div", { class: "practice-buttons" }, check);
    if (this.hints) {
      this.hintButton = this.button("", () => this.hint());
      buttons.append(this.hintButton);
    }
    if (this.judged.hasNumbers) buttons.append(this.button("New numbers", () => this.renew()));
    const form = element("form", { novalidate: true, autocomplete: "off" }, this.fields, buttons);
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.check();
    });
    const shown = this.section.querySelector(".practice-shown");
    shown.replaceChildren(this.question, form, this.verdict, this.hintList, this.solution);
  }

  button(label, act) {
    const made = element("button", { type: "button" }, label);
    made.addEventListener("click", act);
    return made;
  }

  /** Where a number is typed. No numeric keyboard: on some phones it has neither a minus nor a slash. */
  field() {
    const id = `${this.section.id}-answer`;
    const quiet = { autocomplete: "off", autocapitalize: "off", spellcheck: "false", enterkeyhint: "done" };
    this.input = element("input", { id, type: "text", ...quiet, "aria-describedby": `${id}-note` });
    return element(
      "div",
      { class: "practice-field" },
      element("label", { for: id }, "Your answer"),
      this.input,
      element("span", { id: `${id}-note`, class: "practice-note" }, nearness(this.judged)),
    );
  }

  fieldset() {
    this.choices = Array.from({ length: this.options }, (_, at) => {
      const id = `${this.section.id}-option-${at + 1}`;
      const radio = element("input", { type: "radio", id, name: this.section.id, value: at + 1 });
      return { radio, label: element("label", { for: id }) };
    });
    const rows = this.choices.map(({ radio, label }) => element("div", { class: "practice-choice" }, radio, label));
    return element("fieldset", {}, element("legend", {}, "Choose one"), ...rows);
  }

  /** Put the numbers of the seed into the words; whatever was said of other numbers goes. */
  show() {
    const { drawn, all } = this.drawn ? numbers(this.drawn, this.judged, this.seed) : { drawn: {}, all: {} };
    Object.assign(this, { drawnNow: JSON.stringify(drawn), all, hinted: 0 });
    this.question.replaceChildren(this.part("question"));
    this.choices?.forEach(({ radio, label }, at) => {
      radio.checked = false;
      label.replaceChildren(`${LETTERS[at]}. `, ...this.inline(`option ${at + 1}`));
    });
    if (this.input) this.input.value = "";
    this.input?.removeAttribute("aria-invalid");
    this.fillSolution();
    this.hintList.replaceChildren();
    this.nameHint();
    this.verdict.replaceChildren();
    delete this.verdict.dataset.verdict;
  }

  fillSolution() {
    const verdicts = this.choices?.map((_, at) =>
      element("li", {}, this.judged.right === at + 1 ? "Right: " : "Not so: ", ...this.inline(`why ${at + 1}`)),
    );
    const listed = verdicts ? [element("ol", { class: "practice-options", type: "A" }, ...verdicts)] : [];
    const summary = this.solution.querySelector("summary");
    this.solution.replaceChildren(summary, ...listed, this.part("solution") ?? "");
    this.solution.open = false;
  }

  part(name) {
    return part(this.template, name, this.all);
  }

  /** A part of one paragraph, without the paragraph. */
  inline(name) {
    const found = this.part(name);
    const [only, ...others] = found.children;
    return others.length === 0 && only?.tagName === "P" ? [...only.childNodes] : [found];
  }

  check() {
    if (this.options) this.checkChoice();
    else this.checkNumber();
  }

  checkNumber() {
    const found = judge(this.input.value, this.judged, this.all);
    if (found.verdict === "unclear") this.input.setAttribute("aria-invalid", "true");
    else this.input.removeAttribute("aria-invalid");
    const words = told(found, this.judged, this.all);
    this.say(found.verdict, words, found.verdict === "mistake" ? this.inline(`mistake ${found.name}`) : []);
    if (found.verdict === "right") this.onSolved(this.id);
  }

  checkChoice() {
    const chosen = this.choices.findIndex(({ radio }) => radio.checked) + 1;
    if (!chosen) {
      this.say("unclear", "Choose an answer first.");
      return;
    }
    const isRight = chosen === this.judged.right;
    this.say(isRight ? "right" : "wrong", isRight ? "Right:" : "Not yet:", this.inline(`why ${chosen}`));
    if (isRight) this.onSolved(this.id);
  }

  say(verdict, words, more = []) {
    this.verdict.dataset.verdict = verdict;
    const [head, ...rest] = words.split(/(?<=^(?:Right|Not yet)[:.])/);
    const opening = rest.length || more.length ? [element("strong", {}, head), ...rest] : [words];
    this.verdict.replaceChildren(element("p", {}, ...opening, ...(more.length ? [" ", ...more] : [])));
  }

  hint() {
    if (this.hinted === this.hints) return;
    this.hinted += 1;
    const label = element("strong", {}, this.hints === 1 ? "Hint:" : `Hint ${this.hinted}:`);
    this.hintList.append(element("p", {}, label, " ", ...this.inline(`hint ${this.hinted}`)));
    this.nameHint();
  }

  /** The button stays when all hints are shown, since it may have the focus. */
  nameHint() {
    if (!this.hintButton) return;
    const isLast = this.hinted === this.hints;
    this.hintButton.setAttribute("aria-disabled", String(isLast));
    const place = this.hints === 1 ? "" : ` ${this.hinted + 1} of ${this.hints}`;
    this.hintButton.textContent = isLast ? "No more hints" : `Hint${place}`;
  }

  /** The next seed with other numbers than those that are shown. */
  renew() {
    const before = this.drawnNow;
    for (let tries = 0; tries < 50 && this.drawnNow === before; tries++) {
      this.seed = this.seed === LAST_SEED ? FIRST_SEED : this.seed + 1;
      this.show();
    }
    const query = withSeed(this.id, this.seed, location.search);
    history.replaceState(history.state, "", `${location.pathname}${query}${location.hash}`);
    this.say("new", "The question has new numbers.");
  }

  mark(isSolved) {
    this.isSolved = isSolved;
    this.section.toggleAttribute("data-solved", isSolved);
    this.title.querySelector(".practice-solved")?.remove();
    if (isSolved) this.title.append(element("span", { class: "practice-solved" }, " (solved)"));
  }
}

function refusal(id) {
  const wanted = `practice.${id} is a whole number from ${FIRST_SEED} to ${LAST_SEED}`;
  return `The address asks for numbers that are not there: ${wanted}. These are the first ones.`;
}

/** How near an answer must come, in words; a count is right or not. */
function nearness({ digits, isRelative, told }) {
  return digits === 0 && !isRelative ? "a whole number" : `within ${told}`;
}
