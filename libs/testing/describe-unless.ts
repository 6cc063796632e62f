/**
 * `describe` for specs that need what not every machine has. Where it is absent, they are not even collected, since
 * they may look for it while they are; one skipped spec stands for them and the name says why.
 */
export function describeUnless(lacking: string | null, name: string, specs: () => void): void {
  if (lacking === null) describe(name, specs);
  else describe.skip(`${name} (skipped: ${lacking})`, () => it('waits for it', () => undefined));
}

/**
 * {@link describeUnless} for the outside programs that check us. Where a test run says that it has them all
 * (`WETREAD_TEST_REQUIRE_PEERS=1`), an absent one fails: a run without its witnesses must not look like one with them.
 */
export function describeWithPeers(lacking: string | null, name: string, specs: () => void): void {
  if (lacking === null || process.env['WETREAD_TEST_REQUIRE_PEERS'] !== '1')
    return describeUnless(lacking, name, specs);
  describe(name, () =>
    it('has its peer', () => {
      throw new Error(`WETREAD_TEST_REQUIRE_PEERS is set, and ${lacking}`);
    }),
  );
}
