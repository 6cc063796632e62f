import { EvaluationError, ParseError, TypeError as CelTypeError } from '@marcbachmann/cel-js';
import {
  type ConditionFault,
  ConditionLanguage,
  type ConditionTruth,
  type Explanation,
} from '../../domain/condition-language';
import type { StudyAttributes } from '../../domain/study-attributes';
import { celEnvironment, LONGEST_CONDITION } from './cel-environment';
import { syntaxFault } from './cel-syntax';
import { celContext } from './cel-values';
import { explainCondition } from './explain-condition';

type CelContext = ReturnType<typeof celContext>;

/**
 * Conditions in a subset of the Common Expression Language (https://cel.dev): comparisons and quantifiers over
 * attributes, without arithmetic, regular expressions and nested quantifiers. CEL has no loops and no side effects;
 * what is left of it takes time in proportion to its length and to the number of series.
 */
export class CelConditionLanguage extends ConditionLanguage {
  fault(condition: string): ConditionFault | null {
    if (condition.length > LONGEST_CONDITION)
      return {
        position: LONGEST_CONDITION,
        message: `a condition has at most ${LONGEST_CONDITION} characters; divide it into two rules`,
      };
    try {
      const { ast } = celEnvironment.parse(condition);
      return syntaxFault(ast) ?? typeFault(condition);
    } catch (error) {
      return faultOf(error);
    }
  }

  evaluate(condition: string, study: StudyAttributes): ConditionTruth {
    return truthOf(condition, celContext(study));
  }

  explain(condition: string, study: StudyAttributes): Explanation {
    const context = celContext(study);
    const { ast } = celEnvironment.parse(condition);
    const parts = explainCondition(ast, study, (part) => truthOf(part, context));
    return { truth: truthOf(condition, context), parts };
  }
}

function typeFault(condition: string): ConditionFault | null {
  const { valid, type, error } = celEnvironment.check(condition);
  if (!valid) return faultOf(error);
  return type === 'bool' ? null : { position: 0, message: `a condition is true or false; this is a ${type}` };
}

function faultOf(error: unknown): ConditionFault {
  if (!(error instanceof ParseError || error instanceof CelTypeError)) throw error;
  return { position: error.range?.start ?? 0, message: error.summary };
}

function truthOf(condition: string, context: CelContext): ConditionTruth {
  try {
    return celEnvironment.evaluate(condition, context) === true ? 'true' : 'false';
  } catch (error) {
    if (error instanceof EvaluationError) return 'unknown';
    throw error;
  }
}
