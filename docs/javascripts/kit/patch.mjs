// Shows new HTML by changing what differs in the old: what stays is neither made, styled nor laid out anew.

let wanted; // one template for all, emptied after use: nothing in it is loaded, styled or run

/** Let `place` hold what `html` says. */
export function patch(place, html) {
  wanted ??= document.createElement("template");
  wanted.innerHTML = html;
  patchChildren(place, wanted.content);
  wanted.content.replaceChildren();
}

function patchChildren(place, wanted) {
  const now = [...place.childNodes];
  const next = [...wanted.childNodes];
  next.forEach((node, i) => {
    if (i >= now.length) place.append(node);
    else if (!alike(now[i], node)) now[i].replaceWith(node);
    else patchNode(now[i], node);
  });
  for (const node of now.slice(next.length)) node.remove();
}

/** Whether two nodes differ in no more than text, values of attributes, and what is in them. */
function alike(old, node) {
  const names = (one) => [...(one.attributes ?? [])].map(({ name }) => name).join();
  return old.nodeName === node.nodeName && names(old) === names(node);
}

function patchNode(old, node) {
  if (old.nodeType !== Node.ELEMENT_NODE) {
    if (old.data !== node.data) old.data = node.data;
    return;
  }
  for (const { name, value } of node.attributes) if (old.getAttribute(name) !== value) old.setAttribute(name, value);
  patchChildren(old, node);
}
