// Places: every pooling region by name, its province (地方专区), and the agencies known here.
import { get } from '@/shared/api';

export interface Region { region: string; name: string }
export interface Office {
  region: string;
  region_name: string;
  name: string;
  phone: string;
  address: string;
  hotlines: string[];
  hours: string;
}
export interface Province { name: string; places: Region[] }

// Chunk of a few kilobytes, fetched by the first page that asks for a place.
export async function regions(): Promise<Region[]> {
  const { default: all } = await import('virtual:regions');
  return all.map(([region, name]) => ({ region, name }));
}

export const provinceOf = (region: string) => `${region.slice(0, 2)}0000`;
const provinceName = (name: string) => name.match(/^(.+?(?:省|自治区|特别行政区)|.+?市)/)?.[1] ?? name;

export async function provinces(): Promise<Map<string, Province>> {
  const all = new Map<string, Province>();
  for (const each of await regions()) {
    const code = provinceOf(each.region);
    const province = all.get(code) ?? { name: provinceName(each.name), places: [] };
    province.places.push(each);
    all.set(code, province);
  }
  return all;
}

// Those that have told how to reach them.
export const agencies = () => get<{ agencies: Office[] }>('/v1/agencies', { limit: 500 }).then((told) => told.agencies);
