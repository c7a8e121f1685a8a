import type { Connector } from '../model/document.ts'
import type { Json } from '../model/json.ts'
import { printConnector } from '../model/print.ts'
import { parseJson } from '../model/readJson.ts'

/** The connector as its file holds it: what travels to the runner. */
export const fileOf = (connector: Connector): Json => parseJson(printConnector(connector))
