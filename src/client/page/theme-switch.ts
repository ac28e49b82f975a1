/** `[data-theme-switch]` holds a select with auto, light and dark. Hidden in the page, because without scripts it could do nothing. */
export function switchTheme(): void {
  for (const box of document.querySelectorAll<HTMLElement>('[data-theme-switch]')) {
    const select = box.querySelector('select');
    if (!select) continue;
    box.hidden = false;
    select.value = document.documentElement.dataset['theme'] ?? 'auto';
    select.addEventListener('change', () => {
      const root = document.documentElement;
      if (select.value === 'auto') delete root.dataset['theme'];
      else root.dataset['theme'] = select.value;
      try {
        if (select.value === 'auto') localStorage.removeItem('theme');
        else localStorage.setItem('theme', select.value);
      } catch {
        // The choice then lasts as long as the page.
      }
    });
  }
}
