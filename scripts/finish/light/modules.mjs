// Joins and shortens our modules: `node modules.mjs FOLDER TARGET`. What a page asks for by name keeps its name; what several of
// these share becomes parts that they import.
import { readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import esbuild from "esbuild-wasm";

const [folder, target] = process.argv.slice(2);
const TARGET = "es2022";
const within = async (name) => (await readdir(join(folder, name))).filter((file) => file.endsWith(".mjs")).map((file) => join(folder, name, file));

await esbuild.build({
  absWorkingDir: folder, // names are told from here: the same in every folder
  entryPoints: [
    join(folder, "nn.mjs"),
    // The last two for those who drive an explorer by a script.
    ...["explorer", "parameters", "address"].map((name) => join(folder, `kit/${name}.mjs`)),
    join(folder, "practice/practice.mjs"),
    ...(await within("explorers")),
    ...(await within("practice/exercises")),
  ],
  external: ["./exercises/*"], // which one is known when a page asks for it
  bundle: true,
  splitting: true,
  minify: true,
  format: "esm",
  charset: "utf8",
  target: TARGET,
  outbase: folder,
  outdir: target,
  outExtension: { ".js": ".mjs" },
  chunkNames: "parts/[hash]",
  logLevel: "error",
});
// start.mjs loads the others when they are needed: it is shortened by itself.
const start = await esbuild.transform(await readFile(join(folder, "start.mjs"), "utf8"), { minify: true, charset: "utf8", target: TARGET });
await writeFile(join(target, "start.mjs"), start.code);
