/**
 * Keeps what is being written in `form[data-draft="key"]` on this device, so that a lost connection or a closed page loses nothing.
 * Hidden fields and passwords are left out. What the server sent back with errors is newer than the kept text and wins.
 * A page with `[data-draft-done="key"]` says that the form arrived, and the kept text goes.
 */
const PREFIX = 'draft:';
const MAX_AGE_MS = 30 * 24 * 3600 * 1000;

type Kept = { at: number; values: Record<string, string[]> };

export function keepDrafts(): void {
  for (const done of document.querySelectorAll<HTMLElement>('[data-draft-done]')) forget(done.dataset['draftDone'] ?? '');
  for (const form of document.querySelectorAll<HTMLFormElement>('form[data-draft]')) keep(form, form.dataset['draft'] ?? '');
}

function keep(form: HTMLFormElement, key: string): void {
  const status = form.querySelector<HTMLElement>('[data-draft-status]');
  const kept = read(key);
  if (kept && !form.querySelector('.error-summary') && !document.querySelector('.error-summary') && fill(form, kept.values))
    say(status, 'restored');
  let timer: ReturnType<typeof setTimeout> | undefined;
  form.addEventListener('input', () => {
    clearTimeout(timer);
    timer = setTimeout(() => say(status, write(key, valuesOf(form)) ? 'saved' : 'failed'), 400);
  });
  form.addEventListener('submit', (event) => {
    clearTimeout(timer);
    const isKept = write(key, valuesOf(form));
    // Sent without a connection, the page would go and the browser's own would come in its place.
    if (navigator.onLine) return;
    event.preventDefault();
    say(status, isKept ? 'offline' : 'failed');
  });
}

const fieldsOf = (form: HTMLFormElement) =>
  [...form.elements].filter(
    (field): field is HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement =>
      (field instanceof HTMLInputElement || field instanceof HTMLTextAreaElement || field instanceof HTMLSelectElement) &&
      field.name !== '' &&
      !['hidden', 'password', 'file', 'submit', 'button'].includes(field.type),
  );

const isChoice = (field: Element): field is HTMLInputElement =>
  field instanceof HTMLInputElement && (field.type === 'radio' || field.type === 'checkbox');

function valuesOf(form: HTMLFormElement): Record<string, string[]> {
  const values: Record<string, string[]> = {};
  for (const field of fieldsOf(form)) {
    const list = (values[field.name] ??= []);
    if (!isChoice(field) || field.checked) list.push(field.value);
  }
  return values;
}

/** Puts kept values back; true when that changed anything. */
function fill(form: HTMLFormElement, values: Record<string, string[]>): boolean {
  let changed = false;
  for (const field of fieldsOf(form)) {
    const kept = values[field.name];
    if (!kept) continue;
    if (isChoice(field)) {
      const checked = kept.includes(field.value);
      changed ||= field.checked !== checked;
      field.checked = checked;
    } else if (kept[0] !== undefined && field.value !== kept[0]) {
      field.value = kept[0];
      changed = true;
    }
  }
  if (changed) form.dispatchEvent(new Event('draft-restored', { bubbles: true }));
  return changed;
}

/** The sentences stand in the page: `data-saved` (with {time}), `data-restored`, `data-offline`, `data-failed`. */
function say(status: HTMLElement | null, what: 'saved' | 'restored' | 'offline' | 'failed'): void {
  const text = status?.dataset[what];
  if (!status || !text) return;
  const time = new Intl.DateTimeFormat(document.documentElement.lang, {
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  }).format(new Date());
  (status.querySelector('[data-draft-words]') ?? status).textContent = text.replace('{time}', time);
  status.dataset['state'] = what === 'failed' || what === 'offline' ? 'offline' : 'saved';
  status.hidden = false;
}

function read(key: string): Kept | null {
  try {
    const kept = JSON.parse(localStorage.getItem(PREFIX + key) ?? 'null') as Kept | null;
    return kept && Date.now() - kept.at < MAX_AGE_MS ? kept : null;
  } catch {
    return null;
  }
}

function write(key: string, values: Kept['values']): boolean {
  try {
    localStorage.setItem(PREFIX + key, JSON.stringify({ at: Date.now(), values } satisfies Kept));
    return true;
  } catch {
    return false;
  }
}

function forget(key: string): void {
  try {
    localStorage.removeItem(PREFIX + key);
  } catch {
    // Nothing was kept, then.
  }
}
