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

// The names of all pooling regions come with the pages, so that no place is shown by its code.
const regionNames = () => import('virtual:regions').then((told) => new Map(told.default));

// A whole province, by how the names of its places begin: care elsewhere may be anywhere in one.
function province(code: string, names: Map<string, string>): string | undefined {
  if (!code.endsWith('0000')) return undefined;
  const [, name] = [...names].find(([each]) => each.startsWith(code.slice(0, 2))) ?? [];
  return name?.match(/^.+?(?:\u7701|\u81ea\u6cbb\u533a)/)?.[0];
}

export function usePlaces() {
  const { value, problem } = useLoading(() => agencies());
  const { value: names } = useLoading(() => regionNames());
  const byCode = computed(() => new Map((value.value ?? []).map((each) => [each.region, each])));
  const nameOf = (code: string | undefined | null) => {
    if (!code) return '—';
    if (code === '100000') return '全国';
    if (!names.value || !(value.value ?? problem.value)) return '…';
    return byCode.value.get(code)?.region_name ?? names.value.get(code) ?? province(code, names.value) ?? code;
  };
  const others = computed(() => [...(names.value ?? [])].filter(([code]) => !byCode.value.has(code)));
  const onSystem = (code: string | undefined) => byCode.value.get(code ?? '')?.on_system ?? true;
  return { all: value, others, nameOf, onSystem };
}
