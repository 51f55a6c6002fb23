/** An invitation as its page shows it. Stands here, without models, because the page reads it too. */
export interface InvitationPreview {
  organizationName: string
  roleName: string
  email: string
  inviterName: string | null
  /** How this visitor can accept. */
  way: 'accept' | 'other_account' | 'sign_in' | 'register'
}
