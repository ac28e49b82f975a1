/**
 * Sends files as soon as they are chosen, and puts the section as the server shows it then in the place of the old one: nothing else of the
 * page changes, so what is being typed stays. Without it the button beside the chooser does the same with the whole form.
 */
export function sendFiles(): void {
  document.addEventListener('change', (event) => {
    const input = event.target;
    if (!(input instanceof HTMLInputElement) || input.type !== 'file' || !input.files?.length) return;
    const section = input.closest<HTMLElement>('[data-files]');
    if (section) send(section, input);
  });
}

function send(section: HTMLElement, input: HTMLInputElement): void {
  const form = input.form;
  const news = section.querySelector<HTMLElement>('[data-files-news]');
  if (!form || !news) return;
  const body = new FormData();
  for (const name of ['_csrf', '_form']) body.append(name, form.querySelector<HTMLInputElement>(`[name="${name}"]`)?.value ?? '');
  // Words beside files that are there already go along, so that they are not lost with the old section.
  for (const field of section.querySelectorAll<HTMLInputElement>('[name^="about-"]')) body.append(field.name, field.value);
  for (const file of input.files ?? []) body.append(input.name, file);
  const request = new XMLHttpRequest();
  request.open('POST', section.dataset['filesAction'] ?? '');
  request.responseType = 'document';
  request.upload.addEventListener('progress', ({ loaded, total }) => {
    news.textContent = (section.dataset['busy'] ?? '').replace(
      '{percent}',
      String(Math.floor((loaded / Math.max(1, total)) * 100)),
    );
  });
  const fail = (): void => {
    news.textContent = section.dataset['failed'] ?? '';
  };
  request.addEventListener('error', fail);
  request.addEventListener('load', () => {
    const fresh = request.response instanceof Document ? request.response.querySelector<HTMLElement>('[data-files]') : null;
    if (!fresh) return fail();
    const before = new Set([...section.querySelectorAll('.file-item')].map(({ id }) => id));
    section.replaceWith(document.importNode(fresh, true));
    focusNew(before);
  });
  request.send(body);
}

/** To what is to be done next: what went wrong, or the words beside the first new file. */
function focusNew(before: ReadonlySet<string>): void {
  const section = document.querySelector('[data-files]');
  const added = [...(section?.querySelectorAll('.file-item') ?? [])].find(({ id }) => !before.has(id));
  const next = added?.querySelector<HTMLElement>('input') ?? section?.querySelector<HTMLElement>('[aria-invalid="true"]');
  (next ?? section?.querySelector<HTMLElement>('input'))?.focus();
}
