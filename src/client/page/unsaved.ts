/** Asks before a page with unsent changes is left. A form with `data-draft` is kept on the device and so needs no question. */
export function warnUnsaved(): void {
  const forms = document.querySelectorAll<HTMLFormElement>('form[data-unsaved]');
  const changed = new Set<HTMLFormElement>();
  for (const form of forms) {
    form.addEventListener('input', () => changed.add(form));
    form.addEventListener('submit', () => changed.clear());
  }
  if (forms.length > 0)
    addEventListener('beforeunload', (event) => {
      if (changed.size > 0) event.preventDefault();
    });
}
