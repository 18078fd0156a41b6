// Draws and judges as the browser does: one JSON request on standard input, one answer on standard output.
// {"numbers": {page: {id: judged}}, "seeds": [...]}      -> {page: {id: [{drawn, all}, ...]}}
// {"judge": [{typed, judged, all}, ...]}                 -> [verdict, ...]
// {"fill": [[text, values, minus], ...]}                 -> [text, ...]
import { text } from "node:stream/consumers";

const FOLDER = new URL("../../docs/javascripts/practice/", import.meta.url);
const { numbers } = await import(new URL("numbers.mjs", FOLDER));
const { judge } = await import(new URL("grade.mjs", FOLDER));
const { fill } = await import(new URL("words.mjs", FOLDER));

async function draw(pages, seeds) {
  const found = {};
  for (const [page, judged] of Object.entries(pages)) {
    const { exercises } = await import(new URL(`exercises/${page}.mjs`, FOLDER));
    const known = Object.keys(exercises).sort().join();
    if (known !== Object.keys(judged).sort().join()) throw new Error(`${page}.mjs has ${known}, not ${Object.keys(judged)}`);
    found[page] = {};
    for (const [id, told] of Object.entries(judged)) {
      found[page][id] = seeds.map((seed) => numbers(exercises[id], told, seed));
    }
  }
  return found;
}

const request = JSON.parse(await text(process.stdin));
const answer = request.numbers
  ? await draw(request.numbers, request.seeds)
  : request.judge
    ? request.judge.map(({ typed, judged, all }) => judge(typed, judged, all))
    : request.fill.map(([words, values, minus]) => fill(words, values, minus));
process.stdout.write(JSON.stringify(answer));
