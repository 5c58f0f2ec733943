import { refuse } from '#api/kernel/refusal.ts';
import { orRefusal } from '#app/present/form.ts';

/** The same inside the workspace, so that its frame stays. */
export function loader() {
  return orRefusal(() => {
    throw refuse('request.not_found');
  });
}

export const action = loader;

export default function Nowhere() {
  return null;
}
