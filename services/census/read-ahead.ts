/**
 * The same items, with the next one already asked for while one is worked on: the service prepares a page while the
 * last one is hashed. Never asks for more than one ahead, so at most two items are alive here.
 */
export async function* readAhead<T>(source: AsyncIterable<T>): AsyncGenerator<T> {
  const iterator = source[Symbol.asyncIterator]();
  let isOver = false;
  try {
    let next = ask(iterator);
    for (;;) {
      const { done, value } = await next;
      if (done) {
        isOver = true;
        return;
      }
      next = ask(iterator);
      yield value;
    }
  } catch (error) {
    isOver = true;
    throw error;
  } finally {
    if (!isOver) await iterator.return?.();
  }
}

/** A failure is met when its turn comes; until then nobody waits for it, which is no reason to end the process. */
function ask<T>(iterator: AsyncIterator<T>): Promise<IteratorResult<T>> {
  const next = iterator.next();
  next.catch(() => undefined);
  return next;
}
