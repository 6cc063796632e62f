/**
 * A DICOM Person Name (PS3.5 6.2.1) as it is read: `Yamada^Tarou=山田^太郎` becomes `Yamada, Tarou (山田 太郎)`.
 * The phonetic group is left out.
 */
export function personName(value: string): string {
  const [alphabetic = '', ideographic = ''] = value.split('=');
  const [family = '', given = '', middle = ''] = alphabetic.split('^').map((part) => part.trim());
  const rest = [given, middle].filter(Boolean).join(' ');
  const latin = [family, rest].filter(Boolean).join(', ');
  const native = ideographic.split('^').filter(Boolean).join(' ').trim();
  if (latin && native) return `${latin} (${native})`;
  return latin || native || 'No name';
}
