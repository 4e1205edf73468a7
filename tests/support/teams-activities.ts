// Activities as Teams sends them.
export const APP_ID = '11111111-2222-4333-8444-555555555555';
export const TENANT_ID = 'aaaaaaaa-bbbb-4ccc-8ddd-eeeeeeeeeeee';
export const ALICE_ID = '0a11ce00-0000-4000-8000-00000000000a';
export const BOB_ID = '0b0b0000-0000-4000-8000-00000000000b';
export const BOT_CHANNEL_ID = `28:${APP_ID}`;
export const CHANNEL = '19:approvals@thread.tacv2';

type Fields = Readonly<Record<string, unknown>>;

export function message(text: unknown, fields: Fields = {}): Record<string, unknown> {
  return { ...personal(), type: 'message', id: '1700000000001', text, textFormat: 'plain', ...fields };
}

export function channelMessage(text: string, fields: Fields = {}): Record<string, unknown> {
  const conversation = {
    isGroup: true,
    conversationType: 'channel',
    tenantId: TENANT_ID,
    id: `${CHANNEL};messageid=1700000000000`,
  };
  const entities = [{ type: 'mention', text: '<at>Steward</at>', mentioned: { id: BOT_CHANNEL_ID, name: 'Steward' } }];
  return message(text, { conversation, entities, ...fields });
}

export function execute(verb: unknown, data: unknown = {}, fields: Fields = {}): Record<string, unknown> {
  return {
    ...personal(),
    type: 'invoke',
    name: 'adaptiveCard/action',
    id: 'f:click-1',
    replyToId: 'card-1',
    value: { action: { type: 'Action.Execute', verb, data }, trigger: 'manual' },
    ...fields,
  };
}

export function personal(): Record<string, unknown> {
  return {
    channelId: 'msteams',
    serviceUrl: 'https://smba.trafficmanager.net/emea/',
    timestamp: '2026-11-22T09:00:00.000Z',
    from: { id: '29:alice', name: 'Alice', aadObjectId: ALICE_ID },
    recipient: { id: BOT_CHANNEL_ID, name: 'Steward' },
    conversation: { conversationType: 'personal', tenantId: TENANT_ID, id: 'a:alice' },
    channelData: { tenant: { id: TENANT_ID } },
  };
}
