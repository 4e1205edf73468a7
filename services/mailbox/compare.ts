import { assertNever } from '../assert-never.ts';
import { normalisedAddress } from './address.ts';
import { ATTRIBUTES, type AttributeForm, type AttributeName, type AttributeValue } from './attribute.ts';
import type { Canonical } from './canonical.ts';

const sorted = (values: readonly string[]): readonly string[] => [...new Set(values)].sort();

function asList(value: AttributeValue): readonly string[] {
  if (value === null) return [];
  return Array.isArray(value) ? value : [String(value)];
}

function comparableOf(form: AttributeForm, value: AttributeValue): Canonical {
  switch (form) {
    case 'text':
      return value === '' ? null : value;
    case 'flag':
      return value;
    case 'set':
      return sorted(asList(value));
    case 'addresses':
      return sorted(asList(value).map(normalisedAddress));
    default:
      return assertNever(form);
  }
}

/**
 * The value in the form in which it is hashed and compared: lists without order, repetition or letter case where
 * Exchange ignores them, "not configured" always `null` (or an empty list).
 */
export function comparable(name: AttributeName, value: AttributeValue): Canonical {
  return comparableOf(ATTRIBUTES[name].form, value);
}
