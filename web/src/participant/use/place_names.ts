import { computed } from 'vue';
import { useLoading } from './loading';
import { agencies } from './regions';

// The name of a place by its code; the code where no agency stands for it.
export function usePlaceNames() {
  const all = useLoading(() => agencies());
  const names = computed(() => new Map((all.value.value ?? []).map((each) => [each.region, each.region_name])));
  return (code: string) => names.value.get(code) ?? code;
}
