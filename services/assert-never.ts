/** Ends every switch over a closed set: a case that is missing becomes a type error, and a crash if it ever runs. */
export function assertNever(value: never): never {
  throw new Error(`Unexpected case: ${JSON.stringify(value)}`);
}
