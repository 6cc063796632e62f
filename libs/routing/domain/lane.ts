/** In which order studies are read: an urgent one overtakes all that wait, an off-peak one waits for its hours. */
export const lanes = ['urgent', 'routine', 'off-peak'] as const;
export type Lane = (typeof lanes)[number];
