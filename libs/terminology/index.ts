export * from './anatomical-location';
export * from './coded-concept';
export * from './finding-code';
export * from './finding-vocabulary';
export * from './report-document';
