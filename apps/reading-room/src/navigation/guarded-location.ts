import { useCallback } from 'react';
import type { BaseLocationHook } from 'wouter';
import { useBrowserLocation } from 'wouter/use-browser-location';
import { unsavedWork } from './unsaved-work';

/** wouter's location, but every way off a page with unsaved work asks first. */
export const useGuardedLocation: BaseLocationHook = () => {
  const [path, navigate] = useBrowserLocation();
  const guarded = useCallback(
    (to: string | URL, options?: { replace?: boolean }) => unsavedWork.leave(() => navigate(to, options)),
    [navigate],
  );
  return [path, guarded];
};
