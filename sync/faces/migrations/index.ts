import type { Migration } from '../../queue/migrations/migration.ts';
import { initial } from './001-initial.ts';

/** In order; version N stands at place N-1. */
export const galleryMigrations: readonly Migration[] = [initial];
