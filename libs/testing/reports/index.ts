export * from './drafts';
export * from './report-documents';
export * from './stored-studies';
