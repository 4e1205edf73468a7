// The Markdown Teams shows: no HTML, no images, links that open outside and tell the other side nothing.
import MarkdownIt from '/vendor/markdown-it.min.mjs';

const markdown = new MarkdownIt({ html: false, breaks: true, linkify: false }).disable('image');
markdown.renderer.rules.link_open = (...given) => {
  const [tokens, index, options, , self] = given;
  tokens[index].attrSet('target', '_blank');
  tokens[index].attrSet('rel', 'noopener noreferrer');
  return self.renderToken(tokens, index, options);
};

/** @param {string} source */
export function markdownToHtml(source) {
  return markdown.render(source);
}
