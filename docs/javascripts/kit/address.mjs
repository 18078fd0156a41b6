// The state of an explorer in the page's address, so that a link shows what its sender saw.
import { defaults } from "./parameters.mjs";

/** The state that an address asks for; what can't be read keeps its default, and is told. */
export function read(explorer, search) {
  const asked = new URLSearchParams(search);
  const state = defaults(explorer.parameters);
  const complaints = [];
  for (const [key, parameter] of Object.entries(explorer.parameters)) {
    const text = asked.get(`${explorer.name}.${key}`);
    if (text === null) continue;
    try {
      state[key] = parameter.read(text);
    } catch (error) {
      complaints.push(`The address of this page asks for something that is not there. ${error.message}`);
    }
  }
  return { state, complaints };
}

/** The query with this state in it; what is as it was at first is left out, and what others wrote stays. */
export function write(explorer, state, search) {
  const asked = new URLSearchParams(search);
  for (const [key, parameter] of Object.entries(explorer.parameters)) {
    const name = `${explorer.name}.${key}`;
    const text = parameter.write(state[key]);
    if (text === parameter.write(parameter.value)) asked.delete(name);
    else asked.set(name, text);
  }
  const query = asked.toString();
  return query ? `?${query}` : "";
}
