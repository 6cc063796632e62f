export const deliveryStates = [
  'pending',
  'sending',
  'retrying',
  'delivered',
  'dead',
  'skipped',
  'superseded',
] as const;
export type DeliveryState = (typeof deliveryStates)[number];

/**
 * What may follow what. `sending` follows itself when a process died over an attempt. Whatever is at rest can be
 * sent again, or at once, by a person, except a draft that a signed revision has overtaken.
 */
export const deliveryTransitions = {
  pending: ['sending', 'pending', 'skipped', 'superseded'],
  sending: ['sending', 'delivered', 'retrying', 'dead', 'skipped'],
  retrying: ['sending', 'pending', 'skipped', 'superseded'],
  delivered: ['pending'],
  dead: ['pending', 'skipped'],
  skipped: ['pending'],
  superseded: [],
} as const satisfies Record<DeliveryState, readonly DeliveryState[]>;

export const mayBecome = (from: DeliveryState, to: DeliveryState): boolean =>
  (deliveryTransitions[from] as readonly DeliveryState[]).includes(to);

/** Still to be sent; a later revision of its report waits behind it. */
export const openStates = ['pending', 'sending', 'retrying'] as const satisfies readonly DeliveryState[];
