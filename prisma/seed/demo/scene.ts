import type { Day } from '#api/kernel/time.ts';
import type { Stage } from './stage.ts';

/** What happens on a day. Scenes are played in the order of their days; those of one day in the order they are listed. */
export interface Scene {
  readonly day: Day;
  /** Time of Shanghai; the day's first scene begins at 09:30. */
  readonly time?: string;
  readonly what: string;
  play(stage: Stage): Promise<void>;
}

export async function playAll(stage: Stage, scenes: readonly Scene[], say: (line: string) => void): Promise<void> {
  const inOrder = scenes.toSorted((a, b) => a.day.localeCompare(b.day));
  let today: Day = '';
  for (const scene of inOrder) {
    if (scene.time !== undefined) stage.at(scene.day, scene.time);
    else if (scene.day !== today) stage.at(scene.day);
    today = scene.day;
    await scene.play(stage);
    say(`${scene.day}  ${scene.what}`);
  }
}
