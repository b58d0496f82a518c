// The places that have an agency here, by code.
import { computed } from 'vue';
import { get } from '@/shared/api';
import { useLoading } from '@/shared/loading';

export interface Agency { region: string; region_name: string; name: string; phone: string; on_system: boolean }

let asked: Promise<Agency[]> | undefined;
export function agencies(): Promise<Agency[]> {
  asked ??= get<{ agencies: Agency[] }>('/v1/agencies', { limit: 500 })
    .then((told) => told.agencies)
    .catch((error) => { asked = undefined; throw error; });
  return asked;
}

export function usePlaces() {
  const { value } = useLoading(() => agencies());
  const byCode = computed(() => new Map((value.value ?? []).map((each) => [each.region, each])));
  const nameOf = (code: string | undefined | null) =>
    (code ? byCode.value.get(code)?.region_name ?? (code === '100000' ? '全国' : code) : '—');
  const onSystem = (code: string | undefined) => byCode.value.get(code ?? '')?.on_system ?? true;
  return { all: value, nameOf, onSystem };
}
