// The three people of the demo and the groups that give them their roles. The tenant lists them in its directory,
// the chat shows their windows, the launcher turns the groups into ROLE_* settings.

export const TENANT_ID = '5d2c7a10-91f4-4b7e-a3c8-0e6f4b1d2a33';
export const TENANT_NAME = 'Contoso';
export const BOT_APP_ID = 'b07c1e52-6a3d-4f0e-9d55-2f8a7c40e911';

export const GROUPS = {
  requesters: '61a0d9c4-2b7f-4c33-8f10-3d5e9b7a1001',
  approvers: '61a0d9c4-2b7f-4c33-8f10-3d5e9b7a1002',
  oncall: '61a0d9c4-2b7f-4c33-8f10-3d5e9b7a1003',
} as const;

export type DemoPerson = {
  readonly key: 'desk' | 'approver' | 'oncall';
  readonly objectId: string;
  readonly name: string;
  readonly upn: string;
  readonly groups: readonly string[];
};

export const PEOPLE: readonly DemoPerson[] = [
  {
    key: 'desk',
    objectId: '9c0e2f61-0d4a-4a55-b0c7-5f1e8d3a2001',
    name: 'Dana Whitfield',
    upn: 'dana.whitfield@contoso.com',
    groups: [GROUPS.requesters],
  },
  {
    key: 'approver',
    objectId: '9c0e2f61-0d4a-4a55-b0c7-5f1e8d3a2002',
    name: 'Priya Raman',
    upn: 'priya.raman@contoso.com',
    groups: [GROUPS.approvers],
  },
  {
    key: 'oncall',
    objectId: '9c0e2f61-0d4a-4a55-b0c7-5f1e8d3a2003',
    name: 'Luis Ortega',
    upn: 'luis.ortega@contoso.com',
    groups: [GROUPS.approvers, GROUPS.oncall],
  },
];
