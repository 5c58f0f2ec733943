import type { Ctx } from '#api/context.ts';

/** On which sides of the register of assets a viewer works; what they may do the services say. */
export function assetSides(ctx: Ctx): { holds: boolean; supervises: boolean } {
  const { viewer } = ctx;
  return {
    holds: viewer?.organization.kind === 'agency' && viewer.duties.includes('steward'),
    supervises:
      (viewer?.duties.includes('reviewer') ?? false) &&
      (viewer?.powers.some((held) => held.power === 'information_department') ?? false),
  };
}
