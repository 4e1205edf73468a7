import type { AdaptiveCardJson } from '../../cards/card-schema.ts';

type Node = Readonly<Record<string, unknown>>;

/** Every object of a card, in reading order; `data` of buttons included. */
export function nodesOf(value: unknown): Node[] {
  if (Array.isArray(value)) return value.flatMap(nodesOf);
  if (!isNode(value)) return [];
  return [value, ...Object.values(value).flatMap(nodesOf)];
}

/** What a card says, one line for each text, as people read it. */
export function textOf(card: AdaptiveCardJson): string {
  return nodesOf(card)
    .flatMap((node) => {
      switch (node.type) {
        case 'TextBlock':
          return [String(node.text)];
        case 'RichTextBlock':
          return [
            nodesOf(node.inlines)
              .map((run) => String(run.text))
              .join(''),
          ];
        default:
          return [];
      }
    })
    .join('\n');
}

/** The buttons of a card with their verbs and arguments, those of a card inside included. */
export function buttonsOf(card: AdaptiveCardJson): { title: string; verb: string; data: unknown }[] {
  const { refresh: _nobodyPressesIt, ...shown } = card;
  return nodesOf(shown)
    .filter((node) => node.type === 'Action.Execute')
    .map((node) => ({ title: String(node.title), verb: String(node.verb), data: node.data }));
}

export function verbsOf(card: AdaptiveCardJson): string[] {
  return buttonsOf(card).map((button) => button.verb);
}

function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null;
}
