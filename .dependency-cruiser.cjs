// The import table of docs/architecture.md, as a build failure. F0 is the ground floor; a room sees only below it.
const F0 = ['kernel'];
const F2 = [
  'kernel',
  'dicom',
  'dimse',
  'hl7',
  'terminology',
  'labeller',
  'contracts',
  'platform',
  'audit',
  'identity',
];
/** Orders and routing stand beside each other, above studies and below reading. */
const F3B = [...F2, 'imaging-study', 'orders', 'routing'];
const rooms = {
  kernel: [],
  dicom: F0,
  terminology: F0,
  labeller: ['kernel', 'terminology'],
  dimse: ['kernel', 'dicom'],
  hl7: F0,
  phantom: ['kernel', 'dicom'],
  platform: F0,
  contracts: [],
  audit: ['kernel', 'contracts', 'platform'],
  identity: ['kernel', 'contracts', 'platform', 'audit'],
  'imaging-study': F2,
  orders: [...F2, 'imaging-study'],
  routing: [...F2, 'imaging-study', 'orders'],
  inference: F3B,
  reporting: [...F3B, 'inference'],
  delivery: [...F3B, 'inference', 'reporting'],
  workitems: [...F3B, 'inference', 'reporting'],
  'case-search': [...F3B, 'inference', 'reporting'],
  insights: [...F3B, 'inference', 'reporting'],
  evaluation: [...F3B, 'inference', 'reporting'],
};
/** What helps specs: the room `testing`, and a folder of that name inside a room. */
const TESTING = ['^libs/testing/', '^libs/[^/]+/testing/'];
const SPEC = '\\.(spec|e2e-spec|contract)\\.ts$';

const tableRules = Object.entries(rooms).map(([room, below]) => ({
  name: `${room}-sees-only-below`,
  comment: `${room} may import ${below.length ? below.join(', ') : 'no other room'} (docs/architecture.md)`,
  severity: 'error',
  from: { path: `^libs/${room}/`, pathNot: [SPEC, ...TESTING] },
  to: { path: '^libs/', pathNot: `^libs/(${[room, ...below].join('|')})/` },
}));

module.exports = {
  forbidden: [
    ...tableRules,
    {
      name: 'front-door-only',
      comment: 'a room is entered by its index.ts',
      severity: 'error',
      from: { path: '^(libs|apps|test)/([^/]+)/' },
      to: { path: '^libs/([^/]+)/', pathNot: ['^libs/$2/', '^libs/[^/]+/index\\.ts$'] },
    },
    {
      name: 'domain-is-pure',
      comment:
        'domain sees its own domain, kernel, dicom, terminology and labeller; no framework, no database, no queue',
      severity: 'error',
      from: { path: '^libs/([^/]+)/domain/', pathNot: SPEC },
      to: {
        path: '^(libs|node_modules)/',
        pathNot: [
          '^libs/$1/domain/',
          '^libs/(kernel|dicom|terminology|labeller)/index\\.ts$',
          '^node_modules/(zod|diff|double-metaphone)/',
          '^node_modules/@types/',
        ],
      },
    },
    {
      name: 'no-cycles',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    {
      name: 'apps-do-not-see-each-other',
      comment: 'only cli composes the other apps (wetread serve)',
      severity: 'error',
      from: { path: '^apps/(?!cli/)([^/]+)/' },
      to: { path: '^apps/', pathNot: '^apps/$1/' },
    },
    {
      name: 'web-sees-contracts-only',
      severity: 'error',
      from: { path: '^apps/reading-room/' },
      to: { path: '^libs/', pathNot: '^libs/contracts/' },
    },
    {
      name: 'production-stands-on-dependencies',
      comment: 'what is served, the demo included, must not need a package of devDependencies',
      severity: 'error',
      from: {
        path: '^(libs|apps)/',
        // The page is bundled; the thread that reads TypeScript is for specs.
        pathNot: [SPEC, ...TESTING, '^apps/reading-room/', '/typescript-thread\\.cjs$'],
      },
      to: {
        dependencyTypes: ['npm-dev'],
        dependencyTypesNot: ['type-only'],
      },
    },
    {
      name: 'testing-is-for-tests',
      comment: 'what is served, the demo included, imports no test helper; only specs and test/ do',
      severity: 'error',
      from: { path: '^(libs|apps|migrations)/', pathNot: [SPEC, ...TESTING] },
      to: { path: TESTING },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^dist/' },
    tsConfig: { fileName: 'tsconfig.json' },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: { extensions: ['.ts', '.tsx', '.js', '.mjs', '.cjs', '.json'] },
  },
};
