import { computed } from 'vue';
import { useLoading } from '@/shared/loading';
import { regions } from './regions';

// The name of a place by its code.
export function usePlaceNames() {
  const all = useLoading(() => regions());
  const names = computed(() => new Map((all.value.value ?? []).map((each) => [each.region, each.name])));
  return (code: string) => names.value.get(code) ?? code;
}
