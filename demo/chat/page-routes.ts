// The web page, the two libraries it needs, and single cards for screenshots. Everything comes from this server and no
// script or style is written into a page, so the content security policy can be strict.
import { randomUUID } from 'node:crypto';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import express, { type Router } from 'express';
import * as z from 'zod/v4';
import type { Card } from './message-store.ts';
import { CHANNEL_CONVERSATION } from './roster.ts';

const PAGE = join(import.meta.dirname, 'page');
const MOST_KEPT = 500;
const POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data: https:",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

const card = z.record(z.string(), z.unknown());
const renderBody = z.strictObject({ card });

export type PageFacts = { readonly tenantControl: boolean };

export function pageRoutes(facts: PageFacts): Router {
  const router = express.Router();
  const cards = new Map<string, Card>();
  const vendor = vendorFiles();
  router.use((_req, res, next) => {
    res.set({
      'Content-Security-Policy': POLICY,
      'Referrer-Policy': 'no-referrer',
      'X-Content-Type-Options': 'nosniff',
      'Cache-Control': 'no-cache',
    });
    next();
  });
  router.get('/about.json', (_req, res) => void res.json({ channelConversation: CHANNEL_CONVERSATION, ...facts }));
  router.get('/vendor/:name', (req, res) => {
    const file = vendor[req.params.name];
    if (file) res.sendFile(file);
    else res.status(404).end();
  });
  router.post('/render', express.json({ limit: '1mb' }), (req, res) => {
    const id = keepCard(cards, renderBody.parse(req.body).card);
    res.status(201).json({ id, path: `/render/${id}` });
  });
  router.get('/render', (req, res) => {
    const text = Buffer.from(z.object({ card: z.string() }).parse(req.query).card, 'base64url').toString('utf8');
    const id = keepCard(cards, card.parse(JSON.parse(text)));
    const query = new URL(req.originalUrl, 'http://chat').searchParams;
    query.delete('card');
    res.redirect(303, `/render/${id}?${query}`);
  });
  router.get('/render/:id', (_req, res) => res.sendFile(join(PAGE, 'render.html')));
  router.get('/render/:id/card.json', (req, res) => {
    const kept = cards.get(req.params.id);
    if (kept) res.json(kept);
    else res.status(404).json({ error: { code: 'NotFound', message: 'This card is not kept any more.' } });
  });
  router.use(express.static(PAGE));
  return router;
}

function keepCard(cards: Map<string, Card>, kept: Card): string {
  const id = randomUUID();
  cards.set(id, kept);
  const [oldest] = cards.keys();
  if (cards.size > MOST_KEPT && oldest) cards.delete(oldest);
  return id;
}

function vendorFiles(): Readonly<Record<string, string>> {
  const packages = createRequire(import.meta.url);
  const folder = (name: string) => dirname(packages.resolve(`${name}/package.json`));
  return {
    'adaptivecards.min.js': join(folder('adaptivecards'), 'dist/adaptivecards.min.js'),
    'markdown-it.min.mjs': join(folder('markdown-it'), 'dist/browser/markdown-it.esm.min.mjs'),
  };
}
