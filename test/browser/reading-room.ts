import type { Locator, Page } from 'playwright-core';

const PATIENCE = 90_000;

/** The reading room as a reader uses it: by what is written on the page, not by its markup. */
export class ReadingRoom {
  /** What the page's own code complained about. */
  readonly faults: string[] = [];

  constructor(readonly page: Page) {
    page.setDefaultTimeout(PATIENCE);
    page.on('pageerror', (error) => this.faults.push(error.message));
    page.on('console', (message) => {
      if (/content security policy/i.test(message.text())) this.faults.push(message.text());
    });
  }

  async signIn(link: string): Promise<void> {
    await this.page.goto(link);
    await this.page.getByRole('heading', { name: 'Worklist' }).waitFor();
  }

  /** Filters by a state and opens the first study in it whose row says `words`. */
  async openStudy(state: string, words: string | RegExp): Promise<void> {
    const chip = this.page.getByRole('button', { name: state, exact: true });
    if ((await chip.getAttribute('aria-pressed')) !== 'true') await chip.click();
    await this.page.getByRole('row').filter({ hasText: words }).first().click();
    await this.page.getByTestId('zoom-readout').waitFor();
  }

  sentences(): Locator {
    return this.page.locator('li[data-sentence]');
  }

  /** Opens a sentence's field. A click that comes before the draft may be changed, or while the page moves, is made again. */
  async edit(sentence: Locator): Promise<void> {
    const field = this.page.locator('textarea:focus');
    for (let tries = 1; ; tries += 1) {
      await sentence.dblclick();
      try {
        return await field.waitFor({ timeout: tries < 3 ? 5_000 : PATIENCE });
      } catch (error) {
        if (tries === 3) throw error;
      }
    }
  }

  /** The region that is lit on the film now. */
  litRegion(): Locator {
    return this.page.locator('[data-testid=evidence-overlay] rect[data-lit]');
  }

  async tab(name: 'Report' | 'Findings' | 'History' | 'Audit' | 'Objects'): Promise<void> {
    await this.page.getByRole('tab', { name }).click();
  }

  /** Signs after acknowledging every critical finding, as the dialog asks. */
  async sign(): Promise<void> {
    await this.page.getByRole('button', { name: /^(Save and s|S)ign$/ }).click();
    const dialog = this.page.getByRole('dialog', { name: 'Sign this report' });
    await dialog.waitFor();
    for (const box of await dialog.getByRole('checkbox').all()) await box.check();
    await dialog.getByRole('button', { name: 'Sign as final' }).click();
    await dialog.waitFor({ state: 'hidden' });
  }

  async export(format: 'Plain text' | 'PDF' | 'FHIR R4' | 'DICOM SR'): Promise<Buffer> {
    await this.page.getByRole('button', { name: 'Export' }).click();
    const [download] = await Promise.all([
      this.page.waitForEvent('download'),
      // Names go on with what the format is for; a comma begins the name of a kindred one.
      this.page.getByRole('menuitem', { name: new RegExp(`^${format}(?!,)`) }).click(),
    ]);
    const chunks: Buffer[] = [];
    for await (const chunk of await download.createReadStream()) chunks.push(chunk as Buffer);
    return Buffer.concat(chunks);
  }

  async status(): Promise<string> {
    return (await this.page.getByTestId('report-status').textContent()) ?? '';
  }
}
