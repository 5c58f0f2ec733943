import { useSyncExternalStore } from 'react';

const never = () => () => {};

/** False on the server and at first; true once the page runs its script. */
export function useHydrated(): boolean {
  return useSyncExternalStore(
    never,
    () => true,
    () => false,
  );
}
