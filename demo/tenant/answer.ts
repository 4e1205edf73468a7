// What goes back over the wire, as a value: faults change it before it is sent, a batch packs it into another one.

export type Answer = {
  status: number;
  headers: Record<string, string>;
  body: string | Buffer;
  /** `drop` cuts the connection instead of answering; `hang` never answers, or cuts after `holdSeconds`. */
  end: 'send' | 'drop' | 'hang';
  holdSeconds?: number;
};

/** An answer with a JSON body. */
export function jsonAnswer(status: number, body: unknown, headers: Record<string, string> = {}): Answer {
  const type = { 'content-type': 'application/json; charset=utf-8' };
  return { status, headers: { ...type, ...headers }, body: JSON.stringify(body), end: 'send' };
}

/** An answer with any other body, or none. */
export function plainAnswer(status: number, body: string | Buffer = '', headers: Record<string, string> = {}): Answer {
  return { status, headers, body, end: 'send' };
}

/** No answer at all: the connection is cut. */
export const DROP: Answer = { status: 0, headers: {}, body: '', end: 'drop' };
