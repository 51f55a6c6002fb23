import vine from '@vinejs/vine'

const columnValidator = vine.object({
  index: vine.number().min(0),
  name: vine.string(),
  use: vine.enum(['day', 'metric', 'dimension', 'currency', 'ignore'] as const),
  target: vine
    .string()
    .regex(/^[\w:.-]+$/)
    .nullable()
    .optional(),
  unit: vine.enum(['count', 'currency', 'percent', 'seconds', 'bytes', 'score', 'number'] as const),
  aggregation: vine.enum(['sum', 'last', 'none'] as const),
  isKey: vine.boolean(),
  dateStyle: vine.enum([
    'text',
    'compact',
    'excel_serial',
    'epoch_seconds',
    'epoch_milliseconds',
  ] as const),
})

/** What the wizard sends to start an import. */
export const orderValidator = vine.compile(
  vine.object({
    sourceName: vine.string().trim().minLength(1).maxLength(60),
    again: vine.boolean().optional(),
    countsRows: vine.boolean().optional(),
    mode: vine.enum(['append', 'replace', 'upsert'] as const),
    fixedDay: vine
      .string()
      .regex(/^\d{4}-\d{2}-\d{2}$/)
      .nullable()
      .optional(),
    currency: vine
      .string()
      .regex(/^[A-Z]{3}$/)
      .nullable()
      .optional(),
    columns: vine.array(columnValidator).minLength(1).maxLength(1_000),
  })
)

/** Corrections of what was found about the file. */
export const formatValidator = vine.compile(
  vine.object({
    kind: vine.enum(['csv', 'xlsx', 'json', 'ndjson'] as const).optional(),
    encoding: vine
      .enum([
        'utf-8',
        'utf-16le',
        'utf-16be',
        'windows-1252',
        'windows-1250',
        'windows-1251',
        'iso-8859-15',
        'macintosh',
        'shift_jis',
        'gb18030',
        'euc-kr',
      ] as const)
      .optional(),
    delimiter: vine.string().minLength(1).maxLength(1).optional(),
    quote: vine.string().maxLength(1).nullable().optional(),
    sheet: vine.string().maxLength(200).optional(),
    recordsPath: vine.string().maxLength(500).nullable().optional(),
    headerRow: vine.number().min(0).max(1_000).optional(),
    decimal: vine.enum(['.', ','] as const).optional(),
    dateOrder: vine.enum(['dmy', 'mdy'] as const).optional(),
  })
)

/** New values by rejected record and column. */
export const repairValidator = vine.compile(
  vine.object({
    repairs: vine
      .array(
        vine.object({
          id: vine.string().uuid(),
          values: vine.array(
            vine.object({
              column: vine.string(),
              value: vine.string().maxLength(10_000).nullable(),
            })
          ),
        })
      )
      .minLength(1)
      .maxLength(500),
  })
)
