/**
 * Puts a file that somebody chooses into a text field, as if they had pasted it: nothing is sent but the text. The chooser is an element
 * `[data-file-for="<field id>"]` with an input of type file in it, shown only here, because without scripts pasting is the way.
 */
export function readTableFiles(): void {
  for (const chooser of document.querySelectorAll<HTMLElement>('[data-file-for]')) {
    const field = document.getElementById(chooser.dataset['fileFor'] ?? '');
    const input = chooser.querySelector<HTMLInputElement>('input[type="file"]');
    if (!(field instanceof HTMLTextAreaElement) || !input) continue;
    input.addEventListener('change', () => void fill(field, input.files?.[0]));
    chooser.hidden = false;
  }
}

async function fill(field: HTMLTextAreaElement, file: File | undefined): Promise<void> {
  if (!file) return;
  field.value = decoded(await file.arrayBuffer());
  field.dispatchEvent(new Event('input', { bubbles: true }));
  field.focus();
}

/** UTF-8, or else what spreadsheets on Windows write. */
export function decoded(bytes: ArrayBuffer): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder('windows-1252').decode(bytes);
  }
}
