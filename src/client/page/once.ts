const AGAIN_AFTER_MS = 8000;

/** A second press on the same button does nothing for a while. The server would do it once anyway; this spares people the wait twice. */
export function guardSubmits(): void {
  const sent = new WeakMap<HTMLFormElement, number>();
  document.addEventListener('submit', (event) => {
    const form = event.target as HTMLFormElement;
    if (event.defaultPrevented || form.method === 'get' || form.method === 'dialog') return;
    const before = sent.get(form);
    if (before !== undefined && event.timeStamp - before < AGAIN_AFTER_MS) event.preventDefault();
    else sent.set(form, event.timeStamp);
  });
  // A page taken from the browser's memory may be sent again.
  addEventListener('pageshow', (event) => {
    if (event.persisted) for (const form of document.forms) sent.delete(form);
  });
}
