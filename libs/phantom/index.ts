export * from './phantom-finding';
export { drawChestPhantom } from './chest-phantom';
export type { ChestPhantom, ChestPhantomOptions, PhantomImage } from './chest-phantom';
export { drawOtherPhantom, otherPhantomKinds } from './other-phantoms';
export type { OtherPhantomKind } from './other-phantoms';
export { isPhantom, phantomModelName, writePhantomStudy } from './phantom-study';
export type { PhantomInstance, PhantomStudy } from './phantom-study';
export type {
  PhantomEncoding,
  PhantomFilmOrder,
  PhantomPatient,
  PhantomStudyFacts,
  PhantomStudyOrder,
} from './phantom-order';
export { demoCases, demoStudies } from './demo-studies';
export type { DemoCase } from './demo-studies';
export type { GroundTruthReport } from './ground-truth-report';
export { toGrey8 } from './grey-eight';
