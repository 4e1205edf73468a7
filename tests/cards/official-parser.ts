import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createContext, runInContext } from 'node:vm';

// Microsoft's own parser as a second opinion. The package cannot be imported in Node, so its browser bundle runs in a
// context of its own, with as little of a browser as it asks for.

const bundle = join(import.meta.dirname, '../../node_modules/adaptivecards/dist/adaptivecards.min.js');
const sandbox: Record<string, unknown> = { console };
sandbox.self = sandbox;
sandbox.window = sandbox;
const context = createContext(sandbox);
runInContext(readFileSync(bundle, 'utf8'), context);
runInContext(
  `function problemsOf(json) {
    const { AdaptiveCard, SerializationContext, Versions } = self.AdaptiveCards;
    const reading = new SerializationContext(Versions.v1_5);
    const card = new AdaptiveCard();
    card.parse(JSON.parse(json), reading);
    const found = [];
    for (let i = 0; i < reading.eventCount; i += 1) found.push(reading.getEventAt(i).message);
    for (const event of card.validateProperties().validationEvents) found.push(event.message);
    return JSON.stringify(found);
  }`,
  context,
);

/** What the official parser and validator object to; nothing for a good card. */
export function parserProblems(card: object): string[] {
  const call = `problemsOf(${JSON.stringify(JSON.stringify(card))})`;
  const found: unknown = JSON.parse(String(runInContext(call, context)));
  return Array.isArray(found) ? found.map(String) : ['no answer'];
}
