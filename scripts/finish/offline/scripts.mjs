// Makes one classic script of all modules: `node scripts.mjs FOLDER TARGET`. What start.mjs and practice.mjs import by a name that
// a page gives is found by its pattern, so every explorer and every exercise is in it.
import { join } from "node:path";
import esbuild from "esbuild-wasm";

const [folder, target] = process.argv.slice(2);

await esbuild.build({
  absWorkingDir: folder, // names are told from here: the same in every folder
  entryPoints: { notes: join(folder, "start.mjs") },
  bundle: true,
  minify: true,
  format: "iife",
  charset: "utf8",
  target: "es2022",
  outdir: target,
  logLevel: "error",
});
