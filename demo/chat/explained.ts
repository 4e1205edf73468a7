// Turns whatever a router throws into one answer with a sentence: wrong input is the caller's, the rest is ours.
import type { RequestHandler, Response } from 'express';
import { prettifyError, ZodError } from 'zod/v4';

export function explained(router: RequestHandler): RequestHandler {
  return (req, res, next) =>
    router(req, res, (error?: unknown) => {
      if (error === undefined || res.headersSent) next(error);
      else explain(error, res);
    });
}

function explain(error: unknown, res: Response): void {
  if (error instanceof ZodError) {
    res.status(400).json({ error: { code: 'BadRequest', message: prettifyError(error) } });
    return;
  }
  const status = hasStatus(error) ? error.status : 500;
  const message = error instanceof Error ? error.message : 'Unknown error.';
  res.status(status).json({ error: { code: status === 413 ? 'MessageSizeTooBig' : 'BadSyntax', message } });
}

function hasStatus(error: unknown): error is { status: number } {
  return typeof error === 'object' && error !== null && 'status' in error && typeof error.status === 'number';
}
