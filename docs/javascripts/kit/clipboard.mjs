// A button that copies: its own words say for a moment whether it did.

const A_MOMENT = 2000; // ms

/** Put text on the clipboard; the answer, in words, is shown by the button and returned. */
export async function copy(button, text) {
  const words = (button.dataset.words ??= button.textContent);
  let told = "Copied";
  try {
    await navigator.clipboard.writeText(text);
  } catch {
    told = "Not allowed here: select the text"; // an insecure address, or the reader's own settings
  }
  button.textContent = told;
  setTimeout(() => (button.textContent = words), A_MOMENT);
  return told;
}
