// One card in the width and theme that the address asks for; `data-ready` on the body tells when to look.
import { renderCard } from './card-view.js';
import { getCard } from './channel-api.js';
import { applyTheme } from './color-theme.js';

const LEAST = 200;
const MOST = 1600;

const query = new URLSearchParams(location.search);
const wished = Number(query.get('width'));
applyTheme(query.get('theme') === 'dark' ? 'dark' : 'light');
const frame = document.querySelector('#frame');
if (wished >= LEAST && wished <= MOST) frame.style.width = `${wished}px`;
const id = location.pathname.split('/').at(-1);
frame.append(renderCard(await getCard(id), () => undefined));
document.body.dataset.ready = 'true';
