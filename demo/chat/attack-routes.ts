// For attack and duplicate tests: activities and tokens that no honest person or channel would send.
import express, { type Router } from 'express';
import * as z from 'zod/v4';
import type { ChatWorld } from './chat-world.ts';

const object = z.record(z.string(), z.unknown());
const deliverBody = z.strictObject({ activity: object, token: z.string().nullish() });
const redeliverBody = z.strictObject({ activityId: z.string() });
const tokenBody = z.strictObject({ claims: object.default({}), wrongKey: z.boolean().default(false) });

export function attackRoutes(world: ChatWorld): Router {
  const router = express.Router();
  router.use(express.json({ limit: '4mb' }));
  router.post('/deliver', async (req, res) => {
    const { activity, token } = deliverBody.parse(req.body);
    res.json(await world.bot.deliver(activity, token));
  });
  router.post('/redeliver', async (req, res) => {
    const { activityId } = redeliverBody.parse(req.body);
    const earlier = world.bot.deliveries().find((one) => one.activity.id === activityId);
    if (!earlier) {
      res.status(400).json({ error: { code: 'BadRequest', message: `"${activityId}" was not delivered.` } });
      return;
    }
    res.json(await world.bot.deliver(earlier.activity));
  });
  router.post('/token', async (req, res) => {
    res.json({ token: await world.keys.sign(world.channel().serviceUrl, tokenBody.parse(req.body)) });
  });
  return router;
}
