/** Asks again until `probe` gives something truthy; fails with the last answer after `seconds`. */
export async function until<T>(
  what: string,
  probe: () => Promise<T | undefined | null | false>,
  seconds = 60,
): Promise<T> {
  const giveUpAt = Date.now() + seconds * 1000;
  let last: unknown;
  while (Date.now() < giveUpAt) {
    try {
      const answer = await probe();
      if (answer) return answer;
    } catch (error) {
      last = error;
    }
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
  throw new Error(`waited ${seconds} s for ${what}`, { cause: last });
}
