// 查询事由: before a person's data is looked at, an officer says what for, and whether the
// person stands before them. It goes with every question about that person until the session ends,
// and the person reads it in 谁看过我的信息.
import { reactive } from 'vue';
import { get } from '@/shared/api';

export interface Purpose { purpose: string; person_present: boolean }

const place = 'yibao_purposes';
const known = reactive<Record<string, Purpose>>(JSON.parse(sessionStorage.getItem(place) ?? '{}') as Record<string, Purpose>);

export const purposeFor = (person: string): Purpose | undefined => known[person];

export function declare(person: string, purpose: Purpose): void {
  known[person] = purpose;
  sessionStorage.setItem(place, JSON.stringify(known));
}

export function undeclare(person: string): void {
  delete known[person];
  sessionStorage.setItem(place, JSON.stringify(known));
}

export function forgetPurposes(): void {
  for (const person of Object.keys(known)) delete known[person];
  sessionStorage.removeItem(place);
  sessionStorage.removeItem(searched);
}

// The search by name that one comes back to, with what it was said to be for.
export interface Search extends Purpose { words: string }
const searched = 'yibao_searched';
export const lastSearch = () => JSON.parse(sessionStorage.getItem(searched) ?? 'null') as Search | null;
export function keepSearch(search: Search): void { sessionStorage.setItem(searched, JSON.stringify(search)); }

// As parameters of a question that is about the person by another name: a case, a material.
export function asSaid(person: string | undefined): Record<string, string> {
  const said = person ? known[person] : undefined;
  if (!said) return {};
  return { purpose: said.purpose, ...(said.person_present ? { person_present: 'true' } : {}) };
}

// A question about a person, with what it is asked for.
export function getAbout<T>(person: string, path: string, parameters: Record<string, string | number | undefined> = {},
                            signal?: AbortSignal): Promise<T> {
  return get<T>(`/v1/people/${person}/${path}`.replace(/\/$/, ''), { ...parameters, ...asSaid(person) }, { signal });
}
