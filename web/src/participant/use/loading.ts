// What a page reads; see shared.
export * from '@/shared/loading';
