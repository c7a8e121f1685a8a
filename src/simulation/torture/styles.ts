import { cursors } from './cursors.ts'
import { links } from './links.ts'
import { numbers } from './numbers.ts'
import type { Style } from './play.ts'

/** Every way to page that the torture server plays. */
export const styles: readonly Style[] = [...cursors, ...numbers, ...links]
