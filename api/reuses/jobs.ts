import type { App } from '#api/context.ts';
import { forgetUnused } from './pictures.ts';

export const reuseJobs = {
  'reuses.forget_pictures': (app: App) => forgetUnused(app),
};

/** At night in Shanghai. */
export const reuseCrontab: readonly string[] = ['40 18 * * * reuses.forget_pictures'];
