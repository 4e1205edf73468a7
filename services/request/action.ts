/** What can be asked for: to hand the authority to the cloud, or back to on-premises. */
export const ACTIONS = ['to-cloud', 'to-on-premises'] as const;
export type RequestAction = (typeof ACTIONS)[number];

/** The value of `IsExchangeCloudManaged` that an action is meant to bring about. */
export function targetFlag(action: RequestAction): boolean {
  return action === 'to-cloud';
}
