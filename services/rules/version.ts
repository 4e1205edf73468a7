/** A version as Microsoft writes those of Entra Connect: four whole numbers with dots between. */
export type Version = `${number}.${number}.${number}.${number}`;

const SHAPE = /^\d{1,9}(\.\d{1,9}){3}$/;

/** Whether the text is such a version, and nothing more or less. */
export function isVersion(text: string): text is Version {
  return SHAPE.test(text);
}

/**
 * Below, at or above zero as `one` is older than, the same as, or newer than `other`. By the numbers of the four parts:
 * as text "2.5.76.0" would come after "2.5.190.0".
 */
export function compareVersions(one: Version, other: Version): number {
  const others = other.split('.').map(Number);
  const differences = one.split('.').map((part, index) => Number(part) - (others[index] ?? 0));
  return differences.find((difference) => difference !== 0) ?? 0;
}
