// What a reader can set must be what the address can say: in every sample, and at every place of a slider.
// node addresses.mjs FOLDER NAME: the complaints about an explorer, as JSON.
const [folder, name] = process.argv.slice(2);
const { read, write } = await import(`${folder}/kit/address.mjs`);
const { position, valueAt } = await import(`${folder}/kit/controls.mjs`);
const { snap } = await import(`${folder}/kit/parameters.mjs`);
const { default: explorer } = await import(`${folder}/explorers/${name}.mjs`);

const OTHERS = "?h=relu&other.z=3";
const PLACES = 50; // of a slider
const DRAGGED = [0, 0.123, 0.5, 0.99, 1]; // parts of its length
const complaints = [];

function thereAndBack(state) {
  const query = write(explorer, state, OTHERS);
  const back = read(explorer, query);
  const [sent, came] = [JSON.stringify(state), JSON.stringify(back.state)];
  complaints.push(...back.complaints);
  if (came !== sent) complaints.push(`${sent} comes back as ${came}`);
  if (!query.startsWith(OTHERS)) complaints.push(`what others wrote is lost: ${query}`);
}

function* settings(parameter) {
  const { min, max, scale, whole } = parameter;
  const [low, high] = [position(parameter, min), position(parameter, max)];
  const pace = parameter.step ?? (whole ? 1 : scale === "log" ? 0.05 : (high - low) / PLACES);
  const stride = Math.max(1, Math.floor((high - low) / pace / PLACES)) * pace;
  for (let k = 0; low + k * stride <= high; k++) yield valueAt(parameter, Number((low + k * stride).toPrecision(12)));
  for (const part of DRAGGED) yield snap(parameter, min + part * (max - min));
}

const first = read(explorer, "").state;
for (const changes of [{}, ...explorer.samples]) thereAndBack({ ...first, ...changes });
for (const [key, parameter] of Object.entries(explorer.parameters)) {
  if (parameter.min === undefined) continue;
  for (const value of settings(parameter)) thereAndBack({ ...first, [key]: value });
}
process.stdout.write(JSON.stringify(complaints));
