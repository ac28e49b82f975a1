/**
 * Selecting a passage of a draft offers to comment on it: a link that carries the passage, as anybody could have typed it. Without scripts the same is done by
 * pasting the words into the form. The offer stands beside the text and never moves the focus.
 */
const root = document.querySelector<HTMLElement>('[data-commenting]');
const LONGEST = 2000;

if (root) {
  const offer = document.createElement('a');
  offer.className = 'button button-primary button-small passage-offer';
  offer.textContent = root.dataset['word'] ?? '';
  offer.hidden = true;
  root.append(offer);

  document.addEventListener('selectionchange', () => {
    const selection = document.getSelection();
    const words = selection?.toString().replace(/\s+/g, ' ').trim() ?? '';
    const paragraph = paragraphOf(selection);
    if (!selection || !paragraph || words.length < 3 || words.length > LONGEST) {
      offer.hidden = true;
      return;
    }
    const query = new URLSearchParams({ place: paragraph.dataset['place'] ?? '', quote: passageOf(selection) });
    offer.href = `${root.dataset['path'] ?? ''}?${query}#write`;
    // In the paragraph's own part: the next stop of the Tab key after the text that was selected.
    paragraph.after(offer);
    offer.hidden = false;
  });
}

/** The paragraph of the sheet that holds the whole selection; null when it reaches beyond one. */
function paragraphOf(selection: Selection | null): HTMLElement | null {
  if (!selection || selection.isCollapsed || selection.rangeCount === 0) return null;
  const node = selection.getRangeAt(0).commonAncestorContainer;
  const element = node instanceof Element ? node : node.parentElement;
  return element?.closest<HTMLElement>('[data-place]') ?? null;
}

/** The selected words without the numbers of comments that stand between them. */
function passageOf(selection: Selection): string {
  const fragment = selection.getRangeAt(0).cloneContents();
  for (const number of fragment.querySelectorAll('.passage-number')) number.remove();
  return (fragment.textContent ?? '').replace(/\s+/g, ' ').trim();
}
