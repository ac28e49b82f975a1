/**
 * Moves through a sitting without leaving the page: the slider and the links fetch the same page at another moment and put its board in place of this
 * one. Playing keeps the time of the sitting, so many times as fast; a silence of it takes no longer than PATIENCE.
 */
const replay = document.querySelector<HTMLElement>('#replay');
const slider = document.querySelector<HTMLInputElement>('#replay-at');
const speed = document.querySelector<HTMLSelectElement>('#replay-speed');
const play = document.querySelector<HTMLButtonElement>('[data-play]');
/** Milliseconds. */
const PATIENCE = 1500;

if (replay && slider && speed && play) {
  let times: readonly number[] = [];
  let timer: number | undefined;
  let newest = 0;

  const show = async (at: number): Promise<void> => {
    const asked = (newest += 1);
    const answer = await fetch(`?at=${at}`, { headers: { accept: 'text/html' } });
    if (!answer.ok || asked !== newest) return;
    const page = new DOMParser().parseFromString(await answer.text(), 'text/html');
    const [now, next] = [document.querySelector('#replay-now'), page.querySelector('#replay-now')];
    if (!now || !next) return;
    const wasOpen = now.querySelector('details')?.open ?? false;
    now.replaceWith(next);
    const details = next.querySelector('details');
    if (details) details.open = wasOpen;
    history.replaceState(null, '', `?at=${at}`);
  };

  const moveTo = (at: number): Promise<void> => {
    slider.value = String(at);
    return show(at);
  };

  const stop = (): void => {
    window.clearTimeout(timer);
    timer = undefined;
    play.textContent = play.dataset['play'] ?? '';
  };

  const step = (): void => {
    const at = slider.valueAsNumber;
    const [before, after] = [times[at - 1], times[at]];
    if (before === undefined || after === undefined) return stop();
    timer = window.setTimeout(
      () => void moveTo(at + 1).then(() => timer !== undefined && step()),
      Math.min(PATIENCE, (after - before) / Number(speed.value)),
    );
  };

  play.parentElement?.removeAttribute('hidden');
  replay.querySelector<HTMLElement>('.replay-line button')?.setAttribute('hidden', '');
  play.addEventListener('click', () => {
    if (timer !== undefined) return stop();
    play.textContent = play.dataset['pause'] ?? '';
    if (slider.value === slider.max) slider.value = '1';
    timer = 0;
    void (times.length > 0 ? Promise.resolve() : load()).then(step);
  });
  const load = async (): Promise<void> => {
    times = (await (await fetch(replay.dataset['times'] ?? '')).json()) as number[];
  };

  let waiting: number | undefined;
  slider.addEventListener('input', () => {
    stop();
    window.clearTimeout(waiting);
    waiting = window.setTimeout(() => void show(slider.valueAsNumber), 120);
  });
  replay.addEventListener('click', (event) => {
    const link = event.target instanceof Element ? event.target.closest<HTMLAnchorElement>('#replay-now a[href*="?at="]') : null;
    if (!link || event.metaKey || event.ctrlKey) return;
    event.preventDefault();
    stop();
    void moveTo(Number(new URL(link.href).searchParams.get('at')));
  });
}
