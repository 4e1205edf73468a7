import { type Browser, chromium } from 'playwright-core';

const QUIET = ['--disable-gpu', '--disable-background-networking', '--no-first-run', '--disable-component-update'];

/** A real Chromium: the one that setup found, or the system's. A machine without one fails the test, loudly. */
export function openBrowser(): Promise<Browser> {
  const executablePath = process.env.STEWARD_BROWSER ?? '/usr/bin/chromium';
  return chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-sync', ...QUIET] });
}
