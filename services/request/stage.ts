/** The looks after a change: at once, after the next directory sync, and a day later. */
export const STAGES = ['at-once', 'after-sync', 'after-a-day'] as const;
export type Stage = (typeof STAGES)[number];
