// What Teams accepts as an Adaptive Card, said in plain sentences. Written from the documentation of the format and of
// Teams, and on purpose without a line of the product's own card schema: this is the second opinion.
import { ACTIONS, CHOICES, ELEMENTS, SLOTS } from './card-format.ts';
import { isPart, type Part, typeOf } from './card-walk.ts';

const MOST_ACTIONS = 6;
const MOST_REFRESHED = 60;
const NEWEST_MINOR = 5;

type Found = { readonly problems: string[]; readonly ids: Set<string> };
type Kind = 'element' | 'action';

/** The reasons for which Teams would refuse this card; none means it is shown. */
export function cardProblems(card: unknown): readonly string[] {
  const found: Found = { problems: [], ids: new Set() };
  if (!isPart(card)) return ['The card is not an object.'];
  checkCard(found, card, 'card');
  checkVersion(found, card);
  if (card.refresh !== undefined) checkRefresh(found, card.refresh);
  checkMentions(found, card);
  return found.problems;
}

function checkCard(found: Found, card: Part, path: string): void {
  if (card.type !== 'AdaptiveCard') found.problems.push(`${path}: the type must be "AdaptiveCard".`);
  checkList(found, card.body ?? [], { path: `${path}.body`, kind: 'element' });
  if (card.actions !== undefined) checkList(found, card.actions, { path: `${path}.actions`, kind: 'action' });
  if (card.selectAction !== undefined)
    checkOne(found, card.selectAction, { path: `${path}.selectAction`, kind: 'action' });
}

function checkVersion(found: Found, card: Part): void {
  const version = typeof card.version === 'string' ? /^1\.(\d+)$/.exec(card.version) : null;
  if (!version) found.problems.push('card: version is missing or not of the form "1.5".');
  else if (Number(version[1]) > NEWEST_MINOR) found.problems.push(`card: version ${card.version} is newer than 1.5.`);
}

function checkList(found: Found, list: unknown, at: { path: string; kind: Kind }): void {
  if (!Array.isArray(list)) {
    found.problems.push(`${at.path}: must be a list.`);
    return;
  }
  if (at.kind === 'action' && list.length > MOST_ACTIONS) {
    found.problems.push(`${at.path}: ${list.length} actions, Teams shows at most ${MOST_ACTIONS}.`);
  }
  for (const [index, item] of list.entries()) checkOne(found, item, { ...at, path: `${at.path}[${index}]` });
}

function checkOne(found: Found, part: unknown, at: { path: string; kind: Kind }): void {
  if (!isPart(part)) {
    found.problems.push(`${at.path}: must be an object.`);
    return;
  }
  const type = typeOf(part);
  const rules = at.kind === 'element' ? ELEMENTS[type] : ACTIONS[type];
  if (!rules) {
    if (!hasFallback(part)) found.problems.push(`${at.path}: ${at.kind} type "${type}" is not supported in Teams.`);
    else if (isPart(part.fallback)) checkOne(found, part.fallback, { ...at, path: `${at.path}.fallback` });
    return;
  }
  checkId(found, part, at.path);
  checkWords(found, part, at.path);
  for (const rule of rules) {
    const problem = rule(part);
    if (problem) found.problems.push(`${at.path}: ${type} ${problem}.`);
  }
  if (type === 'Action.ShowCard' && isPart(part.card)) checkCard(found, part.card, `${at.path}.card`);
  checkSlots(found, part, at.path);
}

function checkSlots(found: Found, part: Part, path: string): void {
  for (const slot of SLOTS[typeOf(part)] ?? []) {
    const inner = part[slot.name];
    if (inner === undefined) continue;
    const at = { path: `${path}.${slot.name}`, kind: slot.kind };
    if (!slot.list) checkOne(found, inner, at);
    else if (slot.itemType && Array.isArray(inner)) {
      checkList(
        found,
        inner.map((item) => (isPart(item) ? { type: slot.itemType, ...item } : item)),
        at,
      );
    } else checkList(found, inner, at);
  }
}

function checkId(found: Found, part: Part, path: string): void {
  if (part.id === undefined) {
    if (typeOf(part).startsWith('Input.')) found.problems.push(`${path}: ${typeOf(part)} needs an id.`);
  } else if (typeof part.id !== 'string' || part.id === '') found.problems.push(`${path}: the id must be a text.`);
  else if (found.ids.has(part.id)) found.problems.push(`${path}: the id "${part.id}" is used twice.`);
  else found.ids.add(part.id);
}

function checkWords(found: Found, part: Part, path: string): void {
  for (const [name, allowed] of Object.entries(CHOICES)) {
    const value = part[name];
    if (value === undefined) continue;
    const word = typeof value === 'string' ? value.toLowerCase() : undefined;
    const fits = allowed[typeOf(part)] ?? allowed.any;
    if (fits && (word === undefined || !fits.includes(word))) {
      found.problems.push(`${path}: ${name} "${String(value)}" is not one of ${fits.join(', ')}.`);
    }
  }
}

function checkRefresh(found: Found, refresh: unknown): void {
  if (!isPart(refresh) || !isPart(refresh.action) || refresh.action.type !== 'Action.Execute') {
    found.problems.push('card.refresh: needs an action of type Action.Execute.');
    return;
  }
  checkOne(found, refresh.action, { path: 'card.refresh.action', kind: 'action' });
  const { userIds } = refresh;
  if (userIds === undefined) return;
  if (!Array.isArray(userIds)) found.problems.push('card.refresh.userIds: must be a list.');
  else if (userIds.length > MOST_REFRESHED)
    found.problems.push(`card.refresh.userIds: ${userIds.length} people, at most 60.`);
  else if (userIds.some((id) => typeof id !== 'string' || !id.startsWith('29:'))) {
    found.problems.push('card.refresh.userIds: must be Teams user ids that start with "29:".');
  }
}

function checkMentions(found: Found, card: Part): void {
  const entities = isPart(card.msteams) ? card.msteams.entities : undefined;
  if (entities === undefined) return;
  const text = JSON.stringify(card.body ?? []);
  for (const entity of Array.isArray(entities) ? entities : [entities]) {
    const fits = isPart(entity) && typeof entity.text === 'string' && isPart(entity.mentioned);
    if (!fits) found.problems.push('card.msteams.entities: a mention needs text and mentioned.');
    else if (!text.includes(JSON.stringify(entity.text).slice(1, -1))) {
      found.problems.push(`card.msteams.entities: "${String(entity.text)}" does not occur in the card.`);
    }
  }
}

function hasFallback(part: Part): boolean {
  return part.fallback === 'drop' || isPart(part.fallback);
}
