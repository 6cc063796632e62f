/** (0074,1000) Procedure Step State (PS3.4 table CC.1.1-1). */
export const procedureStepStates = ['SCHEDULED', 'IN PROGRESS', 'COMPLETED', 'CANCELED'] as const;
export type ProcedureStepState = (typeof procedureStepStates)[number];

/** What may follow what by a change of state (PS3.4 table CC.1.1-2); cancelling what nobody has claimed is a request. */
const procedureStepTransitions = {
  SCHEDULED: ['IN PROGRESS'],
  'IN PROGRESS': ['COMPLETED', 'CANCELED'],
  COMPLETED: [],
  CANCELED: [],
} as const satisfies Record<ProcedureStepState, readonly ProcedureStepState[]>;

export const mayFollow = (from: ProcedureStepState, to: ProcedureStepState): boolean =>
  (procedureStepTransitions[from] as readonly ProcedureStepState[]).includes(to);

export const isFinal = (state: ProcedureStepState): boolean => state === 'COMPLETED' || state === 'CANCELED';
