// Speaks for the explorers while the site is built: one JSON request on standard input, one answer on standard output.
// {"states": true}      -> the first state of each explorer, and the others in which it is held to nnref
// {"pages": {name: {state, numbers}}} -> the HTML of each
import { readdirSync } from "node:fs";
import { text } from "node:stream/consumers";

const FOLDER = new URL("../../docs/javascripts/", import.meta.url);
const { defaults } = await import(new URL("kit/parameters.mjs", FOLDER));
const { page } = await import(new URL("kit/page.mjs", FOLDER));

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

function pages(asked) {
  return Object.fromEntries(
    Object.entries(asked).map(([name, { state, numbers }]) => [name, page(explorers[name], state, decoded(numbers))]),
  );
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
const answer = request.states ? states() : request.models ? models(request.models) : pages(request.pages);
process.stdout.write(JSON.stringify(answer));
