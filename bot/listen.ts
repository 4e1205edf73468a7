import type { Server } from 'node:http';
import type { Express } from 'express';
import { AppError } from '../services/app-error.ts';

/** Listens, or throws an `AppError` with code `port_taken` that says what to do. */
export function listen(host: Express, at: { readonly port: number; readonly host: string }): Promise<Server> {
  return new Promise((resolve, reject) => {
    const server = host.listen(at.port, at.host);
    server.once('listening', () => resolve(server));
    server.once('error', (error: NodeJS.ErrnoException) => reject(portError(error, at.port)));
  });
}

function portError(error: NodeJS.ErrnoException, port: number): Error {
  if (error.code !== 'EADDRINUSE') return error;
  return new AppError('port_taken', `Port ${port} is taken: stop what is using it, or set PORT to another one.`);
}

/** Where the server can be reached from this machine. */
export function addressOf(server: Server): string {
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The server has no address.');
  const host = ['0.0.0.0', '::'].includes(address.address) ? '127.0.0.1' : address.address;
  return `http://${host}:${address.port}`;
}

/** Stops taking connections and resolves when the answers under way are out. */
export function stopListening(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeIdleConnections();
  });
}
