// Where accepted files are put, and opened from.
import express, { type Router } from 'express';
import type { ChatWorld } from './chat-world.ts';
import { sendAnswer } from './faults.ts';

export function driveRoutes(world: ChatWorld): Router {
  const router = express.Router();
  router.put('/upload/:token', express.raw({ type: () => true, limit: '4mb' }), (req, res) => {
    const { token } = req.params;
    const conversation = world.uploads.find(String(token))?.conversation;
    if (world.faults.strike({ method: 'PUT', conversation }, res)) return;
    const headers = { range: req.headers['content-range'], auth: req.headers.authorization };
    const received = world.uploads.receive(String(token), Buffer.from(req.body), headers);
    if (received.ok) sendAnswer(res, 201, {});
    else res.status(received.status).json({ error: { code: 'invalidRequest', message: received.reason } });
  });
  router.get('/files/:id/:name', (req, res) => {
    const file = world.uploads.file(req.params.id);
    if (!file) {
      res.status(404).json({ error: { code: 'itemNotFound', message: 'There is no such file.' } });
      return;
    }
    res.set({ 'Content-Type': 'text/plain; charset=utf-8', 'X-Content-Type-Options': 'nosniff' });
    res.attachment(file.name).type('text/plain').send(file.bytes);
  });
  return router;
}
