/** Hears how far a run is: `done` of `total` pictures of what `label` names. */
export type Progress = (step: { done: number; total: number; label: string }) => void;
