import kinds from 'virtual:names/material';

// A slot that any of several kinds may fill is written "labour_relation_proof|termination_proof".
export const materialName = (slot: string) => slot.split('|').map((each) => kinds[each] ?? each).join('或');
