// Brings a page's exercises to life: what the build wrote can be read without this, and answered with it.
import { Exercise } from "./exercise.mjs";
import * as progress from "./progress.mjs";
import { element } from "./elements.mjs";

/** Take over the exercises in `place`; `signal` ends them with the page. */
export async function mount(place, { signal } = {}) {
  const page = place.dataset.practice;
  const sections = [...place.querySelectorAll("[data-exercise]")];
  const needNumbers = sections.some((section) => JSON.parse(section.querySelector("template").dataset.judge).hasNumbers);
  const drawn = needNumbers ? (await import(`./exercises/${page}.mjs`)).exercises : {};
  if (signal?.aborted) return;
  const head = new Head(page, sections.length);
  const exercises = sections.map((section) => new Exercise(section, drawn[section.dataset.exercise], (id) => solve(id)));

  function solve(id) {
    progress.remember(page, id);
    show();
  }

  function show() {
    const solved = progress.solved();
    for (const exercise of exercises) exercise.mark(solved.has(`${page}.${exercise.id}`));
    head.show(exercises.filter((exercise) => exercise.isSolved).length);
  }

  head.onClear = () => {
    progress.forget(page);
    show();
  };
  place.prepend(head.line);
  show();
  place.dataset.live = "";
}

/** The line above the exercises: how many are solved, and a way to forget it. */
class Head {
  constructor(page, count) {
    this.count = count;
    this.words = element("span", { role: "status" });
    this.clear = element("button", { type: "button", hidden: true }, "Forget my progress");
    this.clear.addEventListener("click", () => this.onClear());
    this.line = element("p", { class: "practice-progress" }, this.words, " ", this.clear);
  }

  show(solved) {
    const notes = [`${solved} of ${this.count} solved.`];
    if (!solved) notes.push("Answers are judged in this page; nothing leaves it.");
    else if (!progress.keeps()) notes.push("This browser stores nothing, so they count until you leave.");
    this.words.textContent = notes.join(" ");
    // It has the focus when it has done its work: then it stays.
    if (solved) this.clear.hidden = false;
    this.clear.setAttribute("aria-disabled", String(!solved));
  }
}
