import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { openLane, type Place } from '../../../services/exchange/lane.ts';

async function entered(lane: ReturnType<typeof openLane>): Promise<Place> {
  const place = await lane.enter();
  assert.ok(place);
  return place;
}

describe('How many calls run at once', () => {
  it('lets in as many as the limit, and the others in the order in which they came', async () => {
    const lane = openLane({ start: 2, most: 2 });
    const first = await entered(lane);
    await entered(lane);
    const order: string[] = [];
    const waiting = ['a', 'b', 'c'].map(async (name) => {
      const place = await lane.enter();
      order.push(name);
      return place;
    });
    first.leave();
    (await waiting[0])?.leave();
    (await waiting[1])?.leave();
    await waiting[2];
    assert.deepEqual(order, ['a', 'b', 'c']);
  });

  it('grows by one for each full round of successes, up to the most', async () => {
    const lane = openLane({ start: 1, most: 3 });
    const limits: number[] = [];
    for (let call = 0; call < 7; call += 1) {
      const place = await entered(lane);
      place.succeeded();
      place.leave();
      limits.push(lane.limit());
    }
    assert.deepEqual(limits, [2, 2, 3, 3, 3, 3, 3]);
  });

  it('halves once for all calls of the same round, and never below one', async () => {
    const lane = openLane({ start: 8, most: 8 });
    const places = await Promise.all(Array.from({ length: 8 }, () => entered(lane)));
    for (const place of places) place.crowded();
    assert.equal(lane.limit(), 4);
    places[0]?.crowded();
    assert.equal(lane.limit(), 2);
    places[0]?.crowded();
    places[0]?.crowded();
    assert.equal(lane.limit(), 1);
  });

  it('lets nobody in while more run than the halved limit allows', async () => {
    const lane = openLane({ start: 4, most: 4 });
    const places = await Promise.all(Array.from({ length: 4 }, () => entered(lane)));
    let admitted = false;
    const next = lane.enter().then(() => {
      admitted = true;
    });
    places[0]?.crowded();
    places[0]?.leave();
    places[1]?.leave();
    await Promise.resolve();
    assert.equal(admitted, false);
    places[2]?.leave();
    await next;
    assert.equal(admitted, true);
  });

  it('forgets who stops waiting, and gives the place to the next', async () => {
    const lane = openLane({ start: 1, most: 1 });
    const first = await entered(lane);
    const control = new AbortController();
    const abandoned = lane.enter(control.signal);
    const next = lane.enter();
    control.abort();
    assert.equal(await abandoned, undefined);
    first.leave();
    assert.ok(await next);
    assert.equal(await lane.enter(AbortSignal.abort()), undefined);
  });
});
