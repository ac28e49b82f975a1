/**
 * Says how much of a limited text is used. The counter is an element `[data-count-for="<field id>"]` whose `data-text` is the sentence
 * with {used} and {max}; the field has a maxlength. Drawn at every key, read aloud only near the end.
 */
export function countCharacters(): void {
  for (const counter of document.querySelectorAll<HTMLElement>('[data-count-for]')) {
    const field = document.getElementById(counter.dataset['countFor'] ?? '');
    if (!(field instanceof HTMLTextAreaElement || field instanceof HTMLInputElement) || field.maxLength < 0) continue;
    const numbers = new Intl.NumberFormat(document.documentElement.lang);
    const show = (): void => {
      const used = field.value.length;
      counter.textContent = (counter.dataset['text'] ?? '{used} / {max}')
        .replace('{used}', numbers.format(used))
        .replace('{max}', numbers.format(field.maxLength));
      counter.setAttribute('aria-live', used > field.maxLength * 0.9 ? 'polite' : 'off');
    };
    field.addEventListener('input', show);
    show();
    counter.hidden = false;
  }
}
