import { existsSync } from 'node:fs';
import { describeWithPeers } from '@wetread/testing';
import { chromium, type Browser } from 'playwright-core';

const USUAL_PLACES = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
];

function chromiumPath(): string | undefined {
  const told = process.env['WETREAD_CHROMIUM'];
  return (told ? [told] : USUAL_PLACES).find((path) => existsSync(path));
}

const SOFTWARE_WEBGL = ['--use-gl=angle', '--use-angle=swiftshader', '--enable-unsafe-swiftshader'];
const NO_WEBGL = ['--disable-gpu', '--disable-3d-apis'];

/** A headless Chromium, with software WebGL as the film viewer's engine likes it, or without any. */
export async function launchChromium({ webgl = true } = {}): Promise<Browser> {
  const executablePath = chromiumPath();
  if (!executablePath) throw new Error('no Chromium; set WETREAD_CHROMIUM to its path');
  return chromium.launch({
    executablePath,
    args: ['--no-sandbox', '--disable-background-networking', ...(webgl ? SOFTWARE_WEBGL : NO_WEBGL)],
  });
}

/** `describe` for specs that drive a browser; where there is none, they are skipped and the name says why. */
export function describeWithChromium(name: string, specs: () => void): void {
  describeWithPeers(chromiumPath() ? null : 'no Chromium; set WETREAD_CHROMIUM', name, specs);
}
