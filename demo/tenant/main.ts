// The demo tenant as a process of its own, configured by the environment.

import type { TenantOptions } from './start-tenant.ts';
import { startTenant } from './start-tenant.ts';

/** Tenant time runs as time does, so that a sync cycle lies after the change that it follows. */
const REAL_TIME = 1 / 60;

function numberFrom(name: string, otherwise: number): number {
  const text = process.env[name];
  if (text === undefined || text === '') return otherwise;
  const value = Number(text);
  if (!Number.isFinite(value) || value < 0) throw new Error(`${name} has to be a number of 0 or more.`);
  return value;
}

function optionsFromEnvironment(): TenantOptions {
  const stateFile = process.env.TENANT_STATE_FILE;
  return {
    port: numberFrom('TENANT_PORT', 0),
    seed: numberFrom('TENANT_SEED', 1),
    now: () => new Date(),
    minutesPerSecond: numberFrom('TENANT_MINUTES_PER_SECOND', REAL_TIME),
    ...(stateFile === undefined || stateFile === '' ? {} : { stateFile }),
  };
}

function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return 'The demo tenant could not start.';
  if ('code' in error && error.code === 'EADDRINUSE') {
    return `The demo tenant could not start because port ${process.env.TENANT_PORT} is in use.`;
  }
  return error.message;
}

try {
  const tenant = await startTenant(optionsFromEnvironment());
  console.log(`tenant ready ${tenant.url}`);
  const stop = (): void => void tenant.close().then(() => process.exit(0));
  process.once('SIGTERM', stop);
  process.once('SIGINT', stop);
} catch (error) {
  console.error(reasonOf(error));
  process.exitCode = 1;
}
