/** Every shortcut of the reading room, for the help overlay and for the handlers. `keys` are `KeyboardEvent.key`. */
export interface Shortcut {
  readonly id: ShortcutId;
  readonly keys: readonly string[];
  readonly shown: string;
  readonly does: string;
  readonly group: 'Everywhere' | 'Worklist' | 'Film' | 'Report' | 'Rules and connections';
  /** Needs Control (or Command); those work inside text fields too. */
  readonly control?: boolean;
  readonly alt?: boolean;
}

export type ShortcutId =
  | 'help'
  | 'worklist'
  | 'audit'
  | 'row-next'
  | 'row-previous'
  | 'row-open'
  | 'search'
  | 'tool-window'
  | 'tool-pan'
  | 'tool-zoom'
  | 'tool-magnify'
  | 'invert'
  | 'fit'
  | 'actual-size'
  | 'reset'
  | 'zoom-in'
  | 'zoom-out'
  | 'regions'
  | 'image-next'
  | 'image-previous'
  | 'sentence-next'
  | 'sentence-previous'
  | 'sentence-edit'
  | 'sentence-add'
  | 'sentence-delete'
  | 'sentence-up'
  | 'sentence-down'
  | 'undo'
  | 'redo'
  | 'save'
  | 'sign'
  | 'history'
  | 'new';

export const SHORTCUTS: readonly Shortcut[] = [
  { id: 'help', keys: ['?'], shown: '?', does: 'This overview', group: 'Everywhere' },
  { id: 'worklist', keys: ['u'], shown: 'U', does: 'Back to the worklist', group: 'Everywhere' },
  { id: 'row-next', keys: ['j', 'ArrowDown'], shown: 'J', does: 'Next study', group: 'Worklist' },
  { id: 'row-previous', keys: ['k', 'ArrowUp'], shown: 'K', does: 'Previous study', group: 'Worklist' },
  { id: 'row-open', keys: ['Enter'], shown: 'Enter', does: 'Open the study', group: 'Worklist' },
  { id: 'search', keys: ['/'], shown: '/', does: 'Search', group: 'Worklist' },
  { id: 'tool-window', keys: ['w'], shown: 'W', does: 'Drag: window and level', group: 'Film' },
  { id: 'tool-pan', keys: ['p'], shown: 'P', does: 'Drag: pan (or hold Space)', group: 'Film' },
  { id: 'tool-zoom', keys: ['z'], shown: 'Z', does: 'Drag: zoom (wheel always zooms)', group: 'Film' },
  { id: 'tool-magnify', keys: ['m'], shown: 'M', does: 'Magnifier', group: 'Film' },
  { id: 'invert', keys: ['i'], shown: 'I', does: 'Invert', group: 'Film' },
  { id: 'fit', keys: ['f'], shown: 'F', does: 'Fit to the window', group: 'Film' },
  { id: 'actual-size', keys: ['1'], shown: '1', does: 'One to one', group: 'Film' },
  { id: 'zoom-in', keys: ['+', '='], shown: '+', does: 'Zoom in', group: 'Film' },
  { id: 'zoom-out', keys: ['-'], shown: '−', does: 'Zoom out', group: 'Film' },
  { id: 'reset', keys: ['r'], shown: 'R', does: 'Reset the film', group: 'Film' },
  { id: 'regions', keys: ['o'], shown: 'O', does: 'Show or hide the regions', group: 'Film' },
  { id: 'image-previous', keys: ['['], shown: '[', does: 'Previous image or frame', group: 'Film' },
  { id: 'image-next', keys: [']'], shown: ']', does: 'Next image or frame', group: 'Film' },
  { id: 'sentence-next', keys: ['j', 'ArrowDown'], shown: 'J', does: 'Next sentence', group: 'Report' },
  { id: 'sentence-previous', keys: ['k', 'ArrowUp'], shown: 'K', does: 'Previous sentence', group: 'Report' },
  { id: 'sentence-edit', keys: ['e'], shown: 'E', does: 'Edit the sentence (Esc ends it)', group: 'Report' },
  { id: 'sentence-add', keys: ['a'], shown: 'A', does: 'Add a sentence below', group: 'Report' },
  { id: 'sentence-delete', keys: ['Delete'], shown: 'Del', does: 'Delete the sentence', group: 'Report' },
  { id: 'sentence-up', keys: ['ArrowUp'], shown: 'Alt ↑', does: 'Move it up', group: 'Report', alt: true },
  {
    id: 'sentence-down',
    keys: ['ArrowDown'],
    shown: 'Alt ↓',
    does: 'Move it down',
    group: 'Report',
    alt: true,
  },
  {
    id: 'undo',
    keys: ['z'],
    shown: 'Ctrl Z',
    does: 'Undo (outside a text field)',
    group: 'Report',
    control: true,
  },
  {
    id: 'redo',
    keys: ['y'],
    shown: 'Ctrl Y',
    does: 'Redo (outside a text field)',
    group: 'Report',
    control: true,
  },
  {
    id: 'save',
    keys: ['s'],
    shown: 'Ctrl S',
    does: 'Save a revision, or the rules',
    group: 'Report',
    control: true,
  },
  { id: 'sign', keys: ['S'], shown: 'Shift S', does: 'Sign', group: 'Report' },
  {
    id: 'new',
    keys: ['n'],
    shown: 'N',
    does: 'New rule, peer or destination',
    group: 'Rules and connections',
  },
  { id: 'history', keys: ['h'], shown: 'H', does: 'Report or history', group: 'Report' },
];

const byId = new Map(SHORTCUTS.map((shortcut) => [shortcut.id, shortcut]));

/** How a shortcut is written on a button's tooltip. */
export const shownKey = (id: ShortcutId): string => byId.get(id)?.shown ?? '';

interface Pressed {
  readonly key: string;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly altKey: boolean;
}

export function fits(id: ShortcutId, pressed: Pressed): boolean {
  const shortcut = byId.get(id);
  if (!shortcut) return false;
  const control = pressed.ctrlKey || pressed.metaKey;
  return (
    shortcut.keys.includes(pressed.key) &&
    control === (shortcut.control ?? false) &&
    pressed.altKey === (shortcut.alt ?? false)
  );
}
