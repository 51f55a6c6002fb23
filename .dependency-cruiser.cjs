/**
 * The boundaries of the house. Contexts stand in one total order and imports point toward `shared`;
 * another context is entered through its door (`index.ts`) only; plugins import the kit only.
 * tests/house/boundaries.spec.ts plants violations and proves that they are seen.
 */
const ORDER = [
  'shared',
  'foundation',
  'vault',
  'mail',
  'identity',
  'organizations',
  'audit',
  'billing',
  'plugin_host',
  'reading',
  'connections',
  'warehouse',
  'metrics',
  'mapping',
  'sync',
  'webhooks',
  'notifications',
  'databases',
  'imports',
  'custom_sources',
  'dashboards',
  'kpis',
  'live',
  'explore',
  'alerts',
  'annotations',
  'reports',
  'agencies',
  'branding',
  'api',
  'operations',
  'sandbox',
  'authoring',
  'core',
]

const upward = ORDER.slice(0, -1).map((context, index) => ({
  name: `toward-the-ground-${context}`,
  comment: 'Imports point toward shared. News upward travels as events.',
  severity: 'error',
  from: { path: `^app/${context}/` },
  to: { path: `^app/(${ORDER.slice(index + 1).join('|')})/` },
}))

/** Models of people and tenants may be used by name everywhere; the framework needs their class. */
const SHARED_MODELS = '^app/(identity/models/user|organizations/models/organization)\\.ts$'

module.exports = {
  forbidden: [
    ...upward,
    {
      name: 'through-the-public-api',
      comment: 'Another context is entered through its index.ts only.',
      severity: 'error',
      from: { path: '^app/([^/]+)/' },
      to: {
        path: '^app/[^/]+/',
        pathNot: [
          '^app/$1/',
          '^app/[^/]+/index\\.ts$',
          '^app/shared/',
          '^app/plugin_host/kit/index\\.ts$',
          SHARED_MODELS,
        ],
      },
    },
    {
      name: 'plugins-import-the-kit-only',
      severity: 'error',
      comment:
        'What the sources of a vendor family share stands in plugins/vendors/<family>/, and imports the kit only as well.',
      from: { path: '^plugins/([^/]+/[^/]+)/' },
      to: { pathNot: ['^plugins/$1/', '^plugins/vendors/', '^app/plugin_host/kit/index\\.ts$'] },
    },
    {
      name: 'no-way-back-to-the-web',
      comment: 'Models, actions, queries and jobs know nothing of requests and pages.',
      severity: 'error',
      from: { path: '^app/[^/]+/(models|actions|queries|jobs)/' },
      to: { path: '(^app/[^/]+/(controllers|transformers)/|^app/[^/]+/routes\\.ts$|^resources/)' },
    },
    {
      name: 'nothing-imports-plugins-by-name',
      comment: 'The core asks for a capability; the generated barrel is the only list of plugins.',
      severity: 'error',
      from: { path: '^(app|start|config|providers|commands)/' },
      to: { path: '^plugins/' },
    },
    {
      name: 'browser-imports-the-server-by-type-only',
      severity: 'error',
      from: { path: '^resources/' },
      to: {
        path: '^(app|start|config|providers|database|plugins)/',
        dependencyTypesNot: ['type-only'],
      },
    },
    {
      name: 'charts-own-the-chart-library',
      severity: 'error',
      from: { path: '^resources/', pathNot: '^resources/charts/' },
      to: { path: 'node_modules/chart\\.js/' },
    },
    {
      name: 'ui-knows-no-context',
      severity: 'error',
      from: { path: '^resources/ui/' },
      to: { path: '(^resources/(pages|features)/|node_modules/@inertiajs/)' },
    },
    { name: 'not-circular', severity: 'error', from: {}, to: { circular: true } },
    {
      name: 'not-unresolved',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true, pathNot: '^(virtual:|#generated|#build)' },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '(^\\.adonisjs|^public|^build|\\.css$)' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.boundaries.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'types', 'default', 'node'],
      extensions: ['.ts', '.js', '.vue', '.mjs', '.d.ts', '.json'],
    },
  },
}
