/** The entities that records name. Every stream maps an entity the same way, so that none undoes another. */
export const ACCOUNT = { kind: 'account', id: 'account.id', name: 'account.name' }

export const CAMPAIGN = {
  kind: 'campaign',
  id: 'record.campaign.id',
  name: 'record.campaign.name',
  ancestors: [ACCOUNT],
  attributes: {
    status: 'lower(record.campaign.status)',
    type: 'humanize(record.campaign.advertisingChannelType)',
  },
}

export const AD_GROUP = {
  kind: 'ad_group',
  id: 'record.adGroup.id',
  name: 'record.adGroup.name',
  ancestors: [reference(CAMPAIGN), ACCOUNT],
  attributes: {
    status: 'lower(record.adGroup.status)',
    type: 'humanize(record.adGroup.type)',
  },
}

export const AD = {
  kind: 'ad',
  id: 'record.adGroupAd.ad.id',
  name: 'record.adGroupAd.ad.name',
  ancestors: [reference(AD_GROUP), reference(CAMPAIGN), ACCOUNT],
  attributes: {
    status: 'lower(record.adGroupAd.status)',
    type: 'humanize(record.adGroupAd.ad.type)',
  },
}

/** A criterion id is unique within its ad group only. */
export const KEYWORD = {
  kind: 'keyword',
  id: "text(record.adGroup.id) + '~' + text(record.adGroupCriterion.criterionId)",
  name: 'record.adGroupCriterion.keyword.text',
  ancestors: [reference(AD_GROUP), reference(CAMPAIGN), ACCOUNT],
  attributes: {
    status: 'lower(record.adGroupCriterion.status)',
    matchType: 'lower(record.adGroupCriterion.keyword.matchType)',
  },
}

/** 64-bit integers arrive as text (JSON mapping of protocol buffers), money of int64 kind in micros already. */
export const METRICS = {
  spend: 'number(record.metrics.costMicros)',
  impressions: 'number(record.metrics.impressions)',
  clicks: 'number(record.metrics.clicks)',
  conversions: 'number(record.metrics.conversions)',
  conversion_value: 'micros(record.metrics.conversionsValue)',
  view_through_conversions: 'number(record.metrics.viewThroughConversions)',
}

function reference(entity: { kind: string; id: string; name: string }) {
  return { kind: entity.kind, id: entity.id, name: entity.name }
}
