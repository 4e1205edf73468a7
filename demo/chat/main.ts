// Starts the demo chat on its own, configured by the environment.
import * as z from 'zod/v4';
import { BOT_APP_ID, PEOPLE, TENANT_ID } from '../people.ts';
import { startChat } from './start-chat.ts';

const environment = z.object({
  CHAT_PORT: z.coerce.number().int().min(0).max(65_535).default(3979),
  CHAT_BOT_URL: z.url().default('http://127.0.0.1:3978'),
  CHAT_CONNECTOR_TOKEN: z.string().min(1).default('demo-connector-token'),
  CHAT_STATE_FILE: z.string().min(1).optional(),
  CHAT_TENANT_CONTROL_URL: z.url().optional(),
});

const settings = environment.safeParse(process.env);
if (settings.success) await run(settings.data);
else fail(`The chat cannot start: ${z.prettifyError(settings.error)}`);

async function run(config: z.infer<typeof environment>): Promise<void> {
  const { CHAT_STATE_FILE: stateFile, CHAT_TENANT_CONTROL_URL: tenantControlUrl } = config;
  try {
    const chat = await startChat({
      port: config.CHAT_PORT,
      botUrl: config.CHAT_BOT_URL,
      appId: BOT_APP_ID,
      tenantId: TENANT_ID,
      people: PEOPLE,
      connectorToken: config.CHAT_CONNECTOR_TOKEN,
      ...(stateFile ? { stateFile } : {}),
      ...(tenantControlUrl ? { tenantControlUrl } : {}),
    });
    const stop = () => void chat.close().then(() => process.exit(0));
    process.once('SIGTERM', stop);
    process.once('SIGINT', stop);
    console.log(`chat ready ${chat.url}`);
  } catch (error) {
    fail(explain(error, config.CHAT_PORT));
  }
}

function explain(error: unknown, port: number): string {
  if (error instanceof Error && 'code' in error && error.code === 'EADDRINUSE') {
    return `Port ${port} is already in use; choose another one with CHAT_PORT.`;
  }
  return `The chat cannot start: ${error instanceof Error ? error.message : String(error)}`;
}

function fail(sentence: string): void {
  console.error(sentence);
  process.exitCode = 1;
}
