import { escaped } from '../markup';
import type { ReportEntry, ReportTree } from './report-tree';

const STYLE = `body{font:16px/1.5 system-ui,sans-serif;max-width:48rem;margin:2rem auto;padding:0 1rem}
dt{font-weight:600}dl{display:grid;grid-template-columns:max-content 1fr;gap:0 1rem}dd{margin:0}
p{margin:.25rem 0;white-space:pre-line}section section,.below{margin-left:1rem}h1,h2,h3,h4,h5,h6{margin:1rem 0 .25rem}`;
const DEEPEST_HEADING = 6;

/** A structured report as a page that needs nothing else and runs nothing. */
export const reportHtml = ({ title, facts, entries }: ReportTree): string =>
  `<!DOCTYPE html><html><head><meta charset="utf-8"><title>${escaped(title)}</title><style>${STYLE}</style></head>
<body><h1>${escaped(title)}</h1>
<dl>${facts.map(([name, value]) => `<dt>${escaped(name)}</dt><dd>${escaped(value)}</dd>`).join('')}</dl>
${entries.map((entry) => entryHtml(entry, 2)).join('\n')}
</body></html>`;

function entryHtml(entry: ReportEntry, level: number): string {
  const { isHeading, concept, value } = entry;
  const below = entry.entries.map((one) => entryHtml(one, level + 1)).join('\n');
  if (isHeading) {
    const heading = `h${Math.min(level, DEEPEST_HEADING)}`;
    return `<section>${concept ? `<${heading}>${escaped(concept)}</${heading}>` : ''}${below}</section>`;
  }
  const label = concept ? `<b>${escaped(concept)}:</b> ` : '';
  return `<p>${label}${escaped(value ?? '')}</p>${below ? `<div class="below">${below}</div>` : ''}`;
}
