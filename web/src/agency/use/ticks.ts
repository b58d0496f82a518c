// Materials ticked as looked at: kept on this desk until the page of the case is done with. What is
// handed in anew under the same name has not been looked at.
import { computed, type Ref } from 'vue';
import type { Shown } from './cases';
import { useDraft } from './draft';

export function useTicks(id: string, shown: Ref<Shown | null | undefined>) {
  const { values } = useDraft(`ticks:${id}`);
  const handedIn = (slot: string) => shown.value?.steps.filter((each) => each.event === 'material_filled' && each.facts?.slot === slot).at(-1)?.step ?? 0;
  return computed({
    get: () => (shown.value?.materials ?? []).map((each) => each.slot).filter((slot) => values[slot] === handedIn(slot)),
    set: (slots: string[]) => {
      for (const { slot } of shown.value?.materials ?? []) {
        if (slots.includes(slot)) values[slot] = handedIn(slot);
        else delete values[slot];
      }
    },
  });
}
