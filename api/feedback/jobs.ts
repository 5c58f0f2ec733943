import type { App } from '#api/context.ts';
import { tell } from './tell.ts';

export const feedbackJobs = {
  'feedback.tell': (app: App, { event }: { event: string }) => tell(app, event),
};
