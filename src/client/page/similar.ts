/**
 * Beside a form where something is being proposed, what others have proposed alike, refreshed while it is written. The place, its words and
 * the markup of one are in the page; the list comes as JSON. It says politely how many there are, never moves the focus, and does not
 * change under somebody who has gone into it.
 */
const PAUSE_MS = 600;
const SHORTEST = 8;

interface Similar {
  title: string;
  proposals: Note[];
}

interface Note {
  slot: number;
  number: string;
  title: string;
  lang: string | null;
  href: string;
  about: string;
  support: { text: string; href: string };
  add: { text: string; href: string };
}

export function showSimilar(): void {
  const place = document.querySelector<HTMLElement>('[data-similar]');
  const form = place?.closest('form');
  const blank = place?.querySelector<HTMLTemplateElement>('[data-similar-blank]');
  if (!place || !form || !blank) return;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let asking: AbortController | undefined;
  let asked = '';

  const refresh = async (): Promise<void> => {
    const writing = writingOf(form, place.dataset['writing'] ?? '');
    const query = new URLSearchParams(writing).toString();
    if (query === asked || writing.title.length + writing.text.length < SHORTEST) return;
    asking?.abort();
    asking = new AbortController();
    asked = query;
    try {
      const answer = await fetch(`${place.dataset['similar']}?${query}`, {
        signal: asking.signal,
        headers: { accept: 'application/json' },
      });
      if (answer.ok && !place.contains(document.activeElement)) show(place, blank, (await answer.json()) as Similar);
    } catch {
      // Without a connection the list stays as it is; the next step of the form shows it too.
    }
  };
  form.addEventListener('input', () => {
    clearTimeout(timer);
    timer = setTimeout(() => void refresh(), PAUSE_MS);
  });
}

/** The title and the beginning of the text, from the fields that this step has. */
function writingOf(form: HTMLFormElement, title: string): { title: string; text: string } {
  const typed = (name: string): string => {
    const field = form.elements.namedItem(name);
    return field instanceof HTMLInputElement || field instanceof HTMLTextAreaElement ? field.value.trim() : '';
  };
  return { title: typed('title') || title, text: `${typed('problem')} ${typed('idea')}`.trim().slice(0, 1000) };
}

function show(place: HTMLElement, blank: HTMLTemplateElement, { title, proposals }: Similar): void {
  const list = place.querySelector('[data-similar-list]');
  const heading = place.querySelector('h2');
  const news = document.querySelector('[data-similar-news]');
  const before = place.hidden ? '' : numbersIn(place);
  if (!list || !heading) return;
  list.replaceChildren(...proposals.map((note) => filled(blank, note)));
  heading.textContent = title;
  place.hidden = proposals.length === 0;
  if (news && !place.hidden && numbersIn(place) !== before) news.textContent = title;
}

const numbersIn = (place: HTMLElement): string =>
  [...place.querySelectorAll('[data-similar-list] [data-part="number"]')].map((number) => number.textContent).join(' ');

function filled(blank: HTMLTemplateElement, note: Note): DocumentFragment {
  const copy = blank.content.cloneNode(true) as DocumentFragment;
  copy.querySelector('.note')?.classList.replace('note-1', `note-${note.slot}`);
  if (note.lang) copy.querySelector('h3')?.setAttribute('lang', note.lang);
  write(copy, 'number', note.number);
  write(copy, 'title', note.title, note.href);
  write(copy, 'about', note.about);
  write(copy, 'support', note.support.text, note.support.href);
  write(copy, 'add', note.add.text, note.add.href);
  return copy;
}

function write(copy: DocumentFragment, part: string, text: string, href?: string): void {
  const element = copy.querySelector(`[data-part="${part}"]`);
  if (!element) return;
  element.textContent = text;
  if (href) element.setAttribute('href', href);
}
