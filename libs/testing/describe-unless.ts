/**
 * `describe` for specs that need what not every machine has. Where it is absent, they are not even collected, since
 * they may look for it while they are; one skipped spec stands for them and the name says why.
 */
export function describeUnless(lacking: string | null, name: string, specs: () => void): void {
  if (lacking === null) describe(name, specs);
  else describe.skip(`${name} (skipped: ${lacking})`, () => it('waits for it', () => undefined));
}
