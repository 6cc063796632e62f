import type { GateSpec } from './model-manifest';
import type { GateDecision, Refusal } from './reading';
import { refuseByGate } from './scope-refusal';

/** Softmax over the gate's classes; accepted when the accepted class reaches its threshold. */
export function judgeGate(logits: ArrayLike<number>, gate: GateSpec): GateDecision {
  const values = gate.classes.map((_, index) => logits[index] ?? Number.NEGATIVE_INFINITY);
  const highest = Math.max(...values);
  const powers = values.map((value) => Math.exp(value - highest));
  const sum = powers.reduce((total, power) => total + power, 0);
  const probabilities = Object.fromEntries(gate.classes.map((name, index) => [name, powers[index]! / sum]));
  return {
    accepted: probabilities[gate.accept]! >= gate.acceptThreshold,
    className: gate.classes[values.indexOf(highest)]!,
    probabilities,
  };
}

/** Why the gate refused: the reason of the most probable class that is not the accepted one; `null` if it did not. */
export function refusalOfGate({ accepted, probabilities }: GateDecision, gate: GateSpec): Refusal | null {
  if (accepted) return null;
  const others = gate.classes.filter((name) => name !== gate.accept);
  const likeliest = others.reduce((best, name) =>
    probabilities[name]! > probabilities[best]! ? name : best,
  );
  return refuseByGate(gate.reasons[likeliest] ?? 'scope.not-chest-film');
}
