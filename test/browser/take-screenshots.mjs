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

/** A usual one: it is in the picture. */
const dimsePort = 11112;

const server = spawn(process.execPath, [join(root, 'bin/wetread.mjs'), 'serve', '--demo'], {
  env: {
    ...process.env,
    WETREAD_DATA_DIR: dataDir,
    WETREAD_HTTP_PORT: '0',
    WETREAD_DIMSE_PORT: String(dimsePort),
    WETREAD_LOG_LEVEL: 'warn',
  },
  stdio: ['ignore', 'pipe', 'inherit'],
});

/** Sign-in links by role. */
async function signInLinks() {
  const links = new Map();
  for await (const line of createInterface({ input: server.stdout })) {
    const [, role, link] = /sign in as ([a-z-]+)\s+(http\S+)/.exec(line) ?? [];
    if (role) links.set(role, link);
    if (line.startsWith('ready')) break;
  }
  server.stdout.resume();
  return links;
}

async function signIn(page, link) {
  if (!link) throw new Error('wetread serve printed no sign-in link');
  page.setDefaultTimeout(180_000);
  await page.goto(link);
  await page.getByRole('heading', { name: 'Worklist' }).waitFor();
}

async function takeReaderPictures(page) {
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

const rules = [
  {
    name: 'emergency',
    condition: "source.aeTitle.like('ER_*') || order.priority in ['stat', 'urgent']",
    outcome: { lane: 'urgent' },
  },
  {
    name: 'films from text',
    condition: "study.StudyDescription.like('*synthetic*')",
    outcome: { lane: 'off-peak', destinations: [] },
  },
  {
    name: 'two views',
    condition: "series.all(s, s.Modality in ['CR', 'DX']) && order.procedureCode == 'XRCH2'",
    outcome: { expectedSeries: { count: 2, withinMinutes: 15 } },
  },
  { name: 'no children', condition: 'patient.ageYears < 16', outcome: { draft: false } },
];
const peers = {
  CT1: { addresses: ['10.1.0.0/16'], rights: ['echo', 'store', 'commit'] },
  PACS: {
    host: 'pacs.example',
    port: 2762,
    tls: { ca: 'pacs-ca.pem' },
    rights: ['echo', 'query', 'retrieve'],
  },
  WETREAD: { addresses: ['127.0.0.1'], host: '127.0.0.1', port: dimsePort, rights: ['echo'] },
};

/** Calls the API in the session of the page. */
const call = (page, method, path, body) =>
  page.evaluate(
    async ([method, path, body]) => {
      const headers = { 'content-type': 'application/json' };
      const answer = await fetch(path, { method, headers, body: JSON.stringify(body) });
      if (!answer.ok) throw new Error(`${method} ${path}: ${await answer.text()}`);
    },
    [method, path, body],
  );

async function takeAdministratorPictures(page) {
  await call(page, 'POST', '/api/routing/rule-sets', { basedOn: 1, rules, comment: 'Emergency first' });
  await call(page, 'PUT', '/api/routing/active', { version: 2, replaces: 1 });
  for (const [title, peer] of Object.entries(peers))
    await call(page, 'PUT', `/api/application-entities/${title}`, peer);

  await page.getByRole('link', { name: 'Rules' }).click();
  await page.getByRole('combobox', { name: 'Study' }).click();
  await page
    .getByRole('option', { name: /synthetic/ })
    .first()
    .click();
  await page.getByTestId('dry-run').waitFor();
  await page.getByRole('heading', { name: 'Rules' }).click();
  await page.screenshot({ path: join(images, 'rules.png') });

  await page.getByRole('link', { name: 'Connections' }).click();
  await page.getByRole('button', { name: 'Test WETREAD' }).click();
  await page.getByText(/^Answers, after/).waitFor();
  // Who has called is written down within two seconds and fetched every four.
  await page.getByText(/^Called just now/).waitFor();
  await page.screenshot({ path: join(images, 'connections.png') });
}

try {
  const links = await signInLinks();
  mkdirSync(images, { recursive: true });
  const browser = await chromium.launch({
    executablePath: process.env.WETREAD_CHROMIUM ?? '/usr/bin/chromium',
    args: ['--no-sandbox', '--use-gl=angle', '--use-angle=swiftshader', '--enable-unsafe-swiftshader'],
  });
  const viewport = { width: 1440, height: 900 };
  const reader = await browser.newPage({ viewport });
  await signIn(reader, links.get('radiologist'));
  await takeReaderPictures(reader);
  // A context of its own: the other one holds the reader's session.
  const administrator = await (await browser.newContext({ viewport })).newPage();
  await signIn(administrator, links.get('admin'));
  await takeAdministratorPictures(administrator);
  await browser.close();
  console.log(
    ['worklist', 'reading', 'rules', 'connections'].map((name) => `docs/images/${name}.png`).join('\n'),
  );
} finally {
  server.kill('SIGTERM');
  await new Promise((ended) => server.once('exit', ended));
  rmSync(dataDir, { recursive: true, force: true });
}
