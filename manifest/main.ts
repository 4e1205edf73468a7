import { manifestCommand } from './manifest-command.ts';

// The Teams app package: `npm run manifest`, configured by the environment only.

process.exitCode = manifestCommand(process.argv.slice(2), {
  env: process.env,
  say: (line) => process.stdout.write(`${line}\n`),
  complain: (line) => process.stderr.write(`${line}\n`),
});
