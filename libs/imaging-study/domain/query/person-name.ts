/**
 * How names are compared: without case, accents, empty components and empty groups (PS3.4 C.2.2.2.1 leaves PN to be
 * matched case-insensitively and accent-insensitively). Wild cards stay.
 */
export const comparableName = (name: string): string =>
  name
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .split('=')
    .map((group) =>
      group
        .split('^')
        .map((component) => component.trim().replace(/\s+/g, ' '))
        .join('^')
        .replace(/\^+$/, ''),
    )
    .join('=')
    .replace(/=+$/, '');
