import type { Repair } from '@wetread/inference';
import type { PictureNote } from '../domain/report-content';

const turned = (how: string): string =>
  `The picture was stored ${how}; it was turned upright before it was read.`;

const messages: Readonly<Record<Repair, string>> = {
  inverted: 'The picture was stored as a negative; bright and dark were exchanged before it was read.',
  'rotated-90': turned('turned by 90 degrees clockwise'),
  'rotated-180': turned('upside down (turned by 180 degrees)'),
  'rotated-270': turned('turned by 90 degrees counter-clockwise'),
};

/** What the readers of a report must know of a fault that was undone: they see the picture as it is stored. */
export const repairNote = (repair: Repair): PictureNote => ({ code: repair, message: messages[repair] });
