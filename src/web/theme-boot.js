// Runs before the first paint, so that a dark page never flashes white. The key is theme.ts's.
try {
  var theme = localStorage.getItem('entente.theme');
  if (theme === 'light' || theme === 'dark') document.documentElement.dataset.theme = theme;
} catch (barred) {
  // Without storage the page follows the machine.
}
