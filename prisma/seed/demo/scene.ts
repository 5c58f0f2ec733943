import type { Day } from '#api/kernel/time.ts';
import type { Stage } from './stage.ts';

/** What happens on a day. Scenes are played in the order of their days and times; those of one time as they are listed. */
export interface Scene {
  readonly day: Day;
  /** Time of Shanghai; the day's first scene begins at 09:30. */
  readonly time?: string;
  readonly what: string;
  play(stage: Stage): Promise<void>;
}

export async function playAll(stage: Stage, scenes: readonly Scene[], say: (line: string) => void): Promise<void> {
  const when = ({ day, time = '09:30' }: Scene) => `${day} ${time}`;
  const inOrder = scenes.toSorted((a, b) => when(a).localeCompare(when(b)));
  let today: Day = '';
  for (const scene of inOrder) {
    if (scene.time !== undefined) stage.at(scene.day, scene.time);
    else if (scene.day !== today) stage.at(scene.day);
    today = scene.day;
    await scene.play(stage);
    say(`${scene.day}  ${scene.what}`);
  }
}
