import { join } from 'node:path';

export const ROOT = join(import.meta.dirname, '..');
/** The same choice as in tests/support/redis.ts. */
export const REDIS_PROGRAM = process.env.STEWARD_REDIS ?? 'redis-server';
export const REPORT_FILE = join(ROOT, 'artifacts', 'bench.json');
