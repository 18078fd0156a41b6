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
  let old = place.firstChild;
  let node = wanted.firstChild;
  while (node) {
    const [nextOld, nextNode] = [old?.nextSibling ?? null, node.nextSibling];
    if (!old) place.append(node);
    else if (!old.isEqualNode(node)) change(old, node);
    [old, node] = [nextOld, nextNode];
  }
  while (old) {
    const next = old.nextSibling;
    old.remove();
    old = next;
  }
}

/** Nodes that differ in text, in values of attributes or in what is in them are changed; any others take each other's place. */
function change(old, node) {
  if (old.nodeName !== node.nodeName) old.replaceWith(node);
  else if (node.nodeType !== Node.ELEMENT_NODE) old.data = node.data;
  else {
    const names = node.getAttributeNames();
    if (String(old.getAttributeNames()) !== String(names)) return old.replaceWith(node);
    for (const name of names) {
      const value = node.getAttribute(name);
      if (old.getAttribute(name) !== value) old.setAttribute(name, value);
    }
    patchChildren(old, node);
  }
}
