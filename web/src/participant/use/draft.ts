// What a person has typed into a form, kept on the device until it is sent: neither an error nor a
// page that was closed by mistake loses it. It outlives a session that ran out, but not the one who signs
// out, nor somebody else's coming (shared/kept.ts).
import { reactive, toRaw, watch } from 'vue';
import { person } from './session';

export function useDraft<T extends object>(name: string, empty: () => T) {
  const place = `yibao_draft:${person.value}:${name}`;
  const kept = sessionStorage.getItem(place);
  const form = reactive<T>({ ...empty(), ...(kept ? JSON.parse(kept) as Partial<T> : {}) });
  watch(form, () => sessionStorage.setItem(place, JSON.stringify(toRaw(form))), { deep: true });
  const clear = () => {
    Object.assign(form, empty());
    queueMicrotask(() => sessionStorage.removeItem(place));
  };
  return { form: form as T, clear };
}
