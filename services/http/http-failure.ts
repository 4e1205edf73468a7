/** How a request failed below HTTP. `unreachable` is the only kind after which nothing can have reached the service. */
export const HTTP_FAILURE_KINDS = ['unreachable', 'timeout', 'cut', 'cancelled', 'too-large', 'undecodable'] as const;
export type HttpFailureKind = (typeof HTTP_FAILURE_KINDS)[number];

/** A request without a usable answer. Carries no URL, header or body, so that it can be logged whole. */
export class HttpFailure extends Error {
  readonly kind: HttpFailureKind;
  /** Whether the service may have received the request, and so may have acted on it. */
  readonly mayHaveArrived: boolean;

  constructor(kind: HttpFailureKind, mayHaveArrived: boolean) {
    super(`No usable answer: ${kind}`);
    this.name = 'HttpFailure';
    this.kind = kind;
    this.mayHaveArrived = mayHaveArrived;
  }
}
