import { connect, createServer, type Socket } from 'node:net';

/** A line to a server that can be cut after a command went through and before its answer came back. */
export type CutLine = {
  readonly port: number;
  /** Cuts the line on which this text is sent next, once the server has answered; the answer is lost. */
  readonly loseAnswerTo: (text: string) => void;
  /** How often the text was sent. */
  readonly sent: (text: string) => number;
  readonly close: () => Promise<void>;
};

export async function cutLine(socketPath: string): Promise<CutLine> {
  const lines = new Set<Socket>();
  const traffic: string[] = [];
  let wanted: string | undefined;
  const server = createServer((near) => {
    const far = connect(socketPath);
    let cutting = false;
    for (const line of [near, far]) {
      lines.add(line);
      line.on('error', () => undefined);
    }
    near.on('data', (chunk) => {
      const text = chunk.toString('latin1');
      traffic.push(text);
      if (wanted !== undefined && text.includes(wanted)) {
        wanted = undefined;
        cutting = true;
      }
      far.write(chunk);
    });
    far.on('data', (chunk) => {
      if (cutting) near.destroy();
      else near.write(chunk);
    });
    near.on('close', () => far.destroy());
    far.on('close', () => near.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('No port was given.');
  return {
    port: address.port,
    loseAnswerTo: (text) => {
      wanted = text;
    },
    sent: (text) => traffic.join('').split(text).length - 1,
    close: () => {
      for (const line of lines) line.destroy();
      return new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}
