/** A place in a message: `PID-3[2].4.1` is sub-component 1 of component 4 of the second PID-3. All count from 1. */
export interface FieldPath {
  segment: string;
  occurrence: number;
  field: number;
  repetition: number;
  /** `null`: the whole repetition. */
  component: number | null;
  subComponent: number | null;
}

const PATH = /^(?:([A-Z][A-Z0-9]{2})(?:\[(\d+)\])?-)?(\d+)(?:\[(\d+)\])?(?:\.(\d+)(?:\.(\d+))?)?$/;

/** Paths are written in our code, never taken from outside; a wrong one is a mistake there. */
export function fieldPath(path: string): FieldPath {
  const parts = PATH.exec(path);
  if (!parts) throw new TypeError(`"${path}" is no path such as PID-3[2].4.1`);
  const [, segment = '', occurrence = '1', field, repetition = '1', component, subComponent] = parts;
  return {
    segment,
    occurrence: Number(occurrence),
    field: Number(field),
    repetition: Number(repetition),
    component: component === undefined ? null : Number(component),
    subComponent: subComponent === undefined ? null : Number(subComponent),
  };
}
