import { processLog } from '../services/process-log.ts';
import { runProcess } from '../services/run-process.ts';
import { startBot } from './start-bot.ts';

// The bot process: `npm run bot`, configured by the environment only.

const log = processLog('bot', process.env.LOG_LEVEL ?? 'info');
await runProcess(() => startBot(process.env, { log }), log);
