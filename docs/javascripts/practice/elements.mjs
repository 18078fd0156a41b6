// Elements of the page; what a reader typed only ever becomes text.

/** An element with its attributes and what stands in it; an attribute that is `false` or `undefined` is left out. */
export function element(name, attributes = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (value !== false && value !== undefined) made.setAttribute(key, value === true ? "" : value);
  }
  made.append(...children.filter((child) => child !== null));
  return made;
}
