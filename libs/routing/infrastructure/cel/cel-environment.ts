import { Environment } from '@marcbachmann/cel-js';
import { attributeTypes } from '../../domain/study-attributes';
import { isLike } from '../../domain/wildcards';

/** Characters of a condition. */
export const LONGEST_CONDITION = 2000;

const limits = {
  maxAstNodes: 300,
  maxDepth: 24,
  maxListElements: 100,
  maxMapEntries: 0,
  maxCallArguments: 2,
};

/** CEL with the attributes of a study as its only variables, each with its type. */
export const celEnvironment: Environment = new Environment({ limits })
  .registerType('Study', { fields: attributeTypes.study })
  .registerType('Series', { fields: attributeTypes.series })
  .registerType('Source', { fields: attributeTypes.source })
  .registerType('Order', { fields: attributeTypes.order })
  .registerType('Patient', { fields: attributeTypes.patient })
  .registerVariable('study', 'Study')
  .registerVariable('series', 'list<Series>')
  .registerVariable('source', 'Source')
  .registerVariable('order', 'Order')
  .registerVariable('patient', 'Patient')
  .registerFunction('string.like(string): bool', isLike);
