import type { Stream } from '../../engine/chunk.ts'

/** An `auth` edge carries no stream (E6): the plan reads the authentication from the settings. */
export async function* executeAuth(): Stream {}
