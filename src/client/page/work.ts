import { answerOf, workText, type WorkChallenge } from '../../platform/domain/index.js';

/** How many numbers are tried before the page may do something else. */
const AT_ONCE = 500;

/** Computes what a form with `[data-work]` asks for and puts it into the form. Without a secure context there is nothing to compute with: the tick stays. */
export function doWork(): void {
  for (const box of document.querySelectorAll<HTMLElement>('[data-work]')) void solve(box);
}

async function solve(box: HTMLElement): Promise<void> {
  const field = box.querySelector<HTMLInputElement>('input[name="_work"]');
  const status = box.querySelector<HTMLElement>('[data-work-status]');
  if (!field || !status || !globalThis.crypto?.subtle) return;
  status.textContent = status.dataset['busy'] ?? '';
  const challenge = challengeOf(box.dataset);
  const number = await search(challenge);
  if (number === null) {
    status.textContent = '';
    return;
  }
  field.value = answerOf(challenge, number);
  status.textContent = status.dataset['done'] ?? '';
  box.querySelector<HTMLElement>('[data-work-wait]')?.remove();
}

const challengeOf = (data: DOMStringMap): WorkChallenge => ({
  salt: data['salt'] ?? '',
  expires: Number(data['expires']),
  formId: data['form'] ?? '',
  target: data['target'] ?? '',
  below: Number(data['below']),
  signature: data['signature'] ?? '',
});

async function search(challenge: WorkChallenge): Promise<number | null> {
  const encoder = new TextEncoder();
  for (let from = 0; from < challenge.below; from += AT_ONCE) {
    const numbers = Array.from({ length: Math.min(AT_ONCE, challenge.below - from) }, (_, index) => from + index);
    const hashes = await Promise.all(
      numbers.map((number) => crypto.subtle.digest('SHA-256', encoder.encode(workText(challenge, number)))),
    );
    const found = hashes.findIndex((hash) => hexOf(hash) === challenge.target);
    if (found >= 0) return from + found;
    await new Promise((resolve) => setTimeout(resolve, 0));
  }
  return null;
}

const hexOf = (bytes: ArrayBuffer): string =>
  [...new Uint8Array(bytes)].map((byte) => byte.toString(16).padStart(2, '0')).join('');
