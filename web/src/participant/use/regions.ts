// The places that have an agency here, and their provinces (地方专区).
import { get } from '@/shared/api';

export interface Agency { region: string; region_name: string; name: string; phone: string; on_system: boolean }
export interface Office extends Agency {
  aliases: string[];
  address: string;
  hotlines: string[];
  hours: string;
}

let asked: Promise<Agency[]> | undefined;

export function agencies(): Promise<Agency[]> {
  asked ??= get<{ agencies: Agency[] }>('/v1/agencies', { limit: 500 })
    .then((told) => told.agencies)
    .catch((error) => { asked = undefined; throw error; });
  return asked;
}

export const provinceOf = (region: string) => `${region.slice(0, 2)}0000`;

export function provinceName(agency: Agency): string {
  return agency.region_name.match(/^(.+?(?:省|自治区|特别行政区)|.+?市)/)?.[1] ?? agency.region_name;
}

export async function provinces(): Promise<Map<string, { name: string; places: Agency[] }>> {
  const all = new Map<string, { name: string; places: Agency[] }>();
  for (const agency of await agencies()) {
    const code = provinceOf(agency.region);
    const province = all.get(code) ?? { name: provinceName(agency), places: [] };
    province.places.push(agency);
    all.set(code, province);
  }
  return all;
}
