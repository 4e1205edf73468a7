// Dependencies run one way: bot → commands → services. Checked here so that no reviewer has to.
/** @type {import('dependency-cruiser').IConfiguration} */
// biome-ignore lint/style/noDefaultExport: dependency-cruiser reads its rules from the default export.
export default {
  forbidden: [
    { name: 'no-circles', severity: 'error', from: {}, to: { circular: true } },
    { name: 'services-look-down', severity: 'error', from: { path: '^services/' }, to: { path: '^(bot|commands|cards|demo|tests|bench)/' } },
    { name: 'commands-look-down', severity: 'error', from: { path: '^commands/' }, to: { path: '^(bot|cards|demo|tests|bench)/' } },
    { name: 'cards-take-types', comment: 'cards turn plain view data into JSON', severity: 'error', from: { path: '^cards/' }, to: { path: '^(bot|commands|demo|tests|bench)/' } },
    { name: 'cards-take-only-types-of-services', severity: 'error', from: { path: '^cards/' }, to: { path: '^services/', dependencyTypesNot: ['type-only'] } },
    { name: 'product-knows-no-demo', severity: 'error', from: { path: '^(bot|commands|cards|services|manifest)/' }, to: { path: '^(demo|tests|bench)/' } },
    { name: 'demo-knows-only-types', severity: 'error', from: { path: '^demo/' }, to: { path: '^(bot|commands|cards|services)/', dependencyTypesNot: ['type-only'] } },
    { name: 'teams-stays-in-three-files', severity: 'error', from: { pathNot: '^(bot/(adapter|app|activity)\\.ts$|bench/|node_modules/)' }, to: { path: 'node_modules/(botbuilder|botframework-|@microsoft/teams-ai)' } },
    { name: 'pure-core', comment: 'the core knows no Redis, no network, no files', severity: 'error', from: { path: '^services/(mailbox|request/(machine|policy|record|request-id))' }, to: { path: 'node_modules/(ioredis|bullmq|undici|express)|^(fs|net|http|https|fs/promises|node:(fs|net|http|https|fs/promises))$' } },
    { name: 'resolvable', severity: 'error', from: {}, to: { couldNotResolve: true } },
  ],
  options: {
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    doNotFollow: { path: 'node_modules' },
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'require', 'node', 'default', 'types'], extensions: ['.ts', '.mjs', '.js', '.json', '.d.ts'] },
  },
};
