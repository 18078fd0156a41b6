// Speaks for the explorers while the site is built: one JSON request on standard input, one answer on standard output.
// {"states": true} -> the first state of each explorer, and the others in which it is held to nnref
// {"firsts": [{name, first}]} -> the state in which each place opens it
// {"pages": [{name, first, numbers}]} -> the HTML of each, and its picture for the gallery
// {"models": {name: [state, ...]}} -> the numbers of each state
import { readdirSync } from "node:fs";
import { text } from "node:stream/consumers";

const FOLDER = new URL("../../docs/javascripts/", import.meta.url);
const { defaults, opened } = await import(new URL("kit/parameters.mjs", FOLDER));
const { card, page } = await import(new URL("kit/page.mjs", FOLDER));

const explorers = {};
for (const file of readdirSync(new URL("explorers/", FOLDER)).sort()) {
  if (!file.endsWith(".mjs")) continue;
  const { default: explorer } = await import(new URL(`explorers/${file}`, FOLDER));
  if (explorer.name !== file.replace(".mjs", "")) throw new Error(`explorers/${file} calls itself ${explorer.name}`);
  explorers[explorer.name] = explorer;
}

function states() {
  return Object.fromEntries(
    Object.entries(explorers).map(([name, { title, prompt, parameters, samples = [] }]) => {
      const first = defaults(parameters);
      return [name, { title, prompt, states: [first, ...samples.map((changes) => ({ ...first, ...changes }))] }];
    }),
  );
}

function firsts(asked) {
  return asked.map(({ name, first }) => {
    if (!explorers[name]) throw new Error(`[explorer: ${name}]: expected ${Object.keys(explorers).join(", ")}`);
    return defaults(opened(explorers[name], first).parameters);
  });
}

function pages(asked) {
  return asked.map(({ name, first, numbers }) => {
    const explorer = opened(explorers[name], first);
    const given = [explorer, defaults(explorer.parameters), decoded(numbers)];
    return { html: page(...given), card: card(...given) };
  });
}

function models(asked) {
  return Object.fromEntries(
    Object.entries(asked).map(([name, states]) => [name, states.map((state) => encoded(explorers[name].model(state)))]),
  );
}

// JSON has no NaN and no infinity: they travel as text.
function encoded(value) {
  if (typeof value === "number" && !Number.isFinite(value)) return String(value);
  if (ArrayBuffer.isView(value)) return [...value].map(encoded);
  if (Array.isArray(value)) return value.map(encoded);
  if (value && typeof value === "object") {
    return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, encoded(part)]));
  }
  return value;
}

function decoded(value) {
  if (value === "NaN" || value === "Infinity" || value === "-Infinity") return Number(value);
  if (Array.isArray(value)) return value.map(decoded);
  if (value && typeof value === "object") {
    return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, decoded(part)]));
  }
  return value;
}

const request = JSON.parse(await text(process.stdin));
const [[kind, asked]] = Object.entries(request);
const answer = { states, firsts, pages, models }[kind](asked);
process.stdout.write(JSON.stringify(answer));
