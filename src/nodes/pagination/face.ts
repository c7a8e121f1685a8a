import type { FaceRow } from '../../model/kinds.ts'
import { shorten } from '../words.ts'
import type { PaginationSettings } from './settings.ts'
import { briefCarry, briefPut, briefStart, briefStops } from './words.ts'

/** The four sockets, in the order they are numbered. */
export const sockets = ['Start', 'Carry', 'Put', 'Stop'] as const

const said: { readonly [Socket in (typeof sockets)[number]]: (settings: PaginationSettings) => string } = {
  Start: briefStart,
  Carry: briefCarry,
  Put: briefPut,
  Stop: briefStops,
}

export function paginationFace(settings: PaginationSettings): readonly FaceRow[] {
  return sockets.map((label) => ({
    label,
    value: shorten(said[label](settings), 32),
    style: 'mono' as const,
  }))
}
