// Who works at an agency: names for the numbers of the staff.
import { computed, type InjectionKey, type Ref } from 'vue';
import { get } from '@/shared/api';
import { useLoading } from '@/shared/loading';
import { today } from '@/shared/today';

export interface Member { staff: number; name: string; region: string; left_on?: string; roles: { role: string; holds: boolean; until?: string }[]; absences: { from: string; to: string; stand_in?: number }[] }

// Of which agency a form's numbers of the staff are.
export const staffOf: InjectionKey<Ref<string>> = Symbol('staff of');

const handles = ['agency_officer', 'senior_officer'];
export const isAway = (one: Member, on: string) => one.absences.some((each) => each.from <= on && on <= each.to);

export function useStaff(region: () => string) {
  const staff = useLoading(async (signal) => (region() ? (await get<{ staff: Member[] }>('/v1/staff', { limit: 500, region: region() }, { signal })).staff : []), [region]);
  const at_work = computed(() => (staff.value.value ?? []).filter((each) => !each.left_on && !isAway(each, today())
    && each.roles.some((role) => role.holds && handles.includes(role.role))));
  const nameOf = (number: number | undefined) => (number === undefined ? '' : staff.value.value?.find((each) => each.staff === number)?.name ?? `${number} 号`);
  return { staff, at_work, nameOf };
}
