import { type ASTNode, serialize } from '@marcbachmann/cel-js';
import type { ConditionPart, ConditionTruth } from '../../domain/condition-language';
import type { StudyAttributes } from '../../domain/study-attributes';
import { isQuantifier, operandsOf } from './cel-syntax';

/** Evaluates a part of a condition by itself. */
export type Evaluate = (expression: string) => ConditionTruth;

const CONNECTIVES: ReadonlySet<string> = new Set(['&&', '||', '!_', '?:']);
const LONGEST_VALUE = 120;

/** The comparisons that the connectives of a condition join, each evaluated by itself, whatever the others gave. */
export function explainCondition(node: ASTNode, study: StudyAttributes, evaluate: Evaluate): ConditionPart[] {
  if (CONNECTIVES.has(node.op))
    return operandsOf(node).flatMap((operand) => explainCondition(operand, study, evaluate));
  const expression = serialize(node);
  return [{ expression, truth: evaluate(expression), values: valuesOf(node, study) }];
}

/** What a comparison looked at; of a quantifier over the series, each attribute with the values of all series. */
function valuesOf(node: ASTNode, study: StudyAttributes): ConditionPart['values'] {
  const values = new Map<string, string>();
  const walk = (one: ASTNode, item: string | null): void => {
    const variable = isQuantifier(one) ? itemOf(one) : item;
    if (one.op === '.' && one.args[0].op === 'id') {
      const owner = one.args[0].args === variable ? 'series' : one.args[0].args;
      values.set(`${owner}.${one.args[1]}`, shown(owner, one.args[1], study));
    } else if (one.op === 'id' && one.args === 'series')
      values.set('series', `${study.series.length} of them`);
    for (const operand of operandsOf(one)) walk(operand, variable);
  };
  walk(node, null);
  return [...values].map(([attribute, value]) => ({ attribute, value }));
}

/** The variable of a quantifier over the series; of one over another list there is none to look up. */
function itemOf(node: ASTNode & { op: 'rcall' }): string | null {
  const [, list, [item]] = node.args;
  return list.op === 'id' && list.args === 'series' && item?.op === 'id' ? item.args : null;
}

function shown(owner: string, name: string, study: StudyAttributes): string {
  const objects = [study[owner as keyof StudyAttributes]].flat() as Record<string, unknown>[];
  const values = new Set(objects.map((object) => textOf(object?.[name])));
  const text = values.size === 0 ? 'no series' : [...values].join(', ');
  return text.length > LONGEST_VALUE ? `${text.slice(0, LONGEST_VALUE)}...` : text;
}

function textOf(value: unknown): string {
  if (value === null || value === undefined) return 'not known';
  if (Array.isArray(value)) return value.length === 0 ? 'empty' : value.join('\\');
  return value === '' ? 'empty' : String(value);
}
