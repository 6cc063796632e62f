export * from './phantom-finding';
export { drawChestPhantom } from './chest-phantom';
export type { ChestPhantom, ChestPhantomOptions } from './chest-phantom';
export type { GroundTruthReport } from './ground-truth-report';
export { toGrey8 } from './grey-eight';
