export * from './awaited-later';
export * from './brand';
export * from './canonical-json';
export * from './clock';
export * from './content-hash';
export * from './domain-error';
export * from './identifiers';
export * from './mulberry32';
