import { availableParallelism } from 'node:os';

// NestJS 12 and a few others ship ES modules only; SWC turns them into CommonJS for jest.
const esmPackages = [
  '@marcbachmann',
  '@nestjs',
  '@nestjs-cls',
  'nestjs-cls',
  'commander',
  'double-metaphone',
  '@medplum',
  'uuid',
];

/** @type {import('jest').Config} */
const shared = {
  rootDir: '.',
  testEnvironment: 'node',
  transform: {
    '^.+\\.(ts|js|mjs)$': [
      '@swc/jest',
      {
        module: { type: 'commonjs', ignoreDynamic: true },
        jsc: {
          target: 'es2023',
          parser: { syntax: 'typescript', decorators: true },
          transform: { legacyDecorator: true, decoratorMetadata: true, useDefineForClassFields: false },
          keepClassNames: true,
        },
        swcrc: false,
      },
    ],
  },
  transformIgnorePatterns: [`/node_modules/(?!(${esmPackages.join('|')})/)`],
  moduleNameMapper: { '^@wetread/([a-z0-9-]+)$': '<rootDir>/libs/$1/index.ts' },
  testPathIgnorePatterns: ['/node_modules/', '/dist/'],
  // Within jest's sandbox looking up a global is slow enough to be most of what a loop over pixels costs.
  sandboxInjectedGlobals: ['Infinity', 'Math', 'Number'],
};

// Beside other suites several processes that race each other and are killed would be late, memory would not be given back in
// time to be measured, and a foreign viewer would not start within two minutes.
const alone =
  '/test/(journeys/(processes-in-trouble|queue-in-the-database|several-processes)|conformance/(dimse-large-object|ohif))\\.e2e-spec\\.ts$';

/** @type {import('jest').Config} */
const config = {
  projects: [
    { ...shared, displayName: 'unit', testMatch: ['<rootDir>/{libs,apps}/**/*.spec.ts'] },
    {
      ...shared,
      displayName: 'e2e',
      testMatch: ['<rootDir>/test/**/*.{e2e-spec,spec}.ts'],
      testPathIgnorePatterns: [...shared.testPathIgnorePatterns, alone],
    },
    { ...shared, displayName: 'alone', testRegex: [alone] },
  ],
  testTimeout: 180_000,
  // All processors: suites also wait for servers that they start. No more than four, for their memory.
  maxWorkers: Math.min(availableParallelism(), 4),
  workerIdleMemoryLimit: '1GB',
};

export default config;
