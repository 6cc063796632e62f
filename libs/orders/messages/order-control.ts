import type { OrderStatus } from '../domain/order';

/**
 * ORC-1 (table 0119): what a message does to the order's status; `as-told` leaves it to ORC-5. Codes that are not here
 * are about drugs, answers to us, or parents of other orders.
 */
const orderControls = {
  NW: 'requested',
  SN: 'requested',
  NA: 'as-told',
  RP: 'as-told',
  RU: 'as-told',
  XO: 'as-told',
  XX: 'as-told',
  SC: 'as-told',
  PA: 'as-told',
  CH: 'as-told',
  OK: 'as-told',
  RE: 'as-told',
  CA: 'cancelled',
  OC: 'cancelled',
  CR: 'cancelled',
  DC: 'cancelled',
  OD: 'cancelled',
  DR: 'cancelled',
  HD: 'held',
  OH: 'held',
  HR: 'held',
  RL: 'requested',
  OE: 'requested',
} as const satisfies Record<string, OrderStatus | 'as-told'>;

/** ORC-5 (table 0038). */
const statuses = new Map<string, OrderStatus>(
  Object.entries({
    SC: 'requested',
    HD: 'held',
    IP: 'in-progress',
    A: 'in-progress',
    CM: 'completed',
    CA: 'cancelled',
    DC: 'cancelled',
    RP: 'cancelled',
  }),
);

/** `undefined` for a control code that we do not handle, `null` when the message leaves the status as it was. */
export function statusAfter(control: string, orderStatus: string): OrderStatus | null | undefined {
  if (!Object.hasOwn(orderControls, control)) return undefined;
  const effect = orderControls[control as keyof typeof orderControls];
  return effect === 'as-told' ? (statuses.get(orderStatus) ?? null) : effect;
}
