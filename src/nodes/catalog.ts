import type { Catalog } from '../engine/definition.ts'
import { auth } from './auth/definition.ts'
import { forEach } from './forEach/definition.ts'
import { inputs } from './inputs/definition.ts'
import { output } from './output/definition.ts'
import { pagination } from './pagination/definition.ts'
import { request } from './request/definition.ts'
import { transform } from './transform/definition.ts'

/** Every node kind there is, in the order the palette offers them. */
export const catalog = {
  inputs,
  auth,
  request,
  'pagination-loop': pagination,
  'for-each': forEach,
  transform,
  output,
} satisfies Catalog

export type NodeKind = keyof typeof catalog
