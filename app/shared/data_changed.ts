/** Where processes hear that an organization's data changed; the payload is its id. Told when the transaction commits. */
export const DATA_CHANGED = 'data_changed'
