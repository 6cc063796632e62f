/**
 * Takes the token out of `/sign-in#link=TOKEN` and wipes it from the address bar and the history. It travels in the
 * fragment, which a browser never sends, so that no log on the way can keep it.
 */
export function takeLinkToken(): string | null {
  const token = new URLSearchParams(window.location.hash.slice(1)).get('link');
  if (!token) return null;
  window.history.replaceState(null, '', window.location.pathname);
  return token;
}

export const hasLinkToken = (): boolean => new URLSearchParams(window.location.hash.slice(1)).has('link');
