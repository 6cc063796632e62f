/** One colour a box, told apart on grey; the first boxes are the ones that most films have. */
const colours = ['#ff5252', '#40c4ff', '#ffd740', '#69f0ae', '#e040fb', '#ffab40'] as const;

/** @param number of the box, from 1 on */
export const colourOf = (number: number): string => colours[(number - 1) % colours.length]!;

/** Text inside HTML or SVG. */
export const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');

export const percent = (probability: number): string => `${Math.round(100 * probability)} %`;
