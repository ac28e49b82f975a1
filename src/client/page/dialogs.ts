/** A link `a[data-opens]` to the id of a dialog opens it as one; without scripts it leads to the same content in the page. */
export function openDialogs(): void {
  document.addEventListener('click', (event) => {
    const link = event.target instanceof Element ? event.target.closest<HTMLAnchorElement>('a[data-opens]') : null;
    const dialog = link && document.getElementById(link.hash.slice(1));
    if (!(dialog instanceof HTMLDialogElement)) return;
    event.preventDefault();
    dialog.showModal();
  });
}
