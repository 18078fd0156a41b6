// The HTML of the controls, written while the site is built; the page's script only brings it to life.
import { escape, short } from "./format.mjs";

/** The HTML of one control: labelled, and named by `data-parameter`. */
export function control(explorer, key, state) {
  const parameter = explorer.parameters[key];
  const html = WRITERS[parameter.kind](`${explorer.name}-${key}`, key, parameter, (option) => isRelevant(explorer, `${key}=${option}`, state));
  return isRelevant(explorer, key, state) ? html : html.replace('class="control ', 'hidden class="control ');
}

/** Whether a control, or as `key=option` one of its tabs, changes anything in this state; what doesn't is not shown. */
export function isRelevant(explorer, key, state) {
  return explorer.relevant?.[key]?.(state) ?? true;
}

const WRITERS = { slider, field, text, player, seed, choice, tabs, toggle, hidden: () => "" };

/** Where a value stands on its slider: on a logarithmic one, its power of ten. */
export function position(parameter, value) {
  return parameter.scale === "log" ? Math.log10(value) : value;
}

/** The value at a place of the slider; on a logarithmic one, rounded to as few digits as tell its steps apart. */
export function valueAt(parameter, place) {
  if (parameter.scale !== "log") return Number(place);
  const digits = (parameter.step ?? 0.05) < 0.045 ? 3 : 2; // 1.0 to 1.1 is 0.041 of a power of ten
  return Number((10 ** place).toPrecision(digits));
}

/** A value in its field: as the address has it, unless the parameter shows it rounded. */
export function shown(parameter, value) {
  return (parameter.rounded ?? parameter.write)(value);
}

/** A value in words, for whoever hears the slider. */
export function spoken(parameter, value) {
  return parameter.says ? parameter.says(value) : `${short(value)}${parameter.unit ? ` ${parameter.unit}` : ""}`;
}

function slider(id, key, parameter) {
  return `<div class="control control-slider"><label for="${id}">${parameter.label}</label>${range(id, key, parameter)}${exact(id, key, parameter)}</div>`;
}

function player(id, key, parameter) {
  return `<div class="control control-player"><label for="${id}">${parameter.label}</label>${range(id, key, parameter)}${exact(id, key, parameter)}<span class="control-buttons"><button type="button" data-play="${key}" aria-pressed="false">Play</button><button type="button" data-step="${key}">Step</button></span></div>`;
}

function range(id, key, parameter) {
  const { min, max, step, value, scale } = parameter;
  const [low, high] = [position(parameter, min), position(parameter, max)];
  const pace = scale === "log" ? (step ?? 0.05) : step;
  return `<input type="range" id="${id}" data-parameter="${key}" min="${low}" max="${high}" step="${pace}" value="${position(parameter, value)}" aria-valuetext="${spoken(parameter, value)}">`;
}

function exact(id, key, parameter) {
  return `<input type="text" class="exact" data-parameter="${key}" inputmode="decimal" autocomplete="off" spellcheck="false" value="${shown(parameter, parameter.value)}" aria-label="${name(parameter)}, exact value" aria-describedby="${id.slice(0, -key.length)}message">`;
}

function field(id, key, parameter) {
  const label = parameter.shown === false ? "" : `<label for="${id}">${parameter.label}</label>`;
  const named = label ? "" : ` aria-label="${name(parameter)}"`;
  return `<span class="control control-field">${label}<input type="text" id="${id}" data-parameter="${key}" inputmode="decimal" autocomplete="off" spellcheck="false" value="${shown(parameter, parameter.value)}"${named} aria-describedby="${id.slice(0, -key.length)}message"></span>`;
}

function text(id, key, parameter) {
  return `<div class="control control-text"><label for="${id}">${parameter.label}</label><input type="text" id="${id}" data-parameter="${key}" autocomplete="off" autocapitalize="off" spellcheck="false" value="${escape(shown(parameter, parameter.value))}" aria-describedby="${id.slice(0, -key.length)}message"></div>`;
}

function seed(id, key, parameter) {
  return `<div class="control control-seed"><label for="${id}">${parameter.label}</label><input type="text" id="${id}" data-parameter="${key}" inputmode="numeric" autocomplete="off" value="${parameter.value}" aria-describedby="${id.slice(0, -key.length)}message"><button type="button" data-another="${key}">Another</button></div>`;
}

function choice(id, key, parameter) {
  const options = Object.entries(parameter.options).map(
    ([value, label]) => `<option value="${value}"${value === parameter.value ? " selected" : ""}>${label}</option>`,
  );
  const label = parameter.shown === false ? "" : `<label for="${id}">${parameter.label}</label>`;
  const named = label ? "" : ` aria-label="${name(parameter)}"`;
  return `<div class="control control-choice">${label}<select id="${id}" data-parameter="${key}" autocomplete="off"${named}>${options.join("")}</select></div>`;
}

function tabs(id, key, parameter, isThere) {
  const options = Object.entries(parameter.options).map(
    ([value, label]) =>
      `<label${isThere(value) ? "" : " hidden"}><input type="radio" name="${id}" data-parameter="${key}" value="${value}" autocomplete="off"${value === parameter.value ? " checked" : ""}><span>${label}</span></label>`,
  );
  return `<fieldset class="control control-tabs"><legend>${parameter.label}</legend><div>${options.join("")}</div></fieldset>`;
}

function toggle(id, key, parameter) {
  return `<div class="control control-toggle"><label><input type="checkbox" id="${id}" data-parameter="${key}" autocomplete="off"${parameter.value ? " checked" : ""}> ${parameter.label}</label></div>`;
}

/** A parameter's name without markup, for attributes. */
function name(parameter) {
  return (parameter.name ?? parameter.label).replace(/<[^>]*>/g, "");
}
