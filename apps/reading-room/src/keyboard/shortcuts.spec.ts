import { fits, SHORTCUTS } from './shortcuts';

const pressed = (key: string, held: Partial<Record<'ctrlKey' | 'metaKey' | 'altKey', boolean>> = {}) => ({
  key,
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  ...held,
});

describe('a shortcut', () => {
  it('fires on its key alone', () => {
    expect(fits('invert', pressed('i'))).toBe(true);
    expect(fits('invert', pressed('i', { ctrlKey: true }))).toBe(false);
  });

  it('tells saving from signing', () => {
    expect(fits('save', pressed('s', { ctrlKey: true }))).toBe(true);
    expect(fits('save', pressed('s', { metaKey: true }))).toBe(true);
    expect(fits('sign', pressed('S'))).toBe(true);
    expect(fits('sign', pressed('s'))).toBe(false);
  });

  it('tells moving a sentence from moving to one', () => {
    expect(fits('sentence-up', pressed('ArrowUp', { altKey: true }))).toBe(true);
    expect(fits('sentence-previous', pressed('ArrowUp', { altKey: true }))).toBe(false);
  });

  it('is listed once', () => {
    expect(new Set(SHORTCUTS.map(({ id }) => id)).size).toBe(SHORTCUTS.length);
  });
});
