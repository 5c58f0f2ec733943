import type { App } from '#api/context.ts';
import { checkParts } from './watch.ts';

export const statusJobs = {
  'status.check': (app: App) => checkParts(app),
};

export const statusCrontab: readonly string[] = ['* * * * * status.check'];
