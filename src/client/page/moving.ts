const EVERY_MS = 2_000;

/**
 * Keeps what moves on the server moving on the page: the region `[data-moving]` is fetched again until it is gone from the page, which then is
 * loaded anew. Without scripts there is a button for that.
 */
export function followMoving(): void {
  const region = document.querySelector<HTMLElement>('[data-moving]');
  if (!region) return;
  region.querySelector<HTMLElement>('[data-moving-by-hand]')?.remove();
  setTimeout(() => void again(region), EVERY_MS);
}

async function again(region: HTMLElement): Promise<void> {
  if (document.hidden) return void setTimeout(() => void again(region), EVERY_MS);
  try {
    const answer = await fetch(location.href, { headers: { accept: 'text/html' } });
    const fresh = new DOMParser().parseFromString(await answer.text(), 'text/html').querySelector<HTMLElement>('[data-moving]');
    if (!answer.ok) throw new Error(`The server answered ${answer.status}`);
    if (!fresh) return location.reload();
    fresh.querySelector<HTMLElement>('[data-moving-by-hand]')?.remove();
    // What is heard again each time would drown everything else: only what changed is put in.
    if (fresh.innerHTML !== region.innerHTML) region.replaceChildren(...fresh.childNodes);
  } catch {
    // The network may come back.
  }
  setTimeout(() => void again(region), EVERY_MS);
}
