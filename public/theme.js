// Runs before the first paint: a theme that was chosen here must not flash the other one. Kept out of the page itself,
// because its content security policy allows no inline script.
try {
  var theme = localStorage.getItem('patchbay-theme')
  if (theme === 'light' || theme === 'dark') document.documentElement.dataset.theme = theme
} catch {
  // Site data is switched off: the system's theme it is.
}
