import { findingLabel } from '@wetread/terminology';
import type { LookedFilm, LookedSentence } from './looked-film';
import { colourOf, escaped, percent } from './marks';

const STYLE = `
body{font:14px/1.4 sans-serif;margin:1.5em auto;max-width:1100px;padding:0 1em;color:#1c2733}
h1{font-size:18px}nav a{margin-right:.6em}
article{display:grid;grid-template-columns:330px 1fr;gap:1em;border-top:1px solid #ccd3da;padding:1em 0}
figure{margin:0;position:relative;width:320px}
figure img{display:block;width:100%}
figure i{position:absolute;border:2px solid;font:bold 12px sans-serif;padding:0 2px}
h2{font-size:15px;margin:0 0 .4em}h3{font-size:12px;margin:.7em 0 .1em;text-transform:uppercase;color:#5a6b7b}
p{margin:.15em 0}.normal{color:#5a6b7b}.read,.chances{font-size:12px;color:#5a6b7b}
.flag{color:#b00020;font-size:12px}b.no{display:inline-block;min-width:1.2em;text-align:center;border-radius:3px;color:#000}
.hit{color:#0a7d32}.miss{color:#b00020}
`;

/** A page that needs nothing beside it: some films with everything that their drafts are judged by. */
export const lookPage = (films: readonly LookedFilm[], title: string, pages: readonly string[]): string =>
  pageOf(
    title,
    `<nav>${pages.map((page) => `<a href="${page}">${escaped(page.replace('.html', ''))}</a>`).join('')}</nav>
${films.map(article).join('\n')}`,
  );

/** What lies in the folder, and how it is read. */
export const indexPage = (title: string, pages: readonly string[], films: number): string =>
  pageOf(
    title,
    `<p>${films} drafts, 20 a page. Numbers on a film are those before its sentences. Below each sentence stands what the rule labeller reads in it (+ present, - absent, ? possible); the verifier’s flags are red.</p>
<p>Faults go into <code>tally.json</code>: the names of its <code>kinds</code> in the list of the film, <code>"read": true</code> where a film was looked at. <code>wetread eval look --tally tally.json</code> counts them.</p>
<p>Pictures and labels are the data set’s: keep this folder out of any repository.</p>
<ul>${pages.map((page) => `<li><a href="${page}">${escaped(page)}</a></li>`).join('')}</ul>`,
  );

const pageOf = (title: string, body: string): string =>
  `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>${escaped(title)}</title><style>${STYLE}</style></head>
<body><h1>${escaped(title)}</h1>
${body}
</body></html>
`;

function article(film: LookedFilm): string {
  const part = (section: string): string => {
    const sentences = film.sentences.filter((sentence) => sentence.section === section);
    return sentences.length === 0 ? '' : `<h3>${section}</h3>${sentences.map(paragraph).join('')}`;
  };
  return `<article id="film-${film.number}"><figure><img alt="film ${film.number}" src="data:image/jpeg;base64,${film.jpeg.toString('base64')}">${film.boxes.map(boxMark).join('')}</figure>
<div><h2>${film.number}. ${escaped(film.image)}</h2>
<p>Labels: ${labelled(film)}; read in the draft: ${film.read.map(findingLabel).join(', ') || 'nothing'}</p>
<p class="chances">${film.chances.map(({ code, probability, present }) => `${present ? '<b>' : ''}${findingLabel(code)} ${percent(probability)}${present ? '</b>' : ''}`).join(', ')}</p>
${film.refusal === null ? '' : `<p class="flag">Refused: ${escaped(film.refusal)}</p>`}
${part('findings')}${part('impression')}</div></article>`;
}

/** Labels that the draft names are green, those that it leaves out red. */
const labelled = ({ labels, read }: LookedFilm): string =>
  labels
    .map((code) => `<span class="${read.includes(code) ? 'hit' : 'miss'}">${findingLabel(code)}</span>`)
    .join(', ') || 'No finding';

const at = (value: number): string => `${(100 * value).toFixed(1)}%`;

function boxMark({ code, box: [x, y, width, height] }: LookedFilm['boxes'][number], index: number): string {
  return `<i title="${escaped(findingLabel(code))}" style="left:${at(x)};top:${at(y)};width:${at(width)};height:${at(height)};box-sizing:border-box;color:${colourOf(index + 1)}">${index + 1}</i>`;
}

const paragraph = ({ text, isFinding, box, read, flags }: LookedSentence): string =>
  `<p class="${isFinding ? 'finding' : 'normal'}">${box === null ? '' : `<b class="no" style="background:${colourOf(box)}">${box}</b> `}${escaped(text)} <span class="read">${escaped(read.join('; '))}</span></p>${flags.map((flag) => `<p class="flag">${escaped(flag)}</p>`).join('')}`;
