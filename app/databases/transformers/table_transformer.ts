import { BaseTransformer } from '@adonisjs/core/transformers'
import type { StoredStream } from '../stored_stream.js'

/** What is read of a database, as a list shows it. */
export default class TableTransformer extends BaseTransformer<StoredStream> {
  toObject() {
    const { name, title, from, key, cursor, columns, metrics } = this.resource.stream
    return {
      ...{ name, title, key, cursor },
      relation: 'table' in from ? `${from.table.schema}.${from.table.name}` : null,
      columnCount: columns.length,
      metricCount: Object.keys(metrics).length,
    }
  }
}
