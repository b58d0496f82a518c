import { computed } from 'vue';
import { useLoading } from '@/shared/loading';
import { provinces } from './regions';

// The name of a place by its code: of a pooling region, or of a whole province.
export function usePlaceNames() {
  const all = useLoading(() => provinces());
  const names = computed(() => new Map([...(all.value.value ?? [])].flatMap(([code, { name, places }]) => [[code, name] as const, ...places.map((each) => [each.region, each.name] as const)])));
  return (code: string) => names.value.get(code) ?? code;
}
