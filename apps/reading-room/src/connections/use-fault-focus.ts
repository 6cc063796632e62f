import { useEffect, useRef, useState } from 'react';

/** After a form was sent in vain, the first field at fault gets the focus. */
export function useFaultFocus() {
  const form = useRef<HTMLFormElement>(null);
  const [tries, setTries] = useState(0);
  useEffect(() => {
    if (tries > 0) form.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus();
  }, [tries]);
  return {
    form,
    tried: tries > 0,
    trySending: () => setTries((count) => count + 1),
    startAnew: () => setTries(0),
  };
}
