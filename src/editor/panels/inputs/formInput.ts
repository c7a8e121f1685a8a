import { createContext } from 'react'
import type { Json } from '../../../model/json.ts'

/** What is filled in in a form, by the names of its fields. */
export type FormInput = { readonly [name: string]: Json }

/** All that is filled in, for a control that depends on what stands in others. */
export const FormInputContext = createContext<FormInput>({})
