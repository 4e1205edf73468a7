/** What hinders the demo, as one sentence for the person who started it. */
export class DemoError extends Error {}
