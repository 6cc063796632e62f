/**
 * What else a reader may call the shadow that the model calls by the first name: "opacity" is an infiltrate to one and a
 * consolidation to the next, 3 cm parts nodule from mass. Which name it gets is a person's judgement, and no error.
 */
const otherNames: Readonly<Record<string, readonly string[]>> = {
  Infiltration: ['Consolidation', 'Pneumonia', 'Atelectasis', 'Edema', 'Nodule', 'Mass', 'Fibrosis'],
  Consolidation: ['Infiltration', 'Pneumonia', 'Atelectasis'],
  Pneumonia: ['Infiltration', 'Consolidation'],
  Nodule: ['Mass'],
  Mass: ['Nodule'],
};

/** Whether a person who says `said` may mean what the model decided to call `decided`. */
export const mayBeCalled = (decided: string, said: string): boolean =>
  otherNames[decided]?.includes(said) ?? false;
