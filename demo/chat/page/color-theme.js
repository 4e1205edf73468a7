// Light or dark: what the system prefers, until somebody chooses here.
const KEY = 'steward-theme';

function preferred() {
  return matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light';
}

/** @param {'light' | 'dark'} theme */
export function applyTheme(theme) {
  document.documentElement.dataset.theme = theme;
}

/** @param {HTMLButtonElement} button */
export function startThemes(button) {
  const show = () => {
    const theme = localStorage.getItem(KEY) ?? preferred();
    applyTheme(theme);
    button.textContent = theme === 'dark' ? 'Light theme' : 'Dark theme';
  };
  button.addEventListener('click', () => {
    localStorage.setItem(KEY, document.documentElement.dataset.theme === 'dark' ? 'light' : 'dark');
    show();
  });
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', show);
  show();
}
