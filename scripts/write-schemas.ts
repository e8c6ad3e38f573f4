/** `npm run schemas`: a thesis folder → JSON Schemas of its YAML files, in `thesis/schemas/`. */

import {declarationSchema as chartSchema} from './charts/declaration.ts'
import {configSchema} from './config.ts'
import {readData} from './data/data.ts'
import {dataSchemas, jsonSchema} from './data/json-schemas.ts'
import type {Folder} from './files.ts'
import {glossarySchema} from './read-terms.ts'
import {readDataFiles} from './sources.ts'

/** By path: one for `thesis.yml`, `glossary.yml`, the charts, `data.yml`, the declarations of collections and the members of each. */
export async function schemasOf(folder: Folder): Promise<Map<string, string>> {
  const data = readData(await readDataFiles(folder, 'thesis'))
  const schemas = [
    ['thesis', configSchema] as const,
    ['glossary', glossarySchema] as const,
    ['chart', chartSchema] as const,
    ...dataSchemas(data)
  ]
  return new Map(schemas.map(([name, schema]) => [`thesis/schemas/${name}.schema.json`, jsonSchema(name, schema)]))
}
