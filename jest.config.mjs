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
};

/** @type {import('jest').Config} */
const config = {
  projects: [
    { ...shared, displayName: 'unit', testMatch: ['<rootDir>/{libs,apps}/**/*.spec.ts'] },
    { ...shared, displayName: 'e2e', testMatch: ['<rootDir>/test/**/*.{e2e-spec,spec}.ts'] },
  ],
  testTimeout: 180_000,
};

export default config;
