import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { faultOf, parseFault } from '../../../services/exchange/fault.ts';

const NOT_FOUND = 'Microsoft.Exchange.Configuration.Tasks.ManagementObjectNotFoundException';
const DIRECT = 'Microsoft.Exchange.Management.PSDirectInvoke.DirectInvokeCmdletExecutionException';
const ODATA = 'Microsoft.Exchange.Admin.OData.Core.ODataServiceException';

function bytes(body: unknown): Buffer {
  return Buffer.from(typeof body === 'string' ? body : JSON.stringify(body));
}

function formA(detail: string): object {
  const internalexception = { message: `Exception of type '${DIRECT}' was thrown.`, type: DIRECT, stacktrace: '...' };
  return {
    error: {
      code: 'NotFound',
      message: 'Error executing cmdlet',
      details: [{ code: 'Context', target: '', message: detail }],
      innererror: { message: 'Error executing cmdlet', type: ODATA, internalexception },
    },
  };
}

describe('Reading an error body', () => {
  it('takes type and text of form A from the detail, before every other message', () => {
    const fault = parseFault(bytes(formA(`Ex6F9304|${NOT_FOUND}|The operation couldn't be performed.`)));
    assert.equal(fault.types[0], NOT_FOUND);
    assert.equal(fault.text, "The operation couldn't be performed.");
  });

  it('takes form B with an empty id', () => {
    const fault = parseFault(
      bytes(
        formA(
          '|Microsoft.Exchange.AdminApi.CommandInvocation.AmbiguousParameterSetException|Parameter set cannot be resolved. IsExchangeCloudManaged',
        ),
      ),
    );
    assert.match(fault.types[0] ?? '', /AmbiguousParameterSetException$/);
    assert.match(fault.text, /IsExchangeCloudManaged$/);
  });

  it('takes form B without details from the innermost exception', () => {
    const inner = { message: 'Cannot convert.', type: 'X.ParameterTransformationException', stacktrace: '' };
    const fault = parseFault(
      bytes({
        error: {
          code: 'BadRequest',
          message: 'Invalid Operation',
          innererror: { message: 'Invalid Operation', type: ODATA, internalexception: inner },
        },
      }),
    );
    assert.equal(fault.types[0], 'X.ParameterTransformationException');
    assert.equal(fault.text, 'Cannot convert.');
  });

  it('unwraps form C, a serialised exception inside the detail', () => {
    const fault = parseFault(
      bytes(
        formA(
          JSON.stringify({
            ClassName: NOT_FOUND,
            Message: 'Not there | really | not.',
            localizedString: { stringId: 'Ex6F9304' },
          }),
        ),
      ),
    );
    assert.equal(fault.types[0], NOT_FOUND);
    assert.equal(fault.text, 'Not there | really | not.');
  });

  it('follows nested internal exceptions to the innermost, and ends in a circle of any depth', () => {
    let nested: object = { message: 'the cause', type: 'Deep.CauseException' };
    for (let depth = 0; depth < 5; depth += 1)
      nested = { message: 'around it', type: `Outer${depth}Exception`, internalexception: nested };
    const fault = parseFault(bytes({ error: { message: 'top', innererror: nested } }));
    assert.equal(fault.types[0], 'Deep.CauseException');
    assert.equal(fault.text, 'the cause');
    for (let depth = 0; depth < 500; depth += 1) nested = { message: 'deeper', type: 'T', internalexception: nested };
    assert.equal(parseFault(bytes({ error: { innererror: nested } })).text, 'deeper');
  });

  it('falls back to the message of the error itself', () => {
    assert.deepEqual(parseFault(bytes({ error: { code: 'TooManyRequests', message: 'Slow down.' } })), {
      types: [],
      text: 'Slow down.',
    });
  });

  it('does not take an empty detail, or what every layer says, for a text', () => {
    assert.equal(parseFault(bytes(formA('||'))).text, '');
    assert.equal(parseFault(bytes({ error: { message: 'Error executing cmdlet', details: [] } })).text, '');
  });

  it('reads plain text and HTML as text, and NUL bytes and nothing as nothing', () => {
    assert.equal(
      parseFault(bytes('You have reached the maximum number of concurrent requests per tenant.')).text.length,
      70,
    );
    assert.match(parseFault(bytes('<html><body>Service Unavailable</body></html>')).text, /Service Unavailable/);
    assert.deepEqual(parseFault(Buffer.alloc(4096)), { types: [], text: '' });
    assert.deepEqual(parseFault(Buffer.alloc(0)), { types: [], text: '' });
  });

  it('reads the entries of @adminapi.errors, texts and objects', () => {
    assert.equal(faultOf(`|${NOT_FOUND}|gone`).types[0], NOT_FOUND);
    assert.equal(faultOf('just a text').text, 'just a text');
    assert.deepEqual(faultOf({ ClassName: NOT_FOUND, Message: 'gone' }), { types: [NOT_FOUND], text: 'gone' });
    assert.equal(faultOf({ message: 'Something failed' }).text, 'Something failed');
    assert.deepEqual(faultOf(42), { types: [], text: '' });
  });

  it('never throws and never lets a control character through, whatever the bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), (body) => {
        assert.doesNotMatch(parseFault(Buffer.from(body)).text, /\p{Cc}/u);
      }),
    );
  });

  it('never throws for any JSON in any place of the envelope', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.jsonValue(), fc.jsonValue(), (details, innererror, message) => {
        parseFault(bytes({ error: { details, innererror, message } }));
        parseFault(
          bytes({ error: { details: [{ message: details }], innererror: { internalexception: innererror } } }),
        );
        parseFault(bytes({ error: message }));
        faultOf(details);
      }),
    );
  });

  it('finds type and text of form A and form C alike, for any text without a bar at its head', () => {
    const text = fc
      .string({ minLength: 1 })
      .map((value) => value.replace(/\p{Cc}/gu, ' ').trim())
      .filter((value) => value !== '');
    fc.assert(
      fc.property(text, fc.constantFrom('Ex6F9304', ''), (value, id) => {
        const a = parseFault(bytes(formA(`${id}|${NOT_FOUND}|${value}`)));
        const c = parseFault(bytes(formA(JSON.stringify({ ClassName: NOT_FOUND, Message: value }))));
        assert.deepEqual([a.types[0], a.text], [NOT_FOUND, value]);
        assert.deepEqual([c.types[0], c.text], [NOT_FOUND, value]);
      }),
    );
  });
});
