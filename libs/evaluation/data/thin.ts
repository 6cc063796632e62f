/** At most `limit` items, spread evenly over the list; 0 = all. */
export function thin<Item>(items: readonly Item[], limit: number): Item[] {
  if (limit <= 0 || items.length <= limit) return [...items];
  const step = limit === 1 ? 0 : (items.length - 1) / (limit - 1);
  return Array.from({ length: limit }, (_, index) => items[Math.floor(index * step)]!);
}
