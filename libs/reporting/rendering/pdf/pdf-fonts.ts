import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** Inter (SIL Open Font License 1.1); the package splits it by script, as web pages want it. */
const folder = dirname(require.resolve('@fontsource/inter/package.json'));
export type Weight = 'regular' | 'semibold';
const fileWeight: Readonly<Record<Weight, number>> = { regular: 400, semibold: 600 };

interface Script {
  readonly name: string;
  readonly covers: (codePoint: number) => boolean;
}

const SCRIPTS = ['latin', 'latin-ext', 'greek', 'cyrillic', 'vietnamese', 'cyrillic-ext', 'greek-ext'];
let scripts: readonly Script[] | undefined;

function knownScripts(): readonly Script[] {
  if (!scripts) {
    const ranges = JSON.parse(readFileSync(join(folder, 'unicode.json'), 'utf8')) as Record<string, string>;
    scripts = SCRIPTS.map((name) => ({ name, covers: coverage(ranges[name] ?? '') }));
  }
  return scripts;
}

function coverage(ranges: string): (codePoint: number) => boolean {
  const bounds = ranges.split(',').map((range) => {
    const [from = '', to] = range.replace('U+', '').split('-');
    return [Number.parseInt(from, 16), Number.parseInt(to ?? from, 16)] as const;
  });
  return (codePoint) => bounds.some(([from, to]) => codePoint >= from && codePoint <= to);
}

const fontName = (script: string, weight: Weight): string => `inter-${script}-${weight}`;

/** Bytes of one font file by the name that {@link fontRuns} gives. */
export function fontBytes(name: string): Buffer {
  const weight: Weight = name.endsWith('semibold') ? 'semibold' : 'regular';
  const script = name.slice('inter-'.length, -weight.length - 1);
  return readFileSync(join(folder, 'files', `inter-${script}-${fileWeight[weight]}-normal.woff`));
}

export interface FontRun {
  readonly font: string;
  readonly text: string;
}

/** Stands for a character that no embedded font has. */
const MISSING = '\u00a4';

/**
 * Cuts text into runs that one font can set. Characters beyond Latin, Greek, Cyrillic and Vietnamese become the
 * sign `¤`, and `missing` says so, lest a name look complete when it is not.
 */
export function fontRuns(text: string, weight: Weight): { runs: FontRun[]; missing: boolean } {
  const runs: { font: string; text: string }[] = [];
  let missing = false;
  for (const character of text.normalize('NFC')) {
    const script = knownScripts().find(({ covers }) => covers(character.codePointAt(0) ?? 0));
    if (!script) missing = true;
    const last = runs.at(-1);
    // White space stays in the run that it follows: it must not cost a change of font.
    const font = /\s/.test(character) && last ? last.font : fontName(script?.name ?? 'latin', weight);
    const glyph = script ? character : MISSING;
    if (last?.font === font) last.text += glyph;
    else runs.push({ font, text: glyph });
  }
  return { runs, missing };
}
