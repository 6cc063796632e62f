import type { ASTNode } from '@marcbachmann/cel-js';
import type { ConditionFault } from '../../domain/condition-language';

const words = (list: string): ReadonlySet<string> => new Set(list.split(' '));

const OPERATORS = words('value id . list call rcall ?: || && !_ -_ == != < <= > >= in');
const FUNCTIONS = words('has size');
/** Without `matches`: a regular expression's cost has no bound. */
const METHODS = words(
  'exists exists_one all filter size like contains startsWith endsWith lowerAscii upperAscii',
);
/** Methods that look at every item of a list. */
const QUANTIFIERS = words('exists exists_one all filter');

export const isQuantifier = (node: ASTNode): node is ASTNode & { op: 'rcall' } =>
  node.op === 'rcall' && QUANTIFIERS.has(node.args[0]);

const isNode = (value: unknown): value is ASTNode =>
  typeof value === 'object' && value !== null && 'op' in value && 'range' in value;

/** The operands of a node, in the order of the text. */
export const operandsOf = (node: ASTNode): ASTNode[] => [node.args as unknown].flat(3).filter(isNode);

/** What a condition uses of CEL that conditions may not; `null` when nothing. */
export function syntaxFault(node: ASTNode, withinQuantifier = false): ConditionFault | null {
  const fault = (message: string): ConditionFault => ({ position: node.start, message });
  if (!OPERATORS.has(node.op)) return fault(`"${node.op}" is not part of the language of rules`);
  if (node.op === 'call' && !FUNCTIONS.has(node.args[0])) return fault(unknown('function', node.args[0]));
  if (node.op === 'rcall' && !METHODS.has(node.args[0])) return fault(unknown('method', node.args[0]));
  const quantifies = isQuantifier(node);
  // What is left costs time in proportion to the number of series.
  if (quantifies && withinQuantifier)
    return fault(`"${node.args[0]}" cannot stand within another of its kind`);
  for (const operand of operandsOf(node)) {
    const found = syntaxFault(operand, withinQuantifier || quantifies);
    if (found) return found;
  }
  return null;
}

const unknown = (kind: string, name: string): string =>
  `there is no ${kind} "${name}"; there are ${[...(kind === 'method' ? METHODS : FUNCTIONS)].join(', ')}`;
