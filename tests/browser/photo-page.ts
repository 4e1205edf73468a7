import { readFileSync } from 'node:fs';
import { join } from 'node:path';

// A page that draws cards as the demo's chat does: Microsoft's renderer with the same host config, colours and Markdown.

const root = join(import.meta.dirname, '../..');
const read = (path: string): string => readFileSync(join(root, path), 'utf8');

/** The host config is a module for browsers; here it becomes the plain script that a page without a server can hold. */
const hostConfig = (): string => read('demo/chat/page/host-config.js').replace('export const', 'const');

const scripts = (): readonly string[] => [
  read('node_modules/adaptivecards/dist/adaptivecards.min.js'),
  read('node_modules/markdown-it/dist/browser/markdown-it.umd.min.js'),
  `${hostConfig()}
  const markdown = window.markdownit({ html: false, breaks: true, linkify: false }).disable('image');
  AdaptiveCards.AdaptiveCard.onProcessMarkdown = (text, result) => {
    result.outputHtml = markdown.render(text);
    result.didProcess = true;
  };
  window.show = (json, theme, width) => {
    document.documentElement.dataset.theme = theme;
    const { AdaptiveCard, HostConfig, SerializationContext, Versions } = AdaptiveCards;
    const card = new AdaptiveCard();
    card.hostConfig = new HostConfig(hostConfig);
    card.parse(json, new SerializationContext(Versions.v1_5));
    const frame = document.getElementById('frame');
    frame.style.width = width + 'px';
    frame.replaceChildren(card.render());
  };`,
];

/** The whole page as one document: nothing is fetched. */
export function photoPage(): string {
  const styles = ['theme', 'card'].map((name) => read(`demo/chat/page/${name}.css`)).join('\n');
  const tags = scripts().map((script) => `<script>${script.replaceAll('</script', '<\\/script')}</script>`);
  return `<!doctype html><html lang="en"><meta charset="utf-8"><title>Cards</title><style>${styles}</style>
    <body><div id="frame" class="card"></div>${tags.join('\n')}`;
}
