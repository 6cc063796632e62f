export * from './audit.contract';
export * from './common.contract';
export * from './report.contract';
export * from './session.contract';
export * from './study.contract';
export * from './worklist.contract';
