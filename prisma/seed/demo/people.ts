/** Those who take part come together once; what they do stands in the scenes of each room. */
import type { Book } from './book.ts';
import { subjectScenes } from './collection-scenes.ts';
import { correctionScenes } from './correction-scenes.ts';
import { type Crowd, gather } from './crowd.ts';
import { entries } from './entries.ts';
import { feedbackScenes } from './feedback-scenes.ts';
import { qualityScenes } from './quality-scenes.ts';
import type { Scene } from './scene.ts';
import { showcaseScenes } from './showcase-scenes.ts';
import { targetedScenes } from './targeted-scenes.ts';

const stewardOf = (key: string): string => {
  const found = entries.find((one) => one.key === key);
  if (found === undefined) throw new Error(`no entry ${key}`);
  return found.provider;
};

export function peopleScenes(book: Book): Scene[] {
  let gathered: Crowd | null = null;
  const people = () => {
    if (gathered === null) throw new Error('nobody has come yet');
    return gathered;
  };
  return [
    {
      day: '2026-06-22',
      time: '20:00',
      what: 'readers confirm their mailboxes',
      async play(stage) {
        gathered = await gather(stage);
      },
    },
    ...showcaseScenes(book, people, stewardOf),
    ...feedbackScenes(book, people),
    ...correctionScenes(book, people),
    ...targetedScenes(book, people),
    ...subjectScenes(people),
    ...qualityScenes(book, stewardOf),
  ];
}
