// Dependencies run one way: bot → commands → services. Checked here so that no reviewer has to.
/** @type {import('dependency-cruiser').IConfiguration} */
export default {
  forbidden: [
    { name: 'no-circles', severity: 'error', from: {}, to: { circular: true } },
    {
      name: 'services-look-down',
      severity: 'error',
      from: { path: '^services/' },
      to: { path: '^(bot|commands|cards|demo|tests|bench)/' },
    },
    {
      name: 'commands-look-down',
      severity: 'error',
      from: { path: '^commands/' },
      to: { path: '^(bot|cards|demo|tests|bench)/' },
    },
    {
      name: 'cards-look-down',
      severity: 'error',
      from: { path: '^cards/' },
      to: { path: '^(bot|commands|demo|tests|bench)/' },
    },
    {
      name: 'cards-run-on-the-pure-core-only',
      comment: 'cards turn plain data into JSON: of services they run the words and comparisons, and take types',
      severity: 'error',
      from: { path: '^cards/' },
      to: {
        path: '^services/',
        pathNot:
          '^services/(mailbox/|snapshot/|assert-never|moment-text|request/(action|debt|stage|state|state-words)\\.ts)',
        dependencyTypesNot: ['type-only'],
      },
    },
    {
      name: 'nobody-needs-the-manifest',
      comment: 'the manifest is made from the commands; nothing that runs knows of it',
      severity: 'error',
      from: { pathNot: '^(manifest|tests)/' },
      to: { path: '^manifest/' },
    },
    {
      name: 'manifest-looks-down',
      severity: 'error',
      from: { path: '^manifest/' },
      to: { path: '^(bot|cards|demo|tests|bench)/' },
    },
    {
      name: 'product-knows-no-demo',
      severity: 'error',
      from: { path: '^(bot|commands|cards|services|manifest)/' },
      to: { path: '^(demo|tests|bench)/' },
    },
    {
      name: 'demo-knows-only-types',
      severity: 'error',
      from: { path: '^demo/' },
      to: { path: '^(bot|commands|cards|services)/', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'tenant-and-client-share-nothing',
      severity: 'error',
      from: { path: '^demo/tenant/' },
      to: { path: '^(bot|commands|cards|services)/' },
    },
    {
      name: 'teams-stays-in-three-files',
      severity: 'error',
      from: { path: '^(bot|commands|cards|services|demo|manifest)/', pathNot: '^bot/(adapter|app|activity)\\.ts$' },
      to: { path: 'node_modules/(botbuilder|botframework-|@microsoft/teams-ai)' },
    },
    {
      name: 'pure-core',
      comment: 'the core knows no Redis, no network and no files',
      severity: 'error',
      from: {
        path: '^services/(mailbox/|snapshot/|request/(machine|effect|due|watch|transitions|record|state|plan|request-id|duration))',
      },
      to: { path: 'node_modules/(ioredis|bullmq|undici|express)|^(node:)?(fs|net|http|https|fs/promises)$' },
    },
    {
      name: 'resolvable',
      severity: 'error',
      from: { pathNot: '^demo/chat/page/' },
      to: { couldNotResolve: true },
    },
  ],
  options: {
    parser: 'swc',
    tsPreCompilationDeps: true,
    doNotFollow: { path: 'node_modules' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
      extensions: ['.ts', '.mjs', '.js', '.json', '.d.ts'],
    },
  },
};
