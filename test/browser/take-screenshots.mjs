// node test/browser/take-screenshots.mjs
// Takes the README's pictures from the demo. Only phantoms are in them: no patient's film, no patient's name.
import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright-core';

const root = resolve(fileURLToPath(import.meta.url), '../../..');
const images = join(root, 'docs/images');
const dataDir = mkdtempSync(join(tmpdir(), 'wetread-pictures-'));

const server = spawn(process.execPath, [join(root, 'bin/wetread.mjs'), 'serve', '--demo'], {
  env: {
    ...process.env,
    WETREAD_DATA_DIR: dataDir,
    WETREAD_HTTP_PORT: '0',
    WETREAD_DIMSE_PORT: '0',
    WETREAD_LOG_LEVEL: 'warn',
  },
  stdio: ['ignore', 'pipe', 'inherit'],
});

async function signInLink() {
  let link;
  for await (const line of createInterface({ input: server.stdout })) {
    link ??= /sign in as radiologist\s+(http\S+)/.exec(line)?.[1];
    if (line.startsWith('ready')) break;
  }
  server.stdout.resume();
  if (!link) throw new Error('wetread serve printed no sign-in link');
  return link;
}

async function takePictures(page, link) {
  page.setDefaultTimeout(180_000);
  await page.goto(link);
  await page.getByRole('heading', { name: 'Worklist' }).waitFor();
  // Every demo study has its draft or its refusal.
  await page.waitForFunction(() => {
    const rows = [...document.querySelectorAll('tbody tr')];
    return rows.length > 5 && !rows.some((row) => /Receiving|Drafting/.test(row.textContent ?? ''));
  });
  await page.mouse.move(0, 0);
  await page.screenshot({ path: join(images, 'worklist.png') });

  await page.getByRole('row').filter({ hasText: 'Draft ready' }).first().click();
  await page.getByTestId('zoom-readout').waitFor();
  await page.locator('li[data-sentence]').first().hover();
  await page.locator('[data-testid=evidence-overlay] rect[data-lit]').waitFor();
  await page.waitForTimeout(500);
  await page.screenshot({ path: join(images, 'reading.png') });
}

try {
  const link = await signInLink();
  mkdirSync(images, { recursive: true });
  const browser = await chromium.launch({
    executablePath: process.env.WETREAD_CHROMIUM ?? '/usr/bin/chromium',
    args: ['--no-sandbox', '--use-gl=angle', '--use-angle=swiftshader', '--enable-unsafe-swiftshader'],
  });
  await takePictures(await browser.newPage({ viewport: { width: 1440, height: 900 } }), link);
  await browser.close();
  console.log(`docs/images/worklist.png\ndocs/images/reading.png`);
} finally {
  server.kill('SIGTERM');
  await new Promise((ended) => server.once('exit', ended));
  rmSync(dataDir, { recursive: true, force: true });
}
