export * from './phantom-finding';
export { drawChestPhantom } from './chest-phantom';
export type { ChestPhantom, ChestPhantomOptions, PhantomImage } from './chest-phantom';
export { drawOtherPhantom, otherPhantomKinds } from './other-phantoms';
export type { OtherPhantomKind } from './other-phantoms';
export { isPhantom, phantomModelName, writePhantomStudy } from './phantom-study';
export type {
  PhantomEncoding,
  PhantomFilmOrder,
  PhantomInstance,
  PhantomPatient,
  PhantomStudy,
  PhantomStudyFacts,
  PhantomStudyOrder,
} from './phantom-study';
export { demoCases, demoStudies } from './demo-studies';
export type { DemoCase } from './demo-studies';
export type { GroundTruthReport } from './ground-truth-report';
export { toGrey8 } from './grey-eight';
