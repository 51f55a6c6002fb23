/** What the server says of deliveries, as it arrives in the browser. */
import type DeliveryTransformer from '#webhooks/transformers/delivery_transformer'
import type { DeliveryPage, Outcome } from '#webhooks/queries/list_deliveries'
import type { Endpoint } from '#webhooks/endpoint'

export type { ChosenField, FieldUse } from '#mapping/field_uses'
export type { FieldChoices } from '#webhooks/field_choices'
export type { Endpoint, Outcome }
export type Delivery = ReturnType<DeliveryTransformer['toObject']>
export type Found = Omit<DeliveryPage, 'deliveries'>
