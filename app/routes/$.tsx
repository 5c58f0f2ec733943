import { refuse } from '#api/kernel/refusal.ts';
import { orRefusal } from '#app/present/form.ts';

/** Every address that no page answers. Without this route an unknown address would be a 500. */
export function loader() {
  return orRefusal(() => {
    throw refuse('request.not_found');
  });
}

export const action = loader;

export default function Nowhere() {
  return null;
}
