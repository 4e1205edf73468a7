// What each fault does to a call of the Exchange admin REST: some answer in its place, some spoil its answer.

import type { Answer } from '../answer.ts';
import { DROP, jsonAnswer, plainAnswer } from '../answer.ts';
import { formA, formB, formC } from '../exchange/exchange-error.ts';
import { isRecord } from '../record.ts';
import type { Fault, FaultKind } from './fault.ts';
import { numberOption, textOption } from './fault.ts';

export type Spoiled = {
  readonly fault: Fault;
  readonly identity: string;
  /** The address of the call, for redirects to itself. */
  readonly address: string;
  /** Does what was asked and gives the true answer. */
  run(): Answer;
  /** The answer of a success that has nothing to show. */
  empty(): Answer;
  /** A link to the page this call asked for. */
  linkHere(): string;
};

type Effect = (call: Spoiled) => Answer;

const TEXT_BUSY =
  'The server is too busy to process your request. Please wait a few minutes and try again. (ServerBusyException)';
const TEXT_CONCURRENT =
  'You have reached the maximum number of concurrent requests per tenant. Please wait and try again...';
const HTML =
  '<!DOCTYPE html><html><head><title>Service Unavailable</title></head><body><h2>Service Unavailable</h2></body></html>';
const CLAIMS = Buffer.from('{"access_token":{"nbf":{"essential":true,"value":"1795334400"}}}').toString('base64url');
const FAILED = 'Microsoft.Exchange.Configuration.Tasks.TaskInvalidOperationException';

const german = (identity: string): string =>
  `Fehler beim Vorgang für das Postfach "${identity}", weil es sich außerhalb des Schreibbereichs des aktuellen Benutzers befindet. ` +
  `Die Aktion 'Set-Mailbox' kann für das Objekt '${identity}' nicht ausgeführt werden, da das Objekt aus Ihrer lokalen Organisation synchronisiert wird. ` +
  'Diese Aktion muss für das Objekt in Ihrer lokalen Organisation ausgeführt werden.';

const retry = (fault: Fault): Record<string, string> =>
  typeof fault.options.retryAfter === 'string' ? { 'retry-after': fault.options.retryAfter } : {};

function applied(call: Spoiled): void {
  if (call.fault.options.written === true) call.run();
}

function rewritten(answer: Answer, change: (body: Record<string, unknown>) => void): Answer {
  const text = answer.body.toString();
  const body: unknown = text === '' ? null : JSON.parse(text);
  if (!isRecord(body)) return answer;
  change(body);
  return { ...answer, body: JSON.stringify(body) };
}

const errorText = ({ fault }: Spoiled) => ({
  type: textOption(fault, 'type', FAILED),
  message: textOption(fault, 'message', 'The operation could not be completed.'),
  status: numberOption(fault, 'status', 400),
});

const shaped =
  (shape: typeof formA): Effect =>
  (call) => {
    applied(call);
    return shape(errorText(call));
  };

const held: Effect = (call) => {
  applied(call);
  const seconds = call.fault.options.seconds;
  const answer: Answer = { ...DROP, end: 'hang' };
  return typeof seconds === 'number' ? { ...answer, holdSeconds: seconds } : answer;
};

const throttled: Effect = ({ fault }) => {
  const message = 'The request is throttled. Please try again later.';
  if (fault.options.plain === true) return plainAnswer(429, message, { 'content-type': 'text/plain', ...retry(fault) });
  return jsonAnswer(429, { error: { code: 'TooManyRequests', message } }, retry(fault));
};

const challenged: Effect = ({ fault }) => {
  const claims = textOption(fault, 'claims', CLAIMS);
  const challenge = `Bearer realm="", authorization_uri="https://login.microsoftonline.com/common/oauth2/authorize", error="insufficient_claims", claims="${claims}"`;
  return plainAnswer(401, '', { 'www-authenticate': challenge });
};

const generic: Effect = (call) => {
  applied(call);
  const { body, headers } = call.fault.options;
  const extra = isRecord(headers)
    ? Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, String(value)]))
    : {};
  const status = numberOption(call.fault, 'status', 500);
  if (typeof body === 'string') return plainAnswer(status, body, { 'content-type': 'text/plain', ...extra });
  return body === undefined ? plainAnswer(status, '', extra) : jsonAnswer(status, body, extra);
};

const errorsIn200: Effect = (call) =>
  rewritten(call.fault.options.written === true ? call.run() : call.empty(), (body) => {
    body['adminapi.errors@odata.type'] = '#Collection(String)';
    body['@adminapi.errors'] = [textOption(call.fault, 'message', `|${FAILED}|The operation could not be completed.`)];
  });

const EFFECTS: Readonly<Partial<Record<FaultKind, Effect>>> = {
  throttle: throttled,
  'concurrency-text': ({ fault }) =>
    plainAnswer(numberOption(fault, 'status', 429), TEXT_CONCURRENT, { 'content-type': 'text/plain' }),
  'server-busy': () =>
    formA({ id: '', type: 'Microsoft.Exchange.Data.Directory.ServerBusyException', message: TEXT_BUSY }),
  'unavailable-html': ({ fault }) =>
    plainAnswer(503, HTML, { 'content-type': 'text/html; charset=us-ascii', ...retry(fault) }),
  'gzip-label': (call) => {
    const answer = call.run();
    return { ...answer, headers: { ...answer.headers, 'content-encoding': 'gzip' } };
  },
  'commit-then-drop': (call) => {
    call.run();
    return DROP;
  },
  drop: () => DROP,
  hang: held,
  'graph-timeout': held,
  'errors-in-200': errorsIn200,
  'value-null': (call) => rewritten(call.run(), (body) => Object.assign(body, 'value' in body ? { value: null } : {})),
  'value-missing': (call) => rewritten(call.run(), (body) => void Reflect.deleteProperty(body, 'value')),
  'form-a': shaped(formA),
  'form-b': shaped(formB),
  'form-c': shaped(formC),
  redirect: ({ fault, address }) =>
    plainAnswer(302, '', {
      location: textOption(fault, 'location', address),
      'set-cookie': 'X-BackEndCookie=regional; path=/',
    }),
  'redirect-foreign': ({ fault }) =>
    plainAnswer(302, '', {
      location: textOption(fault, 'location', 'https://outlook.office365.com.attacker.example/adminapi'),
    }),
  'claims-challenge': challenged,
  localised: (call) =>
    formA({ id: 'Ex6FFB4B', type: FAILED, message: textOption(call.fault, 'message', german(call.identity)) }),
  'next-link-foreign': (call) =>
    rewritten(call.run(), (body) => {
      body['@odata.nextLink'] =
        'https://outlook.office365.com.attacker.example/adminapi/beta/x/InvokeCommand?%24skiptoken=abc';
    }),
  'next-link-repeats': (call) =>
    rewritten(call.run(), (body) => {
      body['@odata.nextLink'] = call.linkHere();
    }),
  status: generic,
  'forbidden-nul': () => plainAnswer(403, Buffer.alloc(4096)),
  'forbidden-empty': () => plainAnswer(403),
  'silent-no-write': (call) => call.empty(),
  'error-but-written': (call) => {
    call.run();
    return formA({ id: '', type: '', message: '' });
  },
};

/** The answer to a call that met a fault. */
export function spoil(call: Spoiled): Answer {
  const effect = EFFECTS[call.fault.kind];
  return effect === undefined ? call.run() : effect(call);
}
