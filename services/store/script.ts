import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import * as z from 'zod/v4';
import type { RedisClient } from './redis.ts';

export type Script = { readonly body: string; readonly sha: string };

/** Reads Lua files that lie beside this one and joins them, in order, into one script. */
export function loadScript(...names: readonly string[]): Script {
  const body = names.map((name) => readFileSync(new URL(name, import.meta.url), 'utf8')).join('\n');
  return { body, sha: createHash('sha1').update(body).digest('hex') };
}

/** Values travel as arguments, never as code. */
export type ScriptCall = {
  readonly script: Script;
  readonly keys: readonly string[];
  readonly args: readonly string[];
};

/** Runs by digest, sending the text only where the server does not know it yet. */
export async function runScript(redis: RedisClient, { script, keys, args }: ScriptCall): Promise<unknown> {
  try {
    return await redis.evalsha(script.sha, keys.length, ...keys, ...args);
  } catch (error) {
    if (!(error instanceof Error && error.message.startsWith('NOSCRIPT'))) throw error;
    return await redis.eval(script.body, keys.length, ...keys, ...args);
  }
}

/** The answers of our scripts: a code, and what belongs to it. */
const answer = z.union([
  z.tuple([z.literal(1)]),
  z.tuple([z.literal(-1), z.string()]),
  z.tuple([z.literal(-2), z.string(), z.string()]),
  z.tuple([z.literal(-3), z.string()]),
]);
export type ScriptAnswer = z.infer<typeof answer>;

export function readAnswer(value: unknown): ScriptAnswer {
  return answer.parse(value);
}
