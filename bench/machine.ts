import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { join } from 'node:path';
import * as z from 'zod/v4';
import { REDIS_PROGRAM, ROOT } from './places.ts';

const manifest = z.object({ version: z.string() });
const PACKAGES = ['botbuilder', '@microsoft/teams-ai', 'bullmq', 'ioredis', 'undici', 'express'] as const;

/** On what the figures were found: versions and the machine. */
export function machine(): Readonly<Record<string, string>> {
  const redis = spawnSync(REDIS_PROGRAM, ['--version'], { encoding: 'utf8' }).stdout;
  return {
    node: process.version,
    ...Object.fromEntries(PACKAGES.map((name) => [name, versionOf(name)])),
    'redis-server': /v=(\S+)/.exec(redis)?.[1] ?? redis.trim(),
    cpu: cpus()[0]?.model.trim() ?? 'unknown',
    cores: String(cpus().length),
    platform: `${process.platform} ${process.arch}`,
  };
}

function versionOf(name: string): string {
  const text = readFileSync(join(ROOT, 'node_modules', name, 'package.json'), 'utf8');
  return manifest.parse(JSON.parse(text)).version;
}
