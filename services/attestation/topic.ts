/**
 * What no API tells and an administrator therefore gives their word for. Closed: a new topic is a new line here. A
 * `version` may also be `none`, for what is not in use; `asks` is what is attested.
 */
export const TOPICS = {
  'connect-version': { form: 'version', asks: 'The version of the active Entra Connect Sync server' },
  'cloud-sync-version': { form: 'version', asks: 'The version of the Cloud Sync agent' },
  'staging-server-current': { form: 'yes-no', asks: 'Every staging server has the same version, or there is none' },
  'on-premises-mailboxes-none': { form: 'yes-no', asks: 'No mailbox is left on-premises, system mailboxes included' },
  'public-folders-moved': { form: 'yes-no', asks: 'No public folder is left on-premises' },
  'smtp-relay-moved': { form: 'yes-no', asks: 'Nothing relays mail through an on-premises Exchange server' },
  'writeback-domains-covered': {
    form: 'yes-no',
    asks: 'Every AD domain with cloud-managed mailboxes has its writeback',
  },
  'hybrid-configuration-removed': {
    form: 'yes-no',
    asks: 'Hybrid configuration, federation trust, OAuth credentials and Hybrid Agent are removed',
  },
  'scp-cleared': { form: 'yes-no', asks: 'The service connection point for Autodiscover is empty' },
  'mx-moved': { form: 'yes-no', asks: 'The MX records point at Exchange Online' },
  'autodiscover-moved': { form: 'yes-no', asks: 'Autodiscover points at Exchange Online, inside and outside' },
  'on-premises-writers-none': {
    form: 'yes-no',
    asks: 'No script or identity system creates or changes recipients on-premises',
  },
  'readers-of-unwritten-attributes-none': {
    form: 'yes-no',
    asks: 'Nothing on-premises reads attributes that writeback does not carry',
  },
  'journaling-reviewed': { form: 'yes-no', asks: 'Journaling and compliance do not need an on-premises server' },
} as const satisfies Readonly<Record<string, TopicRule>>;

type TopicRule = { readonly form: 'version' | 'yes-no'; readonly asks: string };

export type Topic = keyof typeof TOPICS;
export type TopicOf<Form extends TopicRule['form']> = {
  [T in Topic]: (typeof TOPICS)[T]['form'] extends Form ? T : never;
}[Topic];

export const TOPIC_NAMES = Object.keys(TOPICS).filter(isTopic);

export function isTopic(text: string): text is Topic {
  return Object.hasOwn(TOPICS, text);
}
