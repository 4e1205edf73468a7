// The symbol of Steward: an envelope with a tick in a disc, a mailbox that somebody has approved. Drawn by distances in
// a square from 0 to 1, so that it has any size.

export type Point = { readonly x: number; readonly y: number };

const HALF_STROKE = 0.04;
const ENVELOPE = { left: 0.05, right: 0.95, top: 0.17, bottom: 0.83, corner: 0.09 } as const;
const FOLD: readonly Point[] = [
  { x: 0.09, y: 0.23 },
  { x: 0.5, y: 0.55 },
  { x: 0.91, y: 0.23 },
];
const DISC = { x: 0.77, y: 0.72, radius: 0.22, gap: 0.06 } as const;
const TICK: readonly Point[] = [
  { x: 0.67, y: 0.73 },
  { x: 0.745, y: 0.8 },
  { x: 0.87, y: 0.65 },
];

/** Whether the symbol covers this point. */
export function isInk(point: Point): boolean {
  const fromDisc = Math.hypot(point.x - DISC.x, point.y - DISC.y) - DISC.radius;
  if (fromDisc <= 0) return distanceToLine(point, TICK) > HALF_STROKE;
  if (fromDisc <= DISC.gap) return false;
  return Math.abs(distanceToEnvelope(point)) <= HALF_STROKE || isFold(point);
}

const isFold = (point: Point): boolean => distanceToEnvelope(point) <= 0 && distanceToLine(point, FOLD) <= HALF_STROKE;

/** To the edge of a box with round corners; negative inside. */
function distanceToEnvelope({ x, y }: Point): number {
  const { left, right, top, bottom, corner } = ENVELOPE;
  const across = Math.abs(x - (left + right) / 2) - (right - left) / 2 + corner;
  const down = Math.abs(y - (top + bottom) / 2) - (bottom - top) / 2 + corner;
  return Math.hypot(Math.max(across, 0), Math.max(down, 0)) + Math.min(Math.max(across, down), 0) - corner;
}

function distanceToLine(point: Point, line: readonly Point[]): number {
  const distances = line.slice(1).map((to, index) => distanceToSegment(point, line[index] ?? to, to));
  return Math.min(...distances);
}

function distanceToSegment(point: Point, from: Point, to: Point): number {
  const [dx, dy] = [to.x - from.x, to.y - from.y];
  const along = ((point.x - from.x) * dx + (point.y - from.y) * dy) / (dx * dx + dy * dy || 1);
  const nearest = Math.min(Math.max(along, 0), 1);
  return Math.hypot(point.x - from.x - nearest * dx, point.y - from.y - nearest * dy);
}
