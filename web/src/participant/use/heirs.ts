// The heirs of a form, and what each of them still wants.
export interface Heir { identity_number: string; name: string; share: string; paid_to: string; bank_account: string; bank_holder: string; guardian: string }
export const nobody = (): Heir => ({ identity_number: '', name: '', share: '', paid_to: 'account', bank_account: '', bank_holder: '', guardian: '' });

export function wants(heir: Heir): (keyof Heir)[] {
  const needed: (keyof Heir)[] = ['name', 'share',
    ...(heir.paid_to === 'bank' ? ['bank_account' as const, 'bank_holder' as const] : [])];
  return needed.filter((each) => !heir[each]);
}
