// What a person sends; see shared.
export * from '@/shared/sending';
