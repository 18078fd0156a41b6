// The comparisons of parity.mjs in Node: NNREF_FIXTURES names the file that `python -m scripts.fixtures` wrote.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import * as nn from "../../docs/javascripts/nn.mjs";
import { compare, namesIn, read } from "./parity.mjs";

const cases = read(readFileSync(process.env.NNREF_FIXTURES, "utf8"));
const errors = {};

for (const one of cases) {
  test(one.id, () => {
    errors[one.kind] = Math.max(errors[one.kind] ?? 0, compare(nn, one));
  });
}

test("every export is held to nnref", () => {
  const held = new Set(cases.flatMap(namesIn));
  assert.deepEqual(Object.keys(nn).filter((name) => !held.has(name)), []);
});

test("every case has a name of its own", () => {
  const ids = cases.map(({ id }) => id);
  assert.deepEqual(ids.filter((id, i) => ids.indexOf(id) !== i), []);
});

process.on("exit", () => console.log(`largest relative errors: ${JSON.stringify(errors)}`));
