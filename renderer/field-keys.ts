/**
 * Fields of a page whose keys are withheld until it is clear that no scanner types them (renderer/keyboard-scanner.ts): what the
 * browser would have done with such a key is done here.
 */

export type Field = HTMLInputElement | HTMLTextAreaElement;

/** The field that a key is for; null where it is for none, or for one that nobody writes in. */
export function fieldOf(target: EventTarget | null): Field | null {
  const field = target as Partial<Field> | null;
  // Null on what has no text, such as a check box.
  const isWritten = typeof field?.selectionStart === 'number' && field.readOnly === false && field.disabled === false;
  return isWritten ? (field as Field) : null;
}

/** Writes a character, or does what Enter does; gives the way to take it back, which leaves alone what was changed since. */
export function writeInto(field: Field, key: string): () => void {
  if (key === 'Enter' && field.tagName === 'INPUT') {
    field.form?.requestSubmit();
    return () => undefined;
  }
  const before = field.value;
  const from = field.selectionStart ?? before.length;
  const to = field.selectionEnd ?? from;
  const text = key === 'Enter' ? '\n' : key;
  const hasRoom = field.maxLength < 0 || before.length - (to - from) + text.length <= field.maxLength;
  if (hasRoom) replace(field, text, from, to);
  const after = field.value;
  return () => {
    if (field.value === after) replace(field, before, 0, after.length);
  };
}

/** As typed: whoever hears of input hears of it, and the caret stands behind. */
function replace(field: Field, text: string, from: number, to: number): void {
  field.setRangeText(text, from, to, 'end');
  field.dispatchEvent(new Event('input', { bubbles: true }));
}
