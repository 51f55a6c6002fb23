import type { FactRecord } from '#shared/records'
import type { SessionRequest } from '#sync/engine/open_session'
import type { SourceSession } from '#sync/engine/sync_run'
import type { CompiledStream, MappingAccount } from '#reading'

type MappingScope = Parameters<CompiledStream['mapPage']>[1]
type Slice = Parameters<SourceSession['read']>[1]
interface Asked extends Slice {
  account: MappingAccount | null
}

/** A page as the vendor in memory sends it. */
export interface ScriptedPage {
  records: unknown[]
  raw: string
  resume: unknown
}

export interface AdDay {
  day: string
  campaign: string
  clicks: number | string
}

type Fault = Error | ((page: ScriptedPage) => ScriptedPage)

/**
 * A vendor in memory, one stream `ads` of clicks per campaign and day. It answers pages of `size` records
 * in the order it was given and does what the script says at the n-th page it is asked for.
 */
export class ScriptedVendor {
  rows: AdDay[] = []
  size = 2
  step: string | undefined
  period: CompiledStream['period'] = 'day'
  lookback: string | undefined
  reportsTotals = true
  accounts: MappingAccount[] = [
    { id: '7', name: 'Shop', currency: 'EUR', timeZone: 'Europe/Amsterdam', attributes: {} },
  ]
  /** Account → days that it no longer has. */
  forgotten = new Map<string, string[]>()
  /** Clicks that the vendor leaves out of its own total. */
  missingFromTotals = 0
  /** Page number, from 1 → what happens instead. */
  faults = new Map<number, Fault>()
  /** Windows and resume points that were asked for, in order. */
  asked: { from?: string; to?: string; resume: unknown; account?: string }[] = []
  /** What it says against its own numbers of a slice. */
  warnings: (asked: Slice) => string[] = () => []
  onPage: (count: number) => void | Promise<void> = () => {}
  /** Aborted when the run that reads has to end. */
  interruption = new AbortController().signal

  session = async ({ signal }: SessionRequest): Promise<SourceSession> => {
    this.interruption = signal
    return {
      connection: { settings: {} },
      connector: { streams: new Map([['ads', this.stream()]]) },
      accounts: this.accounts,
      read: ({ account }, slice) => this.read({ ...slice, account }),
      totals: async ({ account }, slice) => this.totals({ ...slice, account }),
    }
  }

  private stream(): CompiledStream {
    return {
      name: 'ads',
      mode: 'daily',
      period: this.period,
      channel: null,
      grain: { entities: ['campaign', 'account'], breakdowns: [] },
      slots: [{ metric: 'clicks', unit: 'count', aggregation: 'sum' }],
      definition: {
        records: 'rows',
        key: 'campaign',
        each: 'account',
        cursor: { field: 'day', step: this.step, lookback: this.lookback },
        facts: {} as never,
        ...(this.reportsTotals
          ? { totals: { metrics: { clicks: 'record.clicks' } } as never }
          : {}),
      },
      expand: (records) => records,
      openPage: () => () => null,
      mapRecord: () => null,
      mapPage: (records, scope) => mapAds(records as AdDay[], scope),
      mapPageInTurns: async (records, scope) => mapAds(records as AdDay[], scope),
    }
  }

  private async *read(asked: Asked) {
    const { account, today } = asked
    for await (const page of this.pages(asked)) {
      const mapped = mapAds(page.records as AdDay[], { account, settings: {}, today })
      yield { ...page, ...mapped, read: page.records.length, warnings: this.warnings(asked) }
    }
  }

  private async *pages({ window, resume, account }: Asked): AsyncGenerator<ScriptedPage> {
    const rows = this.rowsIn({ window, account })
    let offset: number | null = Number(resume ?? 0)
    while (offset !== null) {
      this.asked.push({ ...window, resume: offset, account: account?.id })
      await this.onPage(this.asked.length)
      const records = rows.slice(offset, offset + this.size)
      const next = offset + this.size
      const page = this.fault({
        records,
        raw: JSON.stringify(records),
        resume: next < rows.length ? next : null,
      })
      yield page
      offset = page.resume as number | null
    }
  }

  private fault(page: ScriptedPage): ScriptedPage {
    const fault = this.faults.get(this.asked.length)
    if (fault instanceof Error) {
      throw fault
    }
    return fault ? fault(page) : page
  }

  private rowsIn({ window, account }: Pick<Asked, 'window' | 'account'>): AdDay[] {
    const gone = this.forgotten.get(account?.id ?? '') ?? []
    return this.rows.filter(
      ({ day }) => day >= window!.from && day <= window!.to && !gone.includes(day)
    )
  }

  private totals(request: Asked) {
    if (!this.reportsTotals) {
      return null
    }
    const rows = this.rowsIn(request)
    const sum = rows.reduce((total, { clicks }) => total + Number(clicks), 0)
    const total = sum - this.missingFromTotals
    return { rows: rows.length, totals: [{ metric: 'clicks', currency: null, total }] }
  }
}

function mapAds(records: AdDay[], { account }: MappingScope) {
  const good = records.filter(({ clicks }) => typeof clicks === 'number')
  const entity = ({ campaign }: AdDay) => ({
    kind: 'campaign',
    externalId: `${account!.id}-${campaign}`,
  })
  const ancestors = [{ kind: 'account', externalId: account!.id, name: account!.name }]
  return {
    batches: new Map([
      [
        'ads',
        {
          entities: good.map((ad) => ({
            ...entity(ad),
            name: ad.campaign,
            ancestors,
            attributes: {},
          })),
          facts: good.map((ad): FactRecord => ({
            day: ad.day,
            currency: null,
            entity: entity(ad),
            dimensions: {},
            numbers: [Number(ad.clicks)],
          })),
          events: [],
        },
      ],
    ]),
    rejected: records
      .filter(({ clicks }) => typeof clicks !== 'number')
      .map((raw, index) => ({
        position: index + 1,
        code: 'E_NOT_A_NUMBER',
        field: 'clicks',
        reason: `'${raw.clicks}' is not a number.`,
        raw,
      })),
    skipped: 0,
  }
}
