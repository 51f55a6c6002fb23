import type { TenantTransaction } from '#foundation'

/** Whom invoices are for. Everything may be missing until somebody fills it in. */
export interface BillingProfile {
  legalName: string | null
  email: string | null
  street: string | null
  postalCode: string | null
  city: string | null
  country: string | null
  taxId: string | null
}

const EMPTY: BillingProfile = {
  ...{ legalName: null, email: null, street: null, postalCode: null },
  ...{ city: null, country: null, taxId: null },
}

export async function billingProfileOf(tenant: TenantTransaction): Promise<BillingProfile> {
  const { rows } = await tenant.query<BillingProfile>(
    `SELECT legal_name AS "legalName", email, street, postal_code AS "postalCode", city, country, tax_id AS "taxId"
     FROM billing_profiles WHERE organization_id = $1`,
    [tenant.organizationId]
  )
  return rows[0] ?? EMPTY
}

export async function saveBillingProfile(
  tenant: TenantTransaction,
  profile: BillingProfile,
  now: Date
) {
  const { legalName, email, street, postalCode, city, country, taxId } = profile
  await tenant.query(
    `INSERT INTO billing_profiles
       (organization_id, legal_name, email, street, postal_code, city, country, tax_id, updated_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
     ON CONFLICT (organization_id) DO UPDATE SET legal_name = excluded.legal_name, email = excluded.email,
       street = excluded.street, postal_code = excluded.postal_code, city = excluded.city,
       country = excluded.country, tax_id = excluded.tax_id, updated_at = excluded.updated_at`,
    [tenant.organizationId, legalName, email, street, postalCode, city, country, taxId, now]
  )
}

/** As the payment provider takes it. */
export function asCustomer({
  legalName,
  email,
  street,
  postalCode,
  city,
  country,
}: BillingProfile) {
  return {
    ...(legalName ? { name: legalName } : {}),
    ...(email ? { email } : {}),
    ...(country
      ? {
          address: {
            line1: street ?? '',
            postal_code: postalCode ?? '',
            city: city ?? '',
            country,
          },
        }
      : {}),
  }
}
