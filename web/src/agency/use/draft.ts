// What has been typed stays on this desk until it is sent: neither an error, a closed page nor a session
// that ran out loses it (shared/kept.ts).
import { reactive, toRaw, watch } from 'vue';

export type Values = Record<string, unknown>;

export function useDraft(name: string) {
  const place = `yibao_form:${name}`;
  const values = reactive<Values>(JSON.parse(sessionStorage.getItem(place) ?? '{}') as Values);
  watch(values, () => sessionStorage.setItem(place, JSON.stringify(toRaw(values))), { deep: true });
  const clear = () => {
    for (const each of Object.keys(values)) delete values[each];
    queueMicrotask(() => sessionStorage.removeItem(place));
  };
  return { values, clear };
}
