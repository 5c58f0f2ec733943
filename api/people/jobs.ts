/** What signing in leaves behind and nobody needs: guesses of days ago, steps nobody finished. The history stays. */
import type { App } from '#api/context.ts';
import { sweepSignIn } from './sign-in-store.ts';

export const peopleJobs = {
  'people.sweep': async (app: App): Promise<void> => sweepSignIn(app.db, app.clock.now()),
} as const;

export const peopleCrontab = '41 18 * * * people.sweep';
