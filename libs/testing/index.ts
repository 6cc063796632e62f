export * from './phantom';
