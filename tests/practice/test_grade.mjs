// What a reader may type, and what is said of it. Run by test_practice_grading.py with Node's own test runner.
import assert from "node:assert/strict";
import test from "node:test";
import { seedOf, withSeed } from "../../docs/javascripts/practice/address.mjs";
import { judge, parse, told } from "../../docs/javascripts/practice/grade.mjs";
import { fill, readable, shown } from "../../docs/javascripts/practice/words.mjs";

const NUMBERS = [
  ["0.25", 0.25],
  [".25", 0.25],
  ["5.", 5],
  ["  0.25\t", 0.25],
  ["-0.5", -0.5],
  ["−0.5", -0.5],
  ["– 0.5", -0.5],
  ["+0.5", 0.5],
  ["1/4", 0.25],
  ["-1 / 4", -0.25],
  ["1/-4", -0.25],
  ["2.5e-3", 0.0025],
  ["1E3", 1000],
  ["0", 0],
  ["-0", 0],
];

for (const [typed, value] of NUMBERS) {
  test(`${JSON.stringify(typed)} is ${value}`, () => assert.equal(parse(typed).value + 0, value));
}

const UNCLEAR = [
  ["", /Type a number/],
  ["   ", /Type a number/],
  ["a half", /can't be read/],
  ["ln(2)", /can't be read/],
  ["e^-1", /can't be read/],
  ["1/4/2", /can't be read/],
  ["1.2.3", /can't be read/],
  ["--1", /can't be read/],
  ["NaN", /can't be read/],
  ["Infinity", /can't be read/],
  ["<b>1</b>", /can't be read/],
  ["0,25", /point/],
  [",25", /point/],
  ["1,000", /point/],
  ["1,000.5", /point/],
  ["25%", /0\.25 rather than 25%/],
  ["0.2 0.3", /several/],
  ["0.2; 0.3", /several/],
  ["0.2, 0.3", /several/],
  ["1/0", /divided by 0/],
  ["0/0", /divided by 0/],
  ["1e308", /larger than any answer/],
  ["-1e308", /larger than any answer/],
  ["1e999", /larger than any answer/],
  ["9".repeat(40), /larger than any answer/],
  ["9".repeat(100000), /longer than any answer/],
  ["x".repeat(100000), /longer than any answer/],
];

for (const [typed, problem] of UNCLEAR) {
  test(`${JSON.stringify(typed.slice(0, 20))} is unclear`, () => {
    const found = judge(typed, JUDGED, ALL);
    assert.equal(found.verdict, "unclear");
    assert.match(found.problem, problem);
    assert.equal(told(found, JUDGED, ALL), found.problem);
  });
}

const JUDGED = {
  answer: "slope",
  digits: 4,
  tolerance: 0.0005,
  isRelative: false,
  told: "0.0005",
  mistakes: ["value", "minus"],
};
const ALL = { slope: 0.196612, value: 0.731059, minus: -0.4 };
const VERDICTS = [
  ["0.196612", "right"],
  ["0.1966", "right"],
  ["0.197", "right"],
  ["0.1971", "right"], // 0.000488 away
  ["0.197112", "right"], // exactly as far as is allowed, but for floating point
  ["0.197113", "wrong"],
  ["0.196111", "wrong"],
  ["0.7311", "mistake", "value"],
  ["0.7315", "mistake", "value"],
  ["0.7317", "wrong"],
  ["-0.4", "mistake", "minus"],
  ["0.2", "rounded"],
  ["0.20", "rounded"],
  ["0", "wrong"], // rounding everything away is no answer
  ["1/5", "wrong"], // a fraction is exact, so that it is not rounded
  ["-0.1966", "sign"],
  ["1e12", "wrong"],
];

for (const [typed, verdict, name] of VERDICTS) {
  test(`${typed} is ${verdict}`, () => {
    const found = judge(typed, JUDGED, ALL);
    assert.equal(found.verdict, verdict);
    assert.equal(found.name, name);
    assert.ok(told(found, JUDGED, ALL).startsWith(verdict === "right" ? "Right" : "Not yet"));
  });
}

test("a relative tolerance grows with the answer", () => {
  const judged = { ...JUDGED, tolerance: 0.01, isRelative: true, mistakes: [] };
  for (const [typed, verdict] of [["101", "right"], ["99", "right"], ["102", "wrong"], ["-100.5", "sign"]]) {
    assert.equal(judge(typed, judged, { slope: 100 }).verdict, verdict);
  }
});

test("the right answer is told with its digits and a real minus", () => {
  assert.equal(told({ verdict: "right" }, JUDGED, { slope: -0.25 }), "Right: the answer is −0.2500.");
});

test("numbers are shown as they are, or with so many decimals", () => {
  assert.equal(shown(0.5), "0.5");
  assert.equal(shown(-2), "-2");
  assert.equal(shown(-0), "0");
  assert.equal(shown(-0.00001, 4), "0.0000");
  assert.equal(shown(0.125, 2), "0.13");
  assert.equal(shown(-0.125, 2), "-0.13");
  assert.equal(readable(-1.5, 2), "−1.50");
});

test("a relation says whether the decimals hold the number, in a page and in LaTeX", () => {
  for (const [z, inPage, inTex] of [
    [0.25, "= 0.25", "= 0.25"],
    [0.1 + 0.2, "= 0.3", "= 0.3"],
    [0.30000001, "≈ 0.3000", "\\approx 0.3000"],
    [-1.99996, "≈ −2.0000", "\\approx -2.0000"],
    [-200, "= −200", "= -200"],
    [-0, "= 0", "= 0"],
    [0.00001, "≈ 0.0000", "\\approx 0.0000"],
  ]) {
    assert.equal(fill("@≈z:4@ @~z:4@", { z }), inPage);
    assert.equal(fill("@≈z:4@ @~z:4@", { z }, "-"), inTex);
  }
});

test("a seed is read from the address and written into it, and what others wrote stays", () => {
  assert.equal(seedOf("slope", ""), 1);
  assert.equal(seedOf("slope", "?practice.slope=7"), 7);
  for (const wrong of ["x", "", "0", "-1", "1.5", "1e3", "1000000", "%3Cb%3E"]) {
    assert.equal(seedOf("slope", `?practice.slope=${wrong}`), null);
  }
  assert.equal(withSeed("slope", 7, "?activation.z=2"), "?activation.z=2&practice.slope=7");
  assert.equal(withSeed("slope", 1, "?activation.z=2&practice.slope=7"), "?activation.z=2");
  assert.equal(withSeed("slope", 1, ""), "");
});
