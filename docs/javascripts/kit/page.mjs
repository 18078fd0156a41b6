// The whole HTML of an explorer in its first state, written while the site is built: the page is whole before its script.
import { control } from "./controls.mjs";
import { escape } from "./format.mjs";

export const WIDTHS = { wide: 680, narrow: 350 };

/** An explorer in its first state, from the numbers that nnref computed for it. */
export function page(explorer, state, numbers) {
  const { name, title, prompt, first } = explorer;
  const slots = Object.fromEntries(
    Object.entries(WIDTHS).map(([column, width]) => [column, explorer.view(numbers, state, width)]),
  );
  const slot = (key) => {
    const { wide, narrow } = { wide: slots.wide[key], narrow: slots.narrow[key] };
    return wide === narrow ? wide : `<div class="wide">${wide}</div><div class="narrow">${narrow}</div>`;
  };
  const body = explorer.layout({
    control: (key) => control(explorer, key, state),
    plot: (key) => `<div class="explorer-plot" data-slot="${key}" role="img" aria-label="${title}" aria-describedby="${name}-summary">${slot(key)}</div>`,
    slot: (key, tag = "div") => `<${tag} class="explorer-slot" data-slot="${key}">${slot(key)}</${tag}>`,
  });
  return `<section class="explorer" data-explorer="${name}"${first ? ` data-first="${escape(first)}"` : ""} aria-labelledby="${name}-title">
<p class="explorer-title" id="${name}-title">${title}</p>
<p class="explorer-prompt">${prompt}</p>
<p class="explorer-alone">This picture answers to its controls where JavaScript runs. Here it shows its first state.</p>
<fieldset class="explorer-body" disabled>${body}<p class="explorer-message" id="${name}-message" role="alert"></p>
<p class="explorer-summary" id="${name}-summary" data-slot="summary">${slot("summary")}</p>
<p class="explorer-feet"><button type="button" data-reset>Reset</button></p></fieldset>
<p class="explorer-live" role="status"></p>
</section>
`;
}

/** The first picture of an explorer alone, small, for the gallery. */
export function card(explorer, state, numbers) {
  const plots = [];
  explorer.layout({ control: () => "", slot: () => "", plot: (key) => plots.push(key) });
  return explorer.view(numbers, state, WIDTHS.narrow)[plots[0]];
}
