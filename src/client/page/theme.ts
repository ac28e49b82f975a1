/** Runs before the page is drawn, so that a person who chose dark never sees a white flash. */
try {
  const chosen = localStorage.getItem('theme');
  if (chosen === 'light' || chosen === 'dark') document.documentElement.dataset['theme'] = chosen;
} catch {
  // Storage may be forbidden; the device's scheme stands.
}
