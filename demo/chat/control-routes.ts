// How tests steer the channel: trouble on demand, what was called, where the bot is. And the page's two tenant
// buttons.
import express, { type Request, type Response, type Router } from 'express';
import * as z from 'zod/v4';
import type { ChatWorld } from './chat-world.ts';
import { FAULT_KINDS, faultSchema } from './faults.ts';

const botBody = z.union([
  z.strictObject({ url: z.url() }).transform(({ url }) => [url]),
  z.strictObject({ urls: z.array(z.url()).min(1) }).transform(({ urls }) => urls),
]);

export function controlRoutes(world: ChatWorld): Router {
  const router = express.Router();
  router.use(express.json());
  router.get('/faults', (_req, res) => void res.json({ kinds: FAULT_KINDS, faults: world.faults.list() }));
  router.post('/faults', (req, res) => {
    world.faults.add(faultSchema.parse(req.body));
    res.status(201).json(world.faults.list());
  });
  router.delete('/faults', (_req, res) => {
    world.faults.clear();
    res.status(204).end();
  });
  router.get('/calls', (_req, res) => void res.json(world.calls.all()));
  router.delete('/calls', (_req, res) => {
    world.calls.clear();
    res.status(204).end();
  });
  router.get('/deliveries', (_req, res) => void res.json(world.bot.deliveries()));
  router.delete('/deliveries', (_req, res) => {
    world.bot.clearDeliveries();
    res.status(204).end();
  });
  router.post('/bot', (req, res) => {
    world.bot.retarget(botBody.parse(req.body));
    res.json({ urls: world.bot.urls() });
  });
  return router;
}

/** Passes the page's tenant buttons on to the demo tenant; the page may talk to its own server only. */
export function tenantRoutes(tenantControlUrl: string | undefined): Router {
  const router = express.Router();
  const pass = async (path: string, { req, res }: { req: Request; res: Response }) => {
    if (!tenantControlUrl) {
      res.status(404).json({ error: { code: 'NotFound', message: 'This chat runs without a demo tenant.' } });
      return;
    }
    const body = req.method === 'POST' ? { body: JSON.stringify(req.body ?? {}) } : {};
    const headers = { 'Content-Type': 'application/json' };
    const url = `${tenantControlUrl.replace(/\/$/, '')}/${path}`;
    const answer = await fetch(url, { method: req.method, headers, ...body }).catch(() => null);
    if (answer)
      res
        .status(answer.status)
        .type('json')
        .send(await answer.text());
    else res.status(502).json({ error: { code: 'BadGateway', message: 'The demo tenant does not answer.' } });
  };
  router.use(express.json());
  router.get('/state', (req, res) => pass('state', { req, res }));
  router.post('/clock', (req, res) => pass('clock', { req, res }));
  router.post('/sync', (req, res) => pass('sync', { req, res }));
  return router;
}
