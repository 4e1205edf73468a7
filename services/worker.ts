import { processLog } from './process-log.ts';
import { runProcess } from './run-process.ts';
import { startWorker } from './start-worker.ts';

// The worker process: `npm run worker`, configured by the environment only.

const log = processLog('worker', process.env.LOG_LEVEL ?? 'info');
await runProcess(() => startWorker(process.env, { log }), log);
