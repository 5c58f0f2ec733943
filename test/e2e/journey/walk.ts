/** What the steps of the journey hand on to each other. */
import type { Desk, Journey } from '#test/support/journey-browser.ts';

export interface Walk {
  j: Journey;
  steward: Desk;
  head: Desk;
  reviewer: Desk;
  citizen: Desk;
  developer: Desk;
  buyer: Desk;
  finance: Desk;
  cashier: Desk;
  station: { path: string; code: string };
  section: { path: string };
  /** Addresses of the cases. */
  application: string;
  agreement: string;
  document: string;
  product: string;
  order: string;
  statement: string;
}

/** Nobody is there yet: a step that runs before its time fails by name. */
export function newWalk(): Walk {
  const blank = { station: { path: '', code: '' }, section: { path: '' } };
  return new Proxy(blank as Walk, {
    get: (walk, key) => {
      if (!(key in walk)) throw new Error(`the journey has not come to ${String(key)}`);
      return walk[key as keyof Walk];
    },
  });
}

export const ownPassword = 'qiuyu-zhuo-shan-2026';

/** Opens one's case from the worklist. */
export async function fromWorklist(desk: Desk, matter: string): Promise<void> {
  await desk.go('/w');
  await desk.follow(matter);
  await desk.page.waitForURL((url) => url.pathname !== '/w');
}
