import { type Logger, pino } from 'pino';

/**
 * The log of one process. Errors keep their kind, code and stack, never their payload: whatever a library hangs on an
 * error (requests, answers, tokens) stays out.
 */
export function processLog(name: string, level: string): Logger {
  return pino({ name, level, serializers: { err: plainError } });
}

function plainError(error: unknown): object {
  if (!(error instanceof Error)) return { type: typeof error };
  const code = 'code' in error && typeof error.code === 'string' ? { code: error.code } : {};
  const cause = error.cause instanceof Error ? { cause: plainError(error.cause) } : {};
  return {
    type: error.name,
    message: error.message.slice(0, 300),
    ...code,
    stack: error.stack?.split('\n').slice(1, 8).join('\n'),
    ...cause,
  };
}
