import { type Colour, encodePng } from './png.ts';
import { isInk } from './symbol.ts';

/** Behind the symbol, and the accent of the app in Teams. */
export const ACCENT: Colour = [0x1b, 0x4f, 0x8f, 0xff];

/** Pixels are asked at this many points across and down, so that edges are smooth. */
const SAMPLES = 8;

/** Teams cuts the corners round, so the colour fills the square and the symbol stays in the middle half of it. */
export function colorIcon(): Buffer {
  const [size, symbol] = [192, 112];
  return encodePng(size, (x, y) => {
    const ink = coverage({ x, y, size: symbol, margin: (size - symbol) / 2 });
    const [red, green, blue] = ACCENT;
    return [towardsWhite(red, ink), towardsWhite(green, ink), towardsWhite(blue, ink), 0xff];
  });
}

/** White on nothing: Teams refuses an outline in any other colour (Microsoft Learn, "root.icons object", 2026). */
export function outlineIcon(): Buffer {
  const size = 32;
  return encodePng(size, (x, y) => [0xff, 0xff, 0xff, Math.round(0xff * coverage({ x, y, size, margin: 0 }))]);
}

/** As HTML writes it, without the opacity: `#1B4F8F`. */
export function hexOf([red, green, blue]: Colour): string {
  return `#${Buffer.from([red, green, blue]).toString('hex').toUpperCase()}`;
}

type Pixel = { readonly x: number; readonly y: number; readonly size: number; readonly margin: number };

/** How much of a pixel the symbol covers, from 0 to 1. */
function coverage({ x, y, size, margin }: Pixel): number {
  let inked = 0;
  for (let sample = 0; sample < SAMPLES * SAMPLES; sample += 1) {
    const across = x + ((sample % SAMPLES) + 0.5) / SAMPLES;
    const down = y + (Math.floor(sample / SAMPLES) + 0.5) / SAMPLES;
    if (isInk({ x: (across - margin) / size, y: (down - margin) / size })) inked += 1;
  }
  return inked / (SAMPLES * SAMPLES);
}

const towardsWhite = (part: number, ink: number): number => Math.round(part + (0xff - part) * ink);
