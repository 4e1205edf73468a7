// A log that a test can look into.
import type { Log } from '../../services/log.ts';

export type LogLine = { readonly level: string; readonly fields: object; readonly message: string };
export type RecordingLog = Log & { readonly lines: readonly LogLine[] };

export function recordingLog(): RecordingLog {
  const lines: LogLine[] = [];
  const at = (level: string) => (fields: object, message: string) => {
    lines.push({ level, fields, message });
  };
  return { lines, debug: at('debug'), info: at('info'), warn: at('warn'), error: at('error') };
}
