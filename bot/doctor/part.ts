import { AppError } from '../../services/app-error.ts';
import { fine, unknown, type Verdict, wrong } from './verdict.ts';

/** Something that a configuration gives, or what is wrong with it and under which heading that is shown. */
export type Part<Value> =
  | { readonly ok: true; readonly value: Value }
  | { readonly ok: false; readonly about: string; readonly says: string };

/** What `make` gives; what it refuses is shown under `about`. Throws only what is a defect. */
export function part<Value>(about: string, make: () => Value): Part<Value> {
  try {
    return { ok: true, value: make() };
  } catch (error) {
    if (error instanceof AppError) return { ok: false, about, says: error.message };
    throw error;
  }
}

/** Looks with the part in hand; under another heading there is nothing to say without it. */
export async function withPart<Value>(
  from: Part<Value>,
  look: (value: Value) => Promise<Verdict> | Verdict,
): Promise<Verdict> {
  return from.ok ? await look(from.value) : unknown(`Not looked at: correct "${from.about}" first.`);
}

/** Says what is wrong with the part itself, under its own heading. */
export function judgePart(from: Part<unknown>, about: string, good: string): Verdict {
  if (from.ok) return fine(good);
  return from.about === about ? wrong(from.says) : unknown(`Not looked at: correct "${from.about}" first.`);
}
