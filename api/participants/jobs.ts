import type { App } from '#api/context.ts';
import { sendCode, sendLetter, tidy } from './letters.ts';

export const participantJobs = {
  'participants.code': (app: App, { challenge }: { challenge: string }) => sendCode(app, challenge),
  'participants.letter': (app: App, { letter }: { letter: string }) => sendLetter(app, letter),
  'participants.tidy': (app: App) => tidy(app),
};

export const participantCrontab = ['15 19 * * * participants.tidy'];
