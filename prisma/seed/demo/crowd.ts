/** People without an account who take part by a confirmed mailbox. Their addresses end in .example, which nobody can have. */
import { createHash } from 'node:crypto';
import { type Ctx, systemContext } from '#api/context.ts';
import { askParticipantCode, confirmParticipant } from '#api/participants/confirm.ts';
import { codeBody } from '#api/participants/contract.ts';
import { nameParticipant } from '#api/participants/service.ts';
import type { Stage } from './stage.ts';

/** Address and public name. */
const people = {
  writer: ['desk@story.example', '数据新闻组'],
  student: ['planning@campus.example', '规划系研究生'],
  driver: ['driver@road.example', '一位货车司机'],
  teacher: ['maths@school.example', '高中数学老师'],
  carer: ['family@home.example', '老人家属'],
  trader: ['coal@trade.example', '煤炭贸易从业者'],
  hiker: ['hiker@outdoor.example', '周末徒步'],
  visitor: ['visitor@travel.example', ''],
} as const;

export type PersonKey = keyof typeof people;
export const addressOf = (key: PersonKey): string => people[key][0];
const crowd = Object.keys(people) as PersonKey[];

export interface Crowd {
  /** The context of somebody who has come, as of now. */
  ctx(key: PersonKey): Ctx;
}

/** Each asks for a code, opens the letter that comes, types the code and chooses a name. */
export async function gather(stage: Stage): Promise<Crowd> {
  const sessions = new Map<PersonKey, string>();
  const plain = () => systemContext(stage.app);
  const challenges = new Map<PersonKey, string>();
  for (const key of crowd) {
    const asked = await askParticipantCode(plain(), codeBody.parse({ email: people[key][0] }));
    challenges.set(key, asked.challenge);
  }
  await stage.drain();
  const letters = await stage.app.ports.mail.kept();
  for (const key of crowd) {
    const [email, name] = people[key];
    const code = /^\s+(\d{6})$/m.exec(letters.find((one) => one.to === email)?.text ?? '')?.[1];
    if (code === undefined) throw new Error(`no code came to ${email}`);
    const { token } = await confirmParticipant(plain(), { challenge: challenges.get(key) ?? '', code });
    sessions.set(key, createHash('sha256').update(token).digest('hex'));
    if (name !== '') await nameParticipant(ctxOf(key), { name });
  }
  function ctxOf(key: PersonKey): Ctx {
    const participantSession = sessions.get(key);
    if (participantSession === undefined) throw new Error(`${key} has not come`);
    return systemContext(stage.app, { participantSession });
  }
  return { ctx: ctxOf };
}
