import vine from '@vinejs/vine'

/** What a page or a program sends of a KPI. */
const KPI_FORM = vine.create({
  label: vine.string().trim().minLength(1).maxLength(80),
  help: vine.string().trim().maxLength(500).nullable().optional(),
  formula: vine.string().trim().minLength(1).maxLength(500),
  direction: vine.enum(['up', 'down', 'none'] as const).optional(),
  decimals: vine.number().withoutDecimals().range([0, 6]).nullable().optional(),
  /** The revision that was changed: somebody else's newer one is not overwritten. */
  revision: vine.number().withoutDecimals().min(1).optional(),
})

type Read = Awaited<ReturnType<(typeof KPI_FORM)['validate']>>

/** Reads a KPI that a page or a program sent, and which revision was changed. */
export async function readKpi(input: unknown) {
  const read = await KPI_FORM.validate(input)
  return { attributes: attributesOf(read), revision: read.revision }
}

const attributesOf = ({ label, formula, help, direction, decimals }: Read) => ({
  ...{ label, formula },
  help: help ?? '',
  direction: direction ?? ('up' as const),
  decimals: decimals ?? null,
})
