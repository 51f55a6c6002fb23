/** What plugins offer to other parts of the product, by the field of the manifest. */
export const OFFERED = ['dashboards', 'reports', 'kpis', 'alerts'] as const
export type Offered = (typeof OFFERED)[number]
