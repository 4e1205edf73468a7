const ascending = (values: readonly number[]): readonly number[] => [...values].sort((left, right) => left - right);

export function median(values: readonly number[]): number {
  const sorted = ascending(values);
  const [low, high] = [sorted[Math.ceil(sorted.length / 2) - 1], sorted[Math.floor(sorted.length / 2)]];
  if (low === undefined || high === undefined) throw new Error('There is no median of nothing.');
  return (low + high) / 2;
}

/** The smallest value that so large a part of them does not exceed. */
export function quantile(values: readonly number[], part: number): number {
  const found = ascending(values)[Math.ceil(values.length * part) - 1];
  if (found === undefined) throw new Error('There is no quantile of nothing.');
  return found;
}
