import { enableCompileCache } from 'node:module';

// The bot process: `npm run bot`, configured by the environment only. The compile cache has to be on before the
// packages are loaded: they are most of what a start costs.

enableCompileCache();
const { processLog } = await import('../services/process-log.ts');
const { runProcess } = await import('../services/run-process.ts');
const { startBot } = await import('./start-bot.ts');

const log = processLog('bot', process.env.LOG_LEVEL ?? 'info');
await runProcess(() => startBot(process.env, { log }), log);
