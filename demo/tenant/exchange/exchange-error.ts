// The error bodies of the Exchange admin REST. Form A is a cmdlet that failed, form B a call that could not be bound,
// form C carries a serialised exception inside the detail; clients have met all three.

import type { Answer } from '../answer.ts';
import { jsonAnswer } from '../answer.ts';

export type ErrorText = { type: string; message: string; status?: number; id?: string };

const ODATA_TYPE = 'Microsoft.Exchange.Admin.OData.Core.ODataServiceException';
const DIRECT_INVOKE = 'Microsoft.Exchange.Management.PSDirectInvoke.DirectInvokeCmdletExecutionException';
const BINDING = 'Microsoft.Exchange.AdminApi.CommandInvocation';

/** Thrown by a cmdlet; the dispatcher answers with it. */
export class CmdletFailure extends Error {
  readonly answer: Answer;
  constructor(answer: Answer) {
    super('The cmdlet failed.');
    this.answer = answer;
  }
}

const codeOf = (status: number): string => {
  if (status === 404) return 'NotFound';
  return status >= 500 ? 'InternalServerError' : 'BadRequest';
};

function cmdletError(status: number, detail: string): Answer {
  const message = 'Error executing cmdlet';
  const internalexception = {
    message: `Exception of type '${DIRECT_INVOKE}' was thrown.`,
    type: DIRECT_INVOKE,
    stacktrace: '   at Microsoft.Exchange.Management.PSDirectInvoke.DirectInvokeCommand.Execute()',
  };
  const error = {
    code: codeOf(status),
    message,
    details: [{ code: 'Context', target: '', message: detail }],
    innererror: { message, type: ODATA_TYPE, stacktrace: '   at Microsoft.Exchange.Admin.OData', internalexception },
    'adminapi.warnings@odata.type': '#Collection(String)',
    '@adminapi.warnings': [],
  };
  return jsonAnswer(status, { error });
}

/** Form A: `id|exception type|text`. */
export function formA(error: ErrorText): Answer {
  return cmdletError(error.status ?? 400, `${error.id ?? 'Ex6F9304'}|${error.type}|${error.message}`);
}

/** Form B: the parameters did not bind, or the page asked for is gone. */
export function formB(error: ErrorText): Answer {
  const message = 'Invalid Operation';
  const internalexception = { message: error.message, type: error.type, stacktrace: '' };
  const details = [{ code: 'Client', target: '', message: `|${error.type}|${error.message}` }];
  const innererror = { message, type: ODATA_TYPE, stacktrace: '', internalexception };
  return jsonAnswer(error.status ?? 400, { error: { code: 'BadRequest', message, details, innererror } });
}

/** Form C: the detail is itself a JSON text of the exception. */
export function formC(error: ErrorText): Answer {
  const localizedString = { stringId: error.id ?? 'Ex6F9304' };
  const detail = JSON.stringify({ ClassName: error.type, Message: error.message, localizedString });
  return cmdletError(error.status ?? 400, detail);
}

/** Fails as a cmdlet does. */
export function failCmdlet(error: ErrorText): never {
  throw new CmdletFailure(formA(error));
}

/** Fails because of parameters that do not belong together or do not exist. */
export function failBinding(names: string): never {
  const message = `Parameter set cannot be resolved using the specified named parameters. Invalid cmdlet parameters specified. ${names}`;
  throw new CmdletFailure(formB({ type: `${BINDING}.AmbiguousParameterSetException`, message }));
}

/** Fails because a value does not fit its parameter: form B without details. */
export function failValue(name: string, problem: string): never {
  const type = `${BINDING}.ParameterTransformationException`;
  const message = `Cannot process argument transformation on parameter '${name}'. ${problem}`;
  const innererror = {
    message: 'Invalid Operation',
    type: ODATA_TYPE,
    stacktrace: '',
    internalexception: { message, type, stacktrace: '' },
  };
  throw new CmdletFailure(jsonAnswer(400, { error: { code: 'BadRequest', message: 'Invalid Operation', innererror } }));
}

/** Fails because no object has this identity. */
export function failNotFound(identity: string): never {
  const message = `The operation couldn't be performed because object '${identity}' couldn't be found on 'DB6PR06A001DC06.EURPR06A001.PROD.OUTLOOK.COM'.`;
  failCmdlet({
    status: 404,
    type: 'Microsoft.Exchange.Configuration.Tasks.ManagementObjectNotFoundException',
    message,
  });
}
