/** Fills `{name}` and the like; a capital in the brace makes the first letter large. */
export function fillWording(wording: string, words: Readonly<Record<string, string>>): string {
  const filled = wording
    .replaceAll(/\{([^}]+)\}/g, (_, key: string) => {
      const word = words[key.toLowerCase()] ?? '';
      return key === key.toLowerCase() ? word : large(word);
    })
    .replaceAll(/\s+/g, ' ')
    .trim();
  return large(filled);
}

const large = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
