export * from './phantom';
export * from './data';
export * from './database';
export * from './programs';
export * from './reports';
