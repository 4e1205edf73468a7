/** How often a property is tried: as often as it says, or `FUZZ_RUNS` times where that is more. */
export function fuzzRuns(usual: number): { readonly numRuns: number } {
  const wished = Number(process.env.FUZZ_RUNS ?? 0);
  return { numRuns: Number.isSafeInteger(wished) ? Math.max(usual, wished) : usual };
}
