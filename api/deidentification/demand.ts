/** What is demanded of a table before it leaves: the law leaves the figures to parameters. */
import type { Ctx } from '#api/context.ts';
import { demandedK } from '#api/datasets/privacy.ts';
import { controls, type Grade, type Release } from '#api/datasets/rules/privacy-codes.ts';
import { type Demand, defaultEnvironment } from '#api/datasets/rules/privacy-risk.ts';
import { anyParameter, numberParameter } from '#api/organizations/service.ts';

export async function demandOf(ctx: Ctx, release: Release, regionCode: string): Promise<Demand> {
  const grade = async (key: string, byDefault: Grade): Promise<Grade> => {
    const set = await anyParameter(ctx, `deidentification.environment.${key}`, regionCode);
    return controls.is(set) ? set : byDefault;
  };
  const number = (key: string, byDefault: number) =>
    numberParameter(ctx, `deidentification.${key}`, regionCode, byDefault);
  return {
    release,
    k: await demandedK(ctx, release, regionCode),
    l: await number('l', 1),
    environment: {
      control: await grade('control', defaultEnvironment.control),
      motive: await grade('motive', defaultEnvironment.motive),
      prevalence: await number('environment.prevalence', defaultEnvironment.prevalence),
      acquaintances: await number('environment.acquaintances', defaultEnvironment.acquaintances),
    },
  };
}
