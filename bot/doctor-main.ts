import { doctorCommand } from './doctor/doctor-command.ts';

// `npm run doctor`, configured by the environment of bot and worker. A sign-in that hangs may outlast the answer, so the
// process ends as soon as the last line is out.

const code = await doctorCommand(process.env, { say: (line) => process.stdout.write(`${line}\n`) });
process.stdout.write('', () => process.exit(code));
