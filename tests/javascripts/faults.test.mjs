// Every fault of faults.mjs must be caught by the comparisons of parity.mjs.
import assert from "node:assert/strict";
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { fileURLToPath, pathToFileURL } from "node:url";
import { FAULTS } from "./faults.mjs";
import { compare, compareAll, read } from "./parity.mjs";

const SOURCE = fileURLToPath(new URL("../../docs/javascripts", import.meta.url));
const cases = read(readFileSync(process.env.NNREF_FIXTURES, "utf8"));
const folder = mkdtempSync(join(tmpdir(), "nnref-faults-"));
after(() => rmSync(folder, { recursive: true }));

/** A copy of nn.mjs, with a fault in it. */
async function copy(name, change = (text) => text, file = "activations") {
  const target = join(folder, name);
  cpSync(join(SOURCE, "nn.mjs"), join(target, "nn.mjs"));
  cpSync(join(SOURCE, "nn"), join(target, "nn"), { recursive: true });
  const path = join(target, "nn", `${file}.mjs`);
  writeFileSync(path, change(readFileSync(path, "utf8")));
  return import(pathToFileURL(join(target, "nn.mjs")));
}

function isCaught(nn) {
  return cases.some((one) => {
    try {
      compare(nn, one);
    } catch {
      return true;
    }
    return false;
  });
}

test("a copy without a fault passes", async () => {
  assert.deepEqual(compareAll(await copy("sound"), cases).failures, []);
});

FAULTS.forEach(([file, before, instead], number) => {
  test(`${file}: ${instead || "nothing"} for ${before}`, async () => {
    const plant = (text) => {
      assert.equal(text.split(before).length, 2, `${before} must stand in ${file}.mjs once`);
      return text.replace(before, () => instead);
    };
    assert.ok(isCaught(await copy(`fault-${number}`, plant, file)), "no comparison caught it");
  });
});
