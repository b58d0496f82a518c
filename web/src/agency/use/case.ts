// One case as an officer has it in hand: what it is, why, and the version that the next step is
// taken on. When somebody else was quicker (412) it is read again, and the officer looks once more.
import { computed, shallowRef, watch } from 'vue';
import { get, request } from '@/shared/api';
import { casePurpose } from '@/shared/purposes';
import { useLoading } from '@/shared/loading';
import type { Shown, Step } from './cases';
import { casePath, endpoints, mayUse, pathWith, type Endpoint } from './endpoints';
import { declare, purposeFor } from './purpose';
import { stepsOf } from '../words/steps';

export function useCase(service: string, id: string) {
  const known = shallowRef<Map<string, Endpoint> | null>(null);
  const etag = shallowRef<string | undefined>();
  const purpose = encodeURIComponent(casePurpose(service));

  const path = async () => {
    known.value = await endpoints();
    return pathWith(casePath(service, known.value), { case: id });
  };
  const shown = useLoading(async (signal) => {
    const told = await request<Shown>('GET', `${await path()}?purpose=${purpose}`, undefined, { signal });
    etag.value = told.etag ?? undefined;
    return told.body;
  });
  const decisions = useLoading(async (signal) =>
    (await get<{ decisions: Step[] }>(`${await path()}/explanation`, { purpose: decodeURIComponent(purpose) }, { signal })).decisions);
  watch(shown.value, (told) => {
    if (told?.person && !purposeFor(told.person)) declare(told.person, { purpose: casePurpose(service), person_present: false });
  });
  const steps = computed(() => (shown.value.value ? stepsOf(shown.value.value).filter((each) => mayUse(known.value?.get(each.name))) : []));
  const again = () => Promise.all([shown.again(), decisions.again()]);
  return { shown, decisions, steps, etag, again, known };
}
