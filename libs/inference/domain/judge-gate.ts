import type { EncoderOutput } from './decide-findings';
import type { EncoderSpec, GateSpec } from './manifest/film-reader-manifest';
import type { GateDecision, Refusal } from './reading';
import type { Repair } from './repair';
import { refuseByGate } from './scope-refusal';

/** Repairs of one picture at most: a film may be stored turned and as a negative, and is nothing more than that. */
const MOST_REPAIRS = 2;

/**
 * Softmax over the gate's classes and over the views. Accepted when the accepted class reaches its threshold and the
 * picture is not too novel; what is no number is never accepted.
 */
export function judgeGate(
  { gateLogits, novelty, viewLogits }: Pick<EncoderOutput, 'gateLogits' | 'novelty' | 'viewLogits'>,
  { gate, views }: Pick<EncoderSpec, 'gate' | 'views'>,
): GateDecision {
  const shares = softmax(gateLogits, gate.classes.length);
  const probabilities = Object.fromEntries(gate.classes.map((name, index) => [name, shares[index]!]));
  const viewShares = softmax(viewLogits, views.length);
  const likelierView = viewShares[1]! > viewShares[0]! ? 1 : 0;
  return {
    accepted: probabilities[gate.accept]! >= gate.acceptThreshold && novelty <= gate.noveltyLimit,
    className: likeliest(gate.classes, probabilities),
    probabilities,
    novelty,
    view: { code: views[likelierView], probability: viewShares[likelierView]! },
  };
}

/**
 * The fault to undo before the picture is judged again: a repairable class that is the most probable and probable
 * enough, unless it was undone already or two were. It is asked before acceptance.
 */
export function repairOf(
  { className, probabilities }: GateDecision,
  gate: GateSpec,
  done: readonly Repair[],
): Repair | null {
  const fault = gate.repairs.find((repair) => repair === className);
  if (fault === undefined || done.length >= MOST_REPAIRS || done.includes(fault)) return null;
  return probabilities[fault]! >= gate.repairThreshold ? fault : null;
}

/**
 * Why the gate refused: the reason of the most probable class that is not the accepted one; of a picture that looks
 * like the accepted class but is too novel, that. `null` if it did not refuse.
 */
export function refusalOfGate({ accepted, probabilities }: GateDecision, gate: GateSpec): Refusal | null {
  if (accepted) return null;
  if (probabilities[gate.accept]! >= gate.acceptThreshold) return refuseByGate('scope.out-of-distribution');
  const others = gate.classes.filter((name) => name !== gate.accept);
  return refuseByGate(gate.reasons[likeliest(others, probabilities)] ?? 'scope.not-chest-film');
}

function softmax(logits: ArrayLike<number>, length: number): number[] {
  const values = Array.from({ length }, (_, index) => logits[index] ?? Number.NEGATIVE_INFINITY);
  const highest = Math.max(...values);
  const powers = values.map((value) => Math.exp(value - highest));
  const sum = powers.reduce((total, power) => total + power, 0);
  return powers.map((power) => power / sum);
}

const likeliest = (names: readonly string[], probabilities: Readonly<Record<string, number>>): string =>
  names.reduce((best, name) => (probabilities[name]! > probabilities[best]! ? name : best));
