/** Which sentence the reader looks at, shared by the film and the report. Keys are sentence ids. */
export interface Attention {
  readonly activeKey: string | null;
  readonly hoveredKey: string | null;
  readonly focus: (key: string | null) => void;
  readonly pointAt: (key: string | null) => void;
}
